package io.ocpp809.cli.modbus;

import io.ocpp809.modbus.DataType;
import io.ocpp809.modbus.Reply;
import io.ocpp809.modbus.Request;
import io.ocpp809.modbus.Table;
import io.ocpp809.modbus.WordOrder;
import io.ocpp809.modbus.survey.Decodings;
import io.ocpp809.modbus.survey.Findings;
import io.ocpp809.modbus.survey.StoppedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code modbus read WHERE TABLE ADDRESS [COUNT]}: raw, and in every type that makes sense. */
final class ReadCommand {
  private static final String FORM = "WHERE TABLE ADDRESS [COUNT]";
  private static final Set<String> VALUED =
      Set.of(
          "--unit",
          "--type",
          "--order",
          "--timeout",
          "--line",
          "--rs485",
          "--trust",
          "--key",
          "--trace");
  private static final Set<String> FLAGS = Set.of("--json", "--rtu", "--tls", "--any-name");

  private final Desk desk;

  ReadCommand(Desk desk) {
    this.desk = desk;
  }

  int run(List<String> arguments) {
    Options o = new Options("read", arguments, VALUED, FLAGS);
    List<String> names = o.names(3, 4, FORM);
    Where where = Where.of(names.get(0), o);
    Table table = table(names.get(1), o);
    int address = o.number("ADDRESS", names.get(2), 0, 65_535);
    hint(table, address);
    int most = Math.min(table.mostPerRead(), 65_536 - address);
    int count = names.size() > 3 ? o.number("COUNT", names.get(3), 1, most) : 1;
    int unit = o.integer("--unit", where.usualUnit(), 0, 255);
    int wait = o.integer("--timeout", 1_000, 20, 60_000);
    Optional<DataType> type = o.constant("--type", DataType.class);
    Optional<WordOrder> order = o.constant("--order", WordOrder.class);
    Request.Read request = new Request.Read(unit, table, address, count);
    try (Session session =
        new Session(where, where.way(), wait, 0, desk).traced(o.text("--trace"))) {
      Reply reply = session.ask(request);
      return reply instanceof Reply.Data data
          ? show(where, request, data.values(), type, order, o.flag("--json"))
          : refuse(where, request, reply.fault(), o.flag("--json"));
    } catch (StoppedException e) {
      return ModbusCommand.STOPPED;
    } catch (IOException e) {
      desk.fault(String.valueOf(e.getMessage()));
      return ModbusCommand.NOT_WELL;
    }
  }

  /** Many take over an address as manuals write it; then another register is read. */
  private void hint(Table table, int address) {
    int first = table == Table.HOLDING ? 40_001 : table == Table.INPUT ? 30_001 : 10_001;
    if (table != Table.COIL && address >= first && address < first + 9_999) {
      desk.notice(
          "addresses count from 0 here; if the manual writes "
              + address
              + " for it, read "
              + letters(table)
              + " "
              + (address - first));
    }
  }

  /** A table by the letters of templates (hr, ir, co, di) or the driver's word. */
  static Table table(String text, Options o) {
    return switch (text.toLowerCase(java.util.Locale.ROOT)) {
      case "hr", "holding" -> Table.HOLDING;
      case "ir", "input" -> Table.INPUT;
      case "co", "coil" -> Table.COIL;
      case "di", "discrete" -> Table.DISCRETE;
      default ->
          throw o.wrong("TABLE: hr (holding), ir (input), co (coil) or di (discrete), not " + text);
    };
  }

  /** Letters of a table as templates have them. */
  static String letters(Table table) {
    return switch (table) {
      case HOLDING -> "hr";
      case INPUT -> "ir";
      case COIL -> "co";
      case DISCRETE -> "di";
    };
  }

  /** The address as manuals write it that count from 1 with the table's digit in front. */
  static String counted(Table table, int address) {
    int digit =
        switch (table) {
          case COIL -> 0;
          case DISCRETE -> 1;
          case INPUT -> 3;
          case HOLDING -> 4;
        };
    return String.format(address < 9_999 ? "%d%04d" : "%d%05d", digit, address + 1);
  }

  private int refuse(Where where, Request.Read r, String fault, boolean json) {
    if (json) {
      desk.json(Findings.of(r, fault, where.toString()));
    } else {
      desk.fault(where + ", unit " + r.unit() + ": " + fault);
    }
    return ModbusCommand.NOT_WELL;
  }

  private int show(
      Where where,
      Request.Read r,
      int[] values,
      Optional<DataType> type,
      Optional<WordOrder> order,
      boolean json) {
    List<Decodings.Decoding> decodings =
        r.table().registers() ? Decodings.of(values, type, order) : List.of();
    if (json) {
      desk.json(Findings.of(r, values, decodings, where.toString()));
      return ModbusCommand.DONE;
    }
    desk.table(rows(r, values));
    if (!decodings.isEmpty()) {
      desk.say("");
      desk.table(meanings(r, decodings));
    }
    return ModbusCommand.DONE;
  }

  private static List<List<String>> rows(Request.Read r, int[] values) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("address", "counted", "raw", "decimal"));
    for (int i = 0; i < values.length; i++) {
      int at = r.address() + i;
      String raw = r.table().registers() ? String.format("%04X", values[i]) : "" + values[i];
      rows.add(List.of(letters(r.table()) + " " + at, counted(r.table(), at), raw, "" + values[i]));
    }
    return rows;
  }

  private static List<List<String>> meanings(Request.Read r, List<Decodings.Decoding> decodings) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("address", "type", "order", "value", "hint"));
    Set<String> told = new HashSet<>();
    for (Decodings.Decoding d : decodings) {
      List<String> row =
          List.of(
              letters(r.table()) + " " + (r.address() + d.offset()),
              d.type().name(),
              d.registers() > 1 || d.type().text() ? d.order().name() : "",
              d.value(),
              d.hint());
      if (told.add(row.toString())) {
        rows.add(row);
      }
    }
    return rows;
  }
}
