package io.ocpp809.iec104.site;

import io.ocpp809.iec104.asdu.TypeId;
import io.ocpp809.iec104.site.Quantity.Scope;
import io.ocpp809.iec104.station.CommandKind;
import io.ocpp809.iec104.station.CommandPoint;
import io.ocpp809.iec104.station.CommandPoint.Procedure;
import io.ocpp809.iec104.station.MonitorKind;
import io.ocpp809.iec104.station.MonitorPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * A plan as lines of text that a spreadsheet opens, the columns parted by semicolons. Lines that
 * are empty or begin with # are passed over; columns may stand in any order, and those that are
 * missing have their defaults.
 */
public final class PointList {
  private static final String HEAD =
      "address;type;evse;what;factor;dead_band;interval_s;cyclic_s;background;groups;procedure;"
          + "qualifier;name";
  private static final List<String> COLUMNS = List.of(HEAD.split(";"));

  private PointList() {}

  /** Writes a plan; {@link #read} makes the same of it. */
  public static String write(PointPlan plan) {
    StringBuilder out = new StringBuilder(HEAD).append('\n');
    for (PlannedPoint p : plan.points()) {
      MonitorPoint m = p.point();
      StringJoiner groups = new StringJoiner(" ");
      m.groups().stream().sorted().forEach(g -> groups.add(String.valueOf(g)));
      line(
          out,
          m.address(),
          m.kind().untimed(),
          p.evse(),
          p.quantity().id(),
          number(p.factor()),
          number(m.deadBand()),
          number(m.intervalMillis() / 1000.0),
          number(m.cyclicMillis() / 1000.0),
          m.background() ? "yes" : "no",
          groups,
          "",
          "",
          m.name());
    }
    for (PlannedCommand p : plan.commands()) {
      CommandPoint c = p.point();
      line(
          out,
          c.address(),
          c.kind().untimed(),
          p.evse(),
          p.action().id(),
          number(p.factor()),
          "",
          "",
          "",
          "",
          "",
          c.procedure().name().toLowerCase(Locale.ROOT),
          c.qualifier(),
          c.name());
    }
    return out.toString();
  }

  private static void line(StringBuilder out, Object... cells) {
    StringJoiner joined = new StringJoiner(";");
    Arrays.stream(cells).forEach(c -> joined.add(String.valueOf(c)));
    out.append(joined).append('\n');
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? String.valueOf((long) value)
        : String.valueOf(value);
  }

