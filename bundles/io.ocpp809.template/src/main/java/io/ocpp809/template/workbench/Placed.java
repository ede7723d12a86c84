package io.ocpp809.template.workbench;

import io.ocpp809.modbus.DataType;
import io.ocpp809.modbus.Point;
import io.ocpp809.modbus.Point.WriteFunction;
import io.ocpp809.modbus.PointCodec;
import io.ocpp809.modbus.Request;
import io.ocpp809.modbus.Table;
import io.ocpp809.modbus.WordOrder;
import io.ocpp809.template.PileTemplate;
import io.ocpp809.template.TemplatePoint;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A template's point where it lies at one outlet of one device.
 *
 * @param point the point
 * @param unit Modbus unit
 * @param address first register or bit there, 0-based
 */
public record Placed(TemplatePoint point, int unit, int address) {
  /**
   * Where a point lies.
   *
   * @param template its template
   * @param unit Modbus unit of the device; 0 takes the template's
   * @param outlet which outlet, from 1
   */
  public static Placed of(PileTemplate template, TemplatePoint point, int unit, int outlet) {
    int first = unit == 0 ? template.unit() : unit;
    int own = template.outletsByUnit() && !point.station() ? first + outlet - 1 : first;
    int offset = point.station() ? 0 : template.stride() * outlet;
    return new Placed(point, own, point.address() + offset);
  }

  /** The request that reads it. */
  Request.Read read() {
    return new Request.Read(unit, table(), address, point.registers());
  }

  Table table() {
    return Table.valueOf(point.table());
  }

  /**
   * What registers or bits mean.
   *
   * @return empty where the device says that it has no value
   * @throws IllegalArgumentException if they cannot be of that type, saying why
   */
  Optional<Object> decode(int[] raw) {
    return PointCodec.decode(codec(table(), WordOrder.valueOf(point.order())), raw);
  }

  /** The same point in another table or order, to see whether it makes more sense there. */
  public Point codec(Table table, WordOrder order) {
    String mask = point.bits().mask();
    Set<Long> invalid =
        Stream.of(point.invalid().split(","))
            .filter(t -> !t.isEmpty())
            .map(t -> Long.parseUnsignedLong(t, 16))
            .collect(Collectors.toSet());
    return new Point(
        table,
        address,
        DataType.valueOf(point.type()),
        order,
        point.length(),
        point.bits().bit(),
        mask.isEmpty() ? 0 : Long.parseUnsignedLong(mask, 16),
        point.bits().shift(),
        point.factor(),
        0,
        invalid,
        WriteFunction.AUTO);
  }

  /** A value as the keys of an {@code enum} are written. */
  String raw(Object value) {
    if (value instanceof byte[] octets) {
      return HexFormat.of().withUpperCase().formatHex(octets).replaceAll("(00)+$", "");
    }
    if (value instanceof Number n) {
      long whole = n.longValue();
      if (point.hex()) {
        return String.format(Locale.ROOT, "%08X", whole);
      }
      return n.doubleValue() == whole ? String.valueOf(whole) : String.valueOf(n);
    }
    return String.valueOf(value).trim();
  }
}
