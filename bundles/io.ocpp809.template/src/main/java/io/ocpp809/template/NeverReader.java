package io.ocpp809.template;

import io.ocpp809.modbus.NeverRead;
import io.ocpp809.modbus.NeverWritten;
import io.ocpp809.modbus.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Reads what nobody writes, and what no joined read touches, from a template, and holds its points
 * against it.
 */
final class NeverReader {
  private static final int ALL = 0xFFFF;

  private NeverReader() {}

  /**
   * The list {@code never}.
   *
   * @param offset by how much the addresses of an outlet lie higher than they are written
   */
  static List<PileTemplate.Never> read(TemplateNode root, int offset) {
    List<PileTemplate.Never> result = new ArrayList<>();
    for (TemplateNode n : root.nodes("never")) {
      n.only(Set.of("table", "addr", "count", "bits", "why", "group"));
      Table table = n.word("table", "hr", "hr", "co").equals("co") ? Table.COIL : Table.HOLDING;
      boolean station = n.word("group", "", "station").equals("station");
      n.required("why");
      if (!n.has("table") || !n.has("addr")) {
        n.fault("each entry needs table and addr");
      }
      int first = n.integer("addr", 0, 0, 65_535) + (station ? 0 : offset);
      String bits = n.text("bits", "FFFF");
      if (!bits.matches("[0-9A-Fa-f]{1,4}")) {
        n.fault("bits must be hexadecimal, such as 0006, not " + bits);
        bits = "FFFF";
      }
      try {
        int last = first + n.integer("count", 1, 1, 65_536) - 1;
        String why = n.text("why", "?");
        NeverWritten what = new NeverWritten(table, first, last, Integer.parseInt(bits, 16), why);
        result.add(new PileTemplate.Never(what, station));
      } catch (IllegalArgumentException e) {
        n.fault(e.getMessage());
      }
    }
    return result;
  }

  /**
   * The list {@code prohibited} of the limits.
   *
   * @param offset by how much the addresses of an outlet lie higher than they are written
   */
  static List<PileTemplate.NotRead> notRead(TemplateNode limits, int offset) {
    List<PileTemplate.NotRead> result = new ArrayList<>();
    for (TemplateNode n : limits.nodes("prohibited")) {
      n.only(Set.of("table", "addr", "count", "why", "group"));
      Table table =
          switch (n.word("table", "hr", "hr", "ir", "co", "di")) {
            case "ir" -> Table.INPUT;
            case "co" -> Table.COIL;
            case "di" -> Table.DISCRETE;
            default -> Table.HOLDING;
          };
      boolean station = n.word("group", "", "station").equals("station");
      n.required("why");
      if (!n.has("table") || !n.has("addr")) {
        n.fault("each entry of prohibited needs table and addr");
      }
      int first = n.integer("addr", 0, 0, 65_535) + (station ? 0 : offset);
      try {
        int last = first + n.integer("count", 1, 1, 65_536) - 1;
        result.add(new PileTemplate.NotRead(new NeverRead(table, first, last), station));
      } catch (IllegalArgumentException e) {
        n.fault(e.getMessage());
      }
    }
    return result;
  }

  /** No point may lie where no read goes: it would be read all the same. */
  private static void checkRead(PileTemplate t, TemplatePoint p, BiConsumer<String, String> sink) {
    int outlets = t.stride() == 0 ? 1 : 16;
    for (int outlet = 1; p.readable() && !t.foreign() && outlet <= outlets; outlet++) {
      int first = p.address() + (p.station() ? 0 : t.stride() * outlet);
      int end = first + Math.max(1, p.registers());
      t.neverRead(outlet).stream()
          .filter(n -> n.table().name().equals(p.table()) && n.first() < end && n.last() >= first)
          .findFirst()
          .ifPresent(
              n ->
                  sink.accept(
                      "point " + p.name(),
                      "limits.prohibited names " + n.text() + "; remove the point or the entry"));
    }
  }

  /**
   * No point may write what nobody writes, or lie where no joined read goes, at no outlet.
   *
   * @param sink takes place and fault
   */
  static void check(PileTemplate t, BiConsumer<String, String> sink) {
    int outlets = t.stride() == 0 ? 1 : 16;
    for (TemplatePoint p : t.points()) {
      checkRead(t, p, sink);
      for (int outlet = 1; p.writable() && !t.foreign() && outlet <= outlets; outlet++) {
        int address = p.address() + (p.station() ? 0 : t.stride() * outlet);
        Table table = Table.valueOf(p.table());
        t.never(outlet).stream()
            .filter(n -> n.touchedBy(table, address, changed(p)))
            .findFirst()
            .ifPresent(n -> sink.accept("point " + p.name(), n.words() + "; remove the point"));
      }
    }
  }

  /** Bits that a write of the point changes, in each of its registers. */
  private static int[] changed(TemplatePoint p) {
    int[] all = new int[Math.max(1, p.registers())];
    Arrays.fill(all, ALL);
    if (!p.bits().partial() || !p.table().equals("HOLDING")) {
      return all;
    }
    String mask = p.bits().mask();
    long bits = p.bits().bit() >= 0 ? 1L << p.bits().bit() : Long.parseUnsignedLong(mask, 16);
    boolean plain = p.order().equals("ABCD");
    for (int i = 0; i < all.length && plain; i++) {
      all[i] = (int) (bits >>> 16 * (all.length - 1 - i)) & ALL;
    }
    return all;
  }
}
