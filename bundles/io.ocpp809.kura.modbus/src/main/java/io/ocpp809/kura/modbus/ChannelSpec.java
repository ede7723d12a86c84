package io.ocpp809.kura.modbus;

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
import java.util.Arrays;
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
    Map<String, Object> c = config == null ? Map.of() : config;
    String table = text(c, "table", "HOLDING").toUpperCase(Locale.ROOT);
    tableKnown(table);
    boolean lease = table.equals("LEASE");
    boolean counter = table.equals("COUNTER");
    String block = text(c, "block", "GAP:8").toUpperCase(Locale.ROOT);
    return new ChannelSpec(
        name,
        integer(c, "unit", 1, 0, 255),
        lease || counter ? Optional.empty() : Optional.of(point(table, c)),
        constant(PollClass.class, c, "poll", "FAST"),
        constant(Control.class, c, "control", "NONE"),
        text(c, "feed.value", ""),
        integer(c, "feed.every", 0, 0, 3_600_000),
        block.equals("EXACT") ? -1 : gap(block),
        integer(c, "block.max", 60, 1, 125),
        lease ? Optional.of(constant(Watchdog.class, c, "watchdog", "NONE")) : Optional.empty(),
        integer(c, "watchdog.timeout", 0, 0, 86_400_000),
        lease ? list("never", text(c, "never", ""), NeverWritten::list) : List.of(),
        list("block.never", text(c, "block.never", ""), NeverRead::list),
        integer(c, "hold", 0, 0, 1_000),
        listening(c),
        counter ? Counters.checked(text(c, "counter", "good")) : "");
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

  private static ListenRule listening(Map<String, Object> c) {
    double deadBand = real(c, "listen.deadband", 0);
    if (!(deadBand >= 0)) {
      throw new IllegalArgumentException("listen.deadband: 0 or more, not " + deadBand);
    }
    return new ListenRule(
        deadBand,
        integer(c, "listen.interval", 0, 0, 86_400_000),
        integer(c, "listen.maximum", 60_000, 0, 86_400_000));
  }

  /** The address on the wire, whichever way it is written. */
  private static int address(Table table, Map<String, Object> c) {
    String base = text(c, "address.base", "0");
    return switch (base) {
      case "0" -> integer(c, "address", 0, 0, 65_535);
      case "1" -> integer(c, "address", 1, 1, 65_536) - 1;
      case "40001" -> numbered(table, integer(c, "address", 0, 1, 465_536));
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

  private static Point point(String name, Map<String, Object> c) {
    Table table = constant(Table.class, name, "table");
    return new Point(
        table,
        address(table, c),
        constant(DataType.class, c, "data.type", "UINT16"),
        constant(WordOrder.class, c, "order", "ABCD"),
        integer(c, "length", 0, 0, 125),
        integer(c, "bit", -1, -1, 15),
        hex(text(c, "mask", "0"), "mask"),
        integer(c, "shift", 0, 0, 63),
        real(c, "factor", 1),
        real(c, "add", 0),
        invalid(text(c, "invalid", "")),
        constant(
            WriteFunction.class,
            text(c, "write.fc", "AUTO").replaceAll("^(\\d)", "F$1"),
            "write.fc"));
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
        result.add(hex(part.trim(), "invalid"));
      }
    }
    return result;
  }

  private static long hex(String text, String key) {
    try {
      return Long.parseUnsignedLong(text.replaceFirst("(?i)^0x", ""), 16);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(key + ": hexadecimal digits are needed, not " + text, e);
    }
  }

  private static <E extends Enum<E>> E constant(
      Class<E> type, Map<String, Object> c, String key, String otherwise) {
    return constant(type, text(c, key, otherwise), key);
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String text, String key) {
    for (E e : type.getEnumConstants()) {
      if (e.name().equalsIgnoreCase(text)) {
        return e;
      }
    }
    throw new IllegalArgumentException(
        key + ": " + text + " is none of " + Arrays.toString(type.getEnumConstants()));
  }

  private static String text(Map<String, Object> c, String key, String otherwise) {
    Object v = c.get(key);
    return v == null || v.toString().isBlank() ? otherwise : v.toString().trim();
  }

  private static int integer(Map<String, Object> c, String key, int otherwise, int min, int max) {
    String text = text(c, key, String.valueOf(otherwise));
    try {
      int value = Integer.parseInt(text);
      if (value < min || value > max) {
        throw new IllegalArgumentException(key + ": " + min + " to " + max + ", not " + value);
      }
      return value;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(key + ": a whole number is needed, not " + text, e);
    }
  }

  private static double real(Map<String, Object> c, String key, double otherwise) {
    String text = text(c, key, String.valueOf(otherwise));
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(key + ": a number is needed, not " + text, e);
    }
  }
}
