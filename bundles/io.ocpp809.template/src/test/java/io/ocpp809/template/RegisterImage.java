package io.ocpp809.template;

import io.ocpp809.modbus.DataType;
import io.ocpp809.modbus.Point;
import io.ocpp809.modbus.Point.WriteFunction;
import io.ocpp809.modbus.PointCodec;
import io.ocpp809.modbus.Table;
import io.ocpp809.modbus.WordOrder;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Registers written by hand, read through a template. */
final class RegisterImage {
  private final Map<String, Integer> registers = new HashMap<>();

  /** Sets consecutive registers of a table, each as four hexadecimal digits. */
  RegisterImage set(String table, int address, String hex) {
    String[] words = hex.split(" ");
    for (int i = 0; i < words.length; i++) {
      registers.put(table + (address + i), Integer.parseInt(words[i], 16));
    }
    return this;
  }

  /** The same image with the registers of another laid over it. */
  RegisterImage with(RegisterImage over) {
    RegisterImage result = new RegisterImage();
    result.registers.putAll(registers);
    result.registers.putAll(over.registers);
    return result;
  }

  /** What the interpreter makes of the image at monotonic time 1000. */
  PileReport report(PileTemplate t, int outlet) {
    return report(t, outlet, 1000);
  }

  /** What the interpreter makes of the image, read at a moment of monotonic time, ms. */
  PileReport report(PileTemplate t, int outlet, long now) {
    return new Interpreter(t, "meter").interpret(values(t, outlet, now), now);
  }

  /** What the driver makes of the registers that are set, by channel. */
  Map<String, ChannelValue> values(PileTemplate t, int outlet) {
    return values(t, outlet, 1000);
  }

  private Map<String, ChannelValue> values(PileTemplate t, int outlet, long now) {
    Map<String, ChannelValue> values = new LinkedHashMap<>();
    for (TemplatePoint p : t.points()) {
      int address = p.address() + (p.station() ? 0 : t.stride() * outlet);
      if (p.readable() && registers.containsKey(p.table() + address)) {
        PointCodec.decode(point(p, address), raw(p, address))
            .ifPresent(v -> values.put(p.channel(), new ChannelValue(v, true, now)));
      }
    }
    return values;
  }

  private int[] raw(TemplatePoint p, int address) {
    int[] raw = new int[p.registers()];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = registers.getOrDefault(p.table() + (address + i), 0);
    }
    return raw;
  }

  static Point point(TemplatePoint p, int address) {
    return new Point(
        Table.valueOf(p.table()),
        address,
        DataType.valueOf(p.type()),
        WordOrder.valueOf(p.order()),
        p.length(),
        p.bits().bit(),
        p.bits().mask().isEmpty() ? 0 : Long.parseUnsignedLong(p.bits().mask(), 16),
        p.bits().shift(),
        p.factor(),
        0,
        invalid(p.invalid()),
        WriteFunction.AUTO);
  }

  private static Set<Long> invalid(String list) {
    return Stream.of(list.split(","))
        .filter(x -> !x.isEmpty())
        .map(x -> Long.parseUnsignedLong(x, 16))
        .collect(Collectors.toSet());
  }

  static double value(PileReport r, Measurand m, Phase p) {
    return r.readings().stream()
        .filter(x -> x.measurand() == m && x.phase() == p)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + m + " " + p + " in " + r.readings()))
        .value();
  }
}
