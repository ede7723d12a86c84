package io.ocpp809.modbus;

import io.ocpp809.modbus.BlockPlanner.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Registers or bits of a unit that no joined read touches, because the device hangs up, restarts or
 * answers for nothing else when they are read. A point that lies there is read all the same:
 * whoever names it wants it.
 *
 * <p>As text, one after another with semicolons: {@code HOLDING 730; INPUT 10-19}.
 *
 * @param table which table
 * @param first first address, 0-based as on the wire
 * @param last last address
 */
public record NeverRead(Table table, int first, int last) {
  private static final Pattern ENTRY =
      Pattern.compile("(HOLDING|INPUT|COIL|DISCRETE)\\s+(\\d{1,5})(?:\\s*-\\s*(\\d{1,5}))?");

  /** Checks the parts; messages say what is wrong. */
  public NeverRead {
    Objects.requireNonNull(table, "table");
    if (first < 0 || last < first || last > 0xFFFF) {
      throw new IllegalArgumentException("addresses " + first + " to " + last + " do not exist");
    }
  }

  /** The same so many addresses higher. */
  public NeverRead moved(int by) {
    return new NeverRead(table, first + by, last + by);
  }

  /** The same as the planner takes it. */
  public Block block() {
    return new Block(table, first, last - first + 1);
  }

  /** As it stands in a channel's attribute {@code block.never}. */
  public String text() {
    return table + " " + first + (last == first ? "" : "-" + last);
  }

  /** A list as text; empty for an empty list. */
  public static String text(List<NeverRead> list) {
    return list.stream().map(NeverRead::text).collect(Collectors.joining("; "));
  }

  /**
   * A list from text.
   *
   * @throws IllegalArgumentException naming the entry that is wrong
   */
  public static List<NeverRead> list(String text) {
    List<NeverRead> result = new ArrayList<>();
    for (String entry : text.split(";")) {
      if (!entry.isBlank()) {
        result.add(one(entry.trim()));
      }
    }
    return result;
  }

  private static NeverRead one(String entry) {
    Matcher m = ENTRY.matcher(entry);
    if (!m.matches()) {
      throw new IllegalArgumentException(
          "\"" + entry + "\" is not such as HOLDING 730 or INPUT 10-19");
    }
    int first = Integer.parseInt(m.group(2));
    int last = m.group(3) == null ? first : Integer.parseInt(m.group(3));
    return new NeverRead(Table.valueOf(m.group(1)), first, last);
  }
}
