package io.ocpp809.cli.modbus;

import io.ocpp809.modbus.survey.LineFinder;
import io.ocpp809.modbus.survey.Probe;
import io.ocpp809.modbus.survey.Scan;
import io.ocpp809.modbus.survey.ScanScope;
import io.ocpp809.modbus.survey.ScanScope.Hint;
import io.ocpp809.modbus.survey.StoppedException;
import io.ocpp809.modbus.survey.Way;
import io.ocpp809.template.PileTemplate;
import io.ocpp809.template.workbench.Fingerprint;
import io.ocpp809.template.workbench.LikelySettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** {@code modbus scan WHERE}: finds the settings of a line and the units on it. */
final class ScanCommand {
  private static final Set<String> VALUED =
      Set.of(
          "--line", "--rs485", "--trust", "--key", "--unit", "--units", "--timeout", "--register");
  private static final Set<String> FLAGS =
      Set.of("--rtu", "--tls", "--any-name", "--all", "--json", "--no-templates");
  private static final int READ_MILLIS = 500;
  private static final int SAMPLE = 3;

  private final Desk desk;

  ScanCommand(Desk desk) {
    this.desk = desk;
  }

  int run(List<String> arguments) {
    Options o = new Options("scan", arguments, VALUED, FLAGS);
    Where where = Where.of(o.names(1, 1, "WHERE").get(0), o);
    if (where.calling()) {
      throw o.wrong("a device that dials in is not scanned; its modem's line is set at the modem");
    }
    List<PileTemplate> templates = o.flag("--no-templates") ? List.of() : Templates.shipped();
    ScanScope scope = scope(o, where, templates);
    Scan.Report report = new Scan(where::open, scope, desk::stopped, this::progress).run();
    Map<Integer, List<Fingerprint.Match>> fits = fits(where, report, templates);
    boolean stopped = report.stopped() || desk.stopped();
    ScanView view = new ScanView(where, report, fits);
    if (o.flag("--json")) {
      desk.json(view.json(stopped));
    } else {
      view.show(desk);
    }
    if (stopped) {
      desk.fault("stopped; nothing more was sent and the line is closed");
      return ModbusCommand.STOPPED;
    }
    return report.finder().units().isEmpty() ? ModbusCommand.NOT_WELL : ModbusCommand.DONE;
  }

  private static ScanScope scope(Options o, Where where, List<PileTemplate> templates) {
    boolean serial = where.serial();
    int[] units = o.range("--units", 1, 10, 0, 255);
    int wait =
        o.integer(
            "--timeout", serial ? ScanScope.SERIAL_MILLIS : ScanScope.NETWORK_MILLIS, 20, 10_000);
    int register = o.integer("--register", 0, 0, 65_535);
    List<Way> ways =
        serial
            ? LineFinder.serialWays(o.flag("--all"))
            : where.rtu() ? List.of(Way.rtuOverTcp()) : List.of(Way.tcp(), Way.rtuOverTcp());
    List<Hint> hints = new ArrayList<>();
    if (where.line().isPresent() || o.text("--unit").isPresent() || !serial) {
      int unit = o.integer("--unit", where.usualUnit(), 0, 255);
      hints.add(new Hint(where.way(), unit, Optional.empty(), register));
    }
    hints.addAll(
        serial ? LikelySettings.serial(templates) : LikelySettings.network(templates, ways.get(0)));
    return new ScanScope(ways, hints, units[0], units[1], wait, register, o.flag("--all"));
  }

  private void progress(Probe p, LineFinder finder) {
    desk.progress(
        finder.found().isPresent() ? "units at " + p.way() : String.valueOf(p.way()),
        "unit "
            + p.unit()
            + ", "
            + finder.done()
            + " asked, at most "
            + finder.left()
            + " more ("
            + (finder.leftNanos() / 1_000_000_000 + 1)
            + " s)");
  }

  /** Reads of registers that tell products apart, of the first units that were found. */
  private Map<Integer, List<Fingerprint.Match>> fits(
      Where where, Scan.Report report, List<PileTemplate> templates) {
    Map<Integer, List<Fingerprint.Match>> result = new TreeMap<>();
    Optional<Way> way = report.finder().found();
    if (way.isEmpty() || report.stopped() || templates.isEmpty()) {
      return result;
    }
    try (Session session = new Session(where, way.get(), READ_MILLIS, 0, desk)) {
      for (int unit : report.finder().units().keySet().stream().limit(SAMPLE).toList()) {
        desk.progress("comparing unit " + unit + " with " + templates.size() + " templates", "");
        result.put(unit, Fingerprint.of(session, unit, templates));
      }
    } catch (StoppedException e) {
      return result;
    } catch (IOException e) {
      desk.fault("the comparison with templates ended: " + e.getMessage());
    }
    return result;
  }
}
