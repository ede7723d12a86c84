package io.ocpp809.kura.modbus;

import io.ocpp809.kura.driver.Attributes;
import io.ocpp809.kura.driver.ListenRule;
import io.ocpp809.modbus.Addresses;
import io.ocpp809.modbus.Control;
import io.ocpp809.modbus.DataType;
import io.ocpp809.modbus.Device.PollClass;
import io.ocpp809.modbus.Lease.Watchdog;
import io.ocpp809.modbus.NeverRead;
import io.ocpp809.modbus.NeverWritten;
import io.ocpp809.modbus.Point;
import io.ocpp809.modbus.Point.WriteFunction;
import io.ocpp809.modbus.Table;
import io.ocpp809.modbus.WordOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a channel's configuration says, made from the texts that Kura hands over.
 *
 * @param name the channel's name
 * @param unit Modbus unit
 * @param point where the value lies; empty for a lease or a counter
 * @param poll how often it is polled
 * @param control what it does; any but NONE is written by the charging station only
 * @param feedValue value by which the watchdog is fed; empty if this is no feed
 * @param feedMillis how often, ms
 * @param gap most unused registers between two points read together; -1 reads each on its own
 * @param most most registers read together
 * @param lease the watchdog of the unit, if this is its lease channel
 * @param watchdogMillis after which silence the watchdog trips, ms
 * @param never what nobody writes on the unit, if this is its lease channel
 * @param neverRead what no joined read touches on the unit
 * @param hold failures in a row for which the last good value stands
 * @param listening which values listeners are told
 * @param counter which counter, if this is one
 */
record ChannelSpec(
    String name,
    int unit,
    Optional<Point> point,
    PollClass poll,
    Control control,
    String feedValue,
    int feedMillis,
    int gap,
    int most,
    Optional<Watchdog> lease,
    int watchdogMillis,
    List<NeverWritten> never,
    List<NeverRead> neverRead,
    int hold,
    ListenRule listening,
    String counter) {
  private static final List<String> TABLES =
      List.of("HOLDING", "INPUT", "COIL", "DISCRETE", "LEASE", "COUNTER");

  /**
   * Reads a channel's configuration.
   *
   * @throws IllegalArgumentException naming the attribute that is wrong
   */
  static ChannelSpec of(String name, Map<String, Object> config) {
    Attributes c = new Attributes(config);
    String table = c.text("table", "HOLDING").toUpperCase(Locale.ROOT);
    tableKnown(table);
    boolean lease = table.equals("LEASE");
    boolean counter = table.equals("COUNTER");
    String block = c.text("block", "GAP:8").toUpperCase(Locale.ROOT);
    return new ChannelSpec(
        name,
        c.integer("unit", 1, 0, 255),
        lease || counter ? Optional.empty() : Optional.of(point(table, c)),
        c.constant(PollClass.class, "poll", PollClass.FAST),
        c.constant(Control.class, "control", Control.NONE),
        c.text("feed.value", ""),
        c.integer("feed.every", 0, 0, 3_600_000),
        block.equals("EXACT") ? -1 : gap(block),
        c.integer("block.max", 60, 1, 125),
        lease
            ? Optional.of(c.constant(Watchdog.class, "watchdog", Watchdog.NONE))
            : Optional.empty(),
        c.integer("watchdog.timeout", 0, 0, 86_400_000),
        lease ? list("never", c.text("never", ""), NeverWritten::list) : List.of(),
        list("block.never", c.text("block.never", ""), NeverRead::list),
        c.integer("hold", 0, 0, 1_000),
        ListenRule.of(c),
        counter ? Counters.checked(c.text("counter", "good")) : "");
  }

  private static <T> List<T> list(String key, String text, Function<String, List<T>> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(key + ": " + e.getMessage(), e);
    }
  }

  private static void tableKnown(String table) {
    if (!TABLES.contains(table)) {
      throw new IllegalArgumentException("table: " + table + " is none of " + TABLES);
    }
  }

  /** The address on the wire, whichever way it is written. */
  private static int address(Table table, Attributes c) {
    String base = c.text("address.base", "0");
    return switch (base) {
      case "0" -> c.integer("address", 0, 0, 65_535);
      case "1" -> c.integer("address", 1, 1, 65_536) - 1;
      case "40001" -> numbered(table, c.integer("address", 0, 1, 465_536));
      default ->
          throw new IllegalArgumentException("address.base: " + base + " is none of 0, 1, 40001");
    };
  }

  private static int numbered(Table table, int address) {
    try {
      return Addresses.wire(table, address);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("address: " + e.getMessage(), e);
    }
  }

  private static Point point(String name, Attributes c) {
    Table table = Attributes.constant(Table.class, "table", name);
    return new Point(
        table,
        address(table, c),
        c.constant(DataType.class, "data.type", DataType.UINT16),
        c.constant(WordOrder.class, "order", WordOrder.ABCD),
        c.integer("length", 0, 0, 125),
        c.integer("bit", -1, -1, 15),
        Attributes.hexadecimal("mask", c.text("mask", "0")),
        c.integer("shift", 0, 0, 63),
        c.real("factor", 1),
        c.real("add", 0),
        invalid(c.text("invalid", "")),
        Attributes.constant(
            WriteFunction.class,
            "write.fc",
            c.text("write.fc", "AUTO").replaceAll("^(\\d)", "F$1")));
  }

  private static int gap(String block) {
    String digits = block.startsWith("GAP:") ? block.substring(4).trim() : "";
    if (!digits.matches("\\d{1,3}") || Integer.parseInt(digits) > 125) {
      throw new IllegalArgumentException("block: EXACT or GAP:0 to GAP:125, not " + block);
    }
    return Integer.parseInt(digits);
  }

  private static Set<Long> invalid(String list) {
    Set<Long> result = new HashSet<>();
    for (String part : list.split(",")) {
      if (!part.isBlank()) {
        result.add(Attributes.hexadecimal("invalid", part.trim()));
      }
    }
    return result;
  }
}
