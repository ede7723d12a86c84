package io.ocpp809.modbus;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Registers or coils of a unit that nobody writes through this gateway: what clears faults, sets
 * protection levels or voltages, switches contactors or power modules.
 *
 * <p>As text, one after another with semicolons: {@code HOLDING 9-12: protection levels; HOLDING
 * 1004 bits 0006: self test, clears a residual current fault}.
 *
 * @param table holding registers or coils
 * @param first first address, 0-based as on the wire
 * @param last last address
 * @param bits bits of each register that are never changed; 0xFFFF for all, and for coils
 * @param why what they would do, in words
 */
public record NeverWritten(Table table, int first, int last, int bits, String why) {
  private static final int ALL = 0xFFFF;
  private static final Pattern ENTRY =
      Pattern.compile(
          "(HOLDING|COIL)\\s(\\d{1,5})(?:-(\\d{1,5}))?(?:\\sbits\\s([0-9A-Fa-f]{1,4}))?:\\s?(.+)");

  /** Checks the parts; messages say what is wrong. */
  public NeverWritten {
    Objects.requireNonNull(table, "table");
    why = why.replace(';', ',').trim();
    require(table.writable(), "table " + table + " cannot be written anyway");
    require(first >= 0 && last >= first && last <= 0xFFFF, "addresses " + first + " to " + last);
    require(bits > 0 && bits <= ALL, "bits: hexadecimal, 1 to FFFF");
    require(table == Table.HOLDING || bits == ALL, "bits: a coil has none");
    require(!why.isEmpty(), "it must be said why it is never written");
  }

  /** The same so many addresses higher. */
  public NeverWritten moved(int by) {
    return new NeverWritten(table, first + by, last + by, bits, why);
  }

  /**
   * Whether a change would touch it.
   *
   * @param address first address that is changed
   * @param changed bits that are changed, for each address
   */
  public boolean touchedBy(Table where, int address, int[] changed) {
    boolean touched = false;
    for (int i = 0; i < changed.length; i++) {
      int at = address + i;
      touched |= at >= first && at <= last && (changed[i] & bits) != 0;
    }
    return touched && where == table;
  }

  /** For people: what it is, and why it is left alone. */
  public String words() {
    String which = last == first ? "" : " to " + Addresses.words(table, last);
    String part =
        bits == ALL ? "" : ", bits " + Integer.toHexString(bits).toUpperCase(Locale.ROOT) + "h";
    return Addresses.words(table, first) + which + part + " is never written: " + why;
  }

  /** As it stands in a channel's attribute {@code never}. */
  public String text() {
    return table
        + " "
        + first
        + (last == first ? "" : "-" + last)
        + (bits == ALL ? "" : " bits " + String.format(Locale.ROOT, "%04X", bits))
        + ": "
        + why;
  }

  /** A list as text; empty for an empty list. */
  public static String text(List<NeverWritten> list) {
    return list.stream().map(NeverWritten::text).collect(Collectors.joining("; "));
  }

  /**
   * A list from text.
   *
   * @throws IllegalArgumentException naming the entry that is wrong
   */
  public static List<NeverWritten> list(String text) {
    List<NeverWritten> result = new ArrayList<>();
    for (String entry : text.split(";")) {
      if (!entry.isBlank()) {
        result.add(one(entry.trim()));
      }
    }
    return result;
  }

  private static NeverWritten one(String entry) {
    Matcher m = ENTRY.matcher(entry);
    require(
        m.matches(),
        "\""
            + entry
            + "\" is not such as HOLDING 9-12: protection levels, or HOLDING 1004 bits 0006: why");
    int first = Integer.parseInt(m.group(2));
    return new NeverWritten(
        Table.valueOf(m.group(1)),
        first,
        m.group(3) == null ? first : Integer.parseInt(m.group(3)),
        m.group(4) == null ? ALL : Integer.parseInt(m.group(4), 16),
        m.group(5));
  }

  private static void require(boolean right, String message) {
    if (!right) {
      throw new IllegalArgumentException(message);
    }
  }
}
