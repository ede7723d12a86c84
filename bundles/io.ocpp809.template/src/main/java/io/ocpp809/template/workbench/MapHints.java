package io.ocpp809.template.workbench;

import io.ocpp809.modbus.PointCodec;
import io.ocpp809.modbus.Reply;
import io.ocpp809.modbus.Request;
import io.ocpp809.modbus.Table;
import io.ocpp809.modbus.WordOrder;
import io.ocpp809.modbus.survey.Asker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for what explains values that make no sense. Mains voltage and frequency are known before
 * anything is read: if one is wrong or refused, and the register before or behind, the other table
 * or another octet order gives a right one, that is said. A few reads, no writes.
 */
final class MapHints {
  private static final int MOST_POINTS = 2;

  private final Asker asker;

  MapHints(Asker asker) {
    this.asker = asker;
  }

  List<String> of(List<Trial.Row> rows) throws IOException {
    List<String> hints = new ArrayList<>();
    int looked = 0;
    for (Trial.Row row : rows) {
      if (mains(row.placed()) && !sensible(row) && looked++ < MOST_POINTS) {
        Optional<String> hint = explain(row.placed());
        hint.filter(h -> !hints.contains(h)).ifPresent(hints::add);
      }
    }
    return hints;
  }

  private static boolean mains(Placed p) {
    return p.point().role().startsWith("voltage.l") || p.point().role().equals("frequency");
  }

  private static boolean sensible(Trial.Row row) {
    try {
      return row.fault().isEmpty() && sensible(row.placed(), Double.parseDouble(row.value()));
    } catch (NumberFormatException noNumber) {
      return false;
    }
  }

  private static boolean sensible(Placed p, double v) {
    return p.point().role().equals("frequency") ? v >= 45 && v <= 65 : v >= 90 && v <= 290;
  }

  private Optional<String> explain(Placed p) throws IOException {
    Table table = p.table();
    for (int shift : new int[] {0, -1, 1}) {
      if (p.address() + shift < 0 || p.address() + shift + p.point().registers() > 0x10000) {
        continue;
      }
      Optional<WordOrder> order = fits(p, table, p.address() + shift);
      if (order.isPresent()) {
        return Optional.of(words(p, shift, table, order.get()));
      }
    }
    Table other = table == Table.HOLDING ? Table.INPUT : Table.HOLDING;
    return table.registers()
        ? fits(p, other, p.address()).map(order -> words(p, 0, other, order))
        : Optional.empty();
  }

  private Optional<WordOrder> fits(Placed p, Table table, int address) throws IOException {
    Reply reply = asker.ask(new Request.Read(p.unit(), table, address, p.point().registers()));
    if (!(reply instanceof Reply.Data data)) {
      return Optional.empty();
    }
    WordOrder own = WordOrder.valueOf(p.point().order());
    for (WordOrder order : order(own)) {
      Optional<Object> value = PointCodec.decode(p.codec(table, order), data.values());
      if (value.isPresent() && value.get() instanceof Number n && sensible(p, n.doubleValue())) {
        return Optional.of(order);
      }
    }
    return Optional.empty();
  }

  private static List<WordOrder> order(WordOrder own) {
    List<WordOrder> result = new ArrayList<>(List.of(own));
    for (WordOrder o : WordOrder.values()) {
      if (o != own) {
        result.add(o);
      }
    }
    return result;
  }

  private static String words(Placed p, int shift, Table table, WordOrder order) {
    String what = p.point().name() + " at " + p.address();
    if (shift != 0) {
      return what
          + " makes sense at "
          + (p.address() + shift)
          + ": the map seems shifted by one (numbers that count from 1, such as 30001)";
    }
    if (table != p.table()) {
      return what + " makes sense in the table " + table + " instead of " + p.table();
    }
    return what + " makes sense in the octet order " + order + " instead of " + p.point().order();
  }
}
