package io.ocpp809.kura.modbus;

import io.ocpp809.modbus.Control;
import io.ocpp809.modbus.DataType;
import io.ocpp809.modbus.Device.PollClass;
import io.ocpp809.modbus.Lease.Watchdog;
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
    String counter) {
  private static final List<String> TABLES =
      List.of("HOLDING", "INPUT", "COIL", "DISCRETE", "LEASE", "COUNTER");

  /**
   * Reads a channel's configuration.
   *
   * @throws IllegalArgumentException naming the attribute that is wrong
   */
  static ChannelSpec of(String name, Map<String, Object> c) {
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
        counter ? Counters.checked(text(c, "counter", "good")) : "");
  }

  private static void tableKnown(String table) {
    if (!TABLES.contains(table)) {
      throw new IllegalArgumentException("table: " + table + " is none of " + TABLES);
    }
  }

  private static Point point(String table, Map<String, Object> c) {
    return new Point(
        constant(Table.class, table, "table"),
        integer(c, "address", 0, 0, 65_535),
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