  /**
   * Reads a plan.
   *
   * @throws IllegalArgumentException with all faults, each with its line and column and what to do
   */
  public static PointPlan read(String text) {
    List<String> faults = new ArrayList<>();
    List<PlannedPoint> points = new ArrayList<>();
    List<PlannedCommand> commands = new ArrayList<>();
    List<String> columns = null;
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      List<String> cells = List.of(line.split(";", -1));
      if (columns == null) {
        columns = head(cells, number, faults);
        continue;
      }
      try {
        take(new Cells(number, columns, cells), points, commands);
      } catch (IllegalArgumentException e) {
        String message = String.valueOf(e.getMessage());
        faults.add(message.startsWith("line ") ? message : "line " + number + ": " + message);
      }
    }
    if (columns == null) {
      faults.add("there is no line with the names of the columns: " + HEAD);
    }
    if (faults.isEmpty()) {
      try {
        return new PointPlan(points, commands);
      } catch (IllegalArgumentException e) {
        faults.add(e.getMessage());
      }
    }
    throw new IllegalArgumentException(String.join("\n", faults));
  }

  private static List<String> head(List<String> cells, int number, List<String> faults) {
    List<String> names = cells.stream().map(String::strip).toList();
    List<String> unknown = names.stream().filter(n -> !COLUMNS.contains(n)).toList();
    if (!unknown.isEmpty()) {
      faults.add("line " + number + ": unknown columns " + unknown + "; there are " + COLUMNS);
    }
    for (String needed : List.of("address", "type", "what")) {
      if (!names.contains(needed)) {
        faults.add("line " + number + ": the column " + needed + " is missing");
      }
    }
    return names;
  }

  private static void take(Cells cells, List<PlannedPoint> points, List<PlannedCommand> commands) {
    int address = cells.address();
    String type = cells.text("type", "");
    int evse = cells.whole("evse", 0, 0, PointPlan.MOST_EVSES);
    String what = cells.text("what", "");
    double factor = cells.real("factor", 1);
    if (factor == 0) {
      throw cells.fault("factor", "must not be 0");
    }
    String name = cells.text("name", evse == 0 ? what : what + " " + evse);
    MonitorKind kind = MONITORED.get(type);
    CommandKind command = COMMANDED.get(type);
    if (kind != null) {
      Quantity q =
          Quantity.of(what).orElseThrow(() -> cells.fault("what", "no point tells " + what));
      scope(cells, q.scope(), evse, what);
      if (!q.fits(kind)) {
        throw cells.fault("type", what + " cannot be told as " + type);
      }
      MonitorPoint point =
          new MonitorPoint(
              address,
              kind,
              name,
              cells.groups(),
              cells.real("dead_band", 0),
              cells.millis("interval_s"),
              cells.millis("cyclic_s"),
              cells.yes("background", true));
      points.add(new PlannedPoint(point, q, evse, factor));
    } else if (command != null) {
      Action a = Action.of(what).orElseThrow(() -> cells.fault("what", "no command does " + what));
      scope(cells, a.scope(), evse, what);
      if (!a.fits(command)) {
        throw cells.fault("type", what + " cannot be commanded by " + type);
      }
      CommandPoint point =
          new CommandPoint(
              address, command, name, cells.procedure(), cells.whole("qualifier", 0, 0, 31));
      commands.add(new PlannedCommand(point, a, evse, factor));
    } else {
      throw cells.fault(
          "type",
          "unknown \""
              + type
              + "\"; there are "
              + MONITORED.keySet()
              + " and "
              + COMMANDED.keySet());
    }
  }

  private static void scope(Cells cells, Scope scope, int evse, String what) {
    if (scope == Scope.EVSE && evse == 0) {
      throw cells.fault("evse", what + " needs the number of an EVSE");
    }
    if (scope == Scope.SITE && evse != 0) {
      throw cells.fault("evse", what + " is the site's; leave it empty or 0");
    }
  }

  private static final Map<String, MonitorKind> MONITORED = new TreeMap<>();
  private static final Map<String, CommandKind> COMMANDED = new TreeMap<>();

  static {
    for (MonitorKind k : MonitorKind.values()) {
      if (k != MonitorKind.STEP && k != MonitorKind.BITSTRING) {
        MONITORED.put(name(k.untimed()), k);
      }
    }
    for (CommandKind k : CommandKind.values()) {
      COMMANDED.put(name(k.untimed()), k);
    }
  }

  private static String name(TypeId type) {
    return type.name();
  }

  /** One line. */
  private record Cells(int line, List<String> columns, List<String> cells) {

    IllegalArgumentException fault(String column, String text) {
      return new IllegalArgumentException("line " + line + ", column " + column + ": " + text);
    }

    String text(String column, String fallback) {
      int at = columns.indexOf(column);
      String cell = at < 0 || at >= cells.size() ? "" : cells.get(at).strip();
      return cell.isEmpty() ? fallback : cell;
    }

    /** An address in decimal, or as its three octets a-b-c, the most significant first. */
    int address() {
      String text = text("address", "");
      if (text.matches("\\d{1,3}-\\d{1,3}-\\d{1,3}")) {
        int result = 0;
        for (String octet : text.split("-")) {
          int value = Integer.parseInt(octet);
          if (value > 255) {
            throw fault("address", "the parts of " + text + " are 0 to 255");
          }
          result = result << 8 | value;
        }
        return result;
      }
      return whole("address", 0, 1, 0xFF_FFFF);
    }

    int whole(String column, int fallback, int least, int most) {
      String text = text(column, "");
      if (text.isEmpty() && !column.equals("address")) {
        return fallback;
      }
      try {
        int value = Integer.parseInt(text);
        if (value >= least && value <= most) {
          return value;
        }
      } catch (NumberFormatException e) {
        // told below
      }
      throw fault(column, least + " to " + most + ", not \"" + text + "\"");
    }

    double real(String column, double fallback) {
      String text = text(column, "");
      if (text.isEmpty()) {
        return fallback;
      }
      try {
        double value = Double.parseDouble(text.replace(',', '.'));
        if (Double.isFinite(value)) {
          return value;
        }
      } catch (NumberFormatException e) {
        // told below
      }
      throw fault(column, "a number, not \"" + text + "\"");
    }

    long millis(String column) {
      return Math.round(real(column, 0) * 1000);
    }

    boolean yes(String column, boolean fallback) {
      String text = text(column, fallback ? "yes" : "no");
      if (!text.equals("yes") && !text.equals("no")) {
        throw fault(column, "yes or no, not \"" + text + "\"");
      }
      return text.equals("yes");
    }

    Set<Integer> groups() {
      Set<Integer> result = new LinkedHashSet<>();
      for (String group : text("groups", "").split("[ ,]+")) {
        if (!group.isEmpty()) {
          try {
            result.add(Integer.parseInt(group));
          } catch (NumberFormatException e) {
            throw fault("groups", "numbers parted by blanks, not \"" + group + "\"");
          }
        }
      }
      return result;
    }

    Procedure procedure() {
      String text = text("procedure", "select").toUpperCase(Locale.ROOT);
      try {
        return Procedure.valueOf(text);
      } catch (IllegalArgumentException e) {
        throw fault(
            "procedure",
            "direct, select or select_for_rises, not \"" + text("procedure", "") + "\"");
      }
    }
  }
}
