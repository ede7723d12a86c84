package io.ocpp809.cli.modbus;

import io.ocpp809.modbus.survey.Findings;
import io.ocpp809.modbus.survey.Identification;
import io.ocpp809.modbus.survey.LineFinder;
import io.ocpp809.modbus.survey.Scan;
import io.ocpp809.modbus.survey.Way;
import io.ocpp809.template.PileTemplate;
import io.ocpp809.template.workbench.Fingerprint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a scan has found, for people and for programs. */
final class ScanView {
  private static final int UNITS_MOST = 10;

  private final Where where;
  private final Scan.Report report;
  private final Map<Integer, List<Fingerprint.Match>> fits;

  ScanView(Where where, Scan.Report report, Map<Integer, List<Fingerprint.Match>> fits) {
    this.where = where;
    this.report = report;
    this.fits = fits;
  }

  /** For people. */
  void show(Desk desk) {
    LineFinder finder = report.finder();
    if (!report.fault().isEmpty()) {
      desk.fault(report.fault());
      return;
    }
    if (report.foreign() > 0) {
      desk.say(Findings.diagnosis(report, where.toString()));
      return;
    }
    if (finder.units().isEmpty()) {
      desk.say(report.stopped() ? "Nothing found so far." : finder.diagnosis());
    }
    finder.found().filter(w -> !finder.units().isEmpty()).ifPresent(w -> found(desk, w));
    Findings.advice(report).forEach(desk::say);
    desk.say(
        String.format(
            java.util.Locale.ROOT, "%d questions in %.1f s.", finder.done(), report.seconds()));
  }

  private void found(Desk desk, Way way) {
    desk.say("Found at " + way + " on " + where + ":");
    List<Integer> units = List.copyOf(report.finder().units().keySet());
    for (int unit : units) {
      Identification who = report.identities().get(unit);
      desk.say("  unit " + unit + (who == null ? "" : ": says it is " + who));
      for (Fingerprint.Match m : fits.getOrDefault(unit, List.of())) {
        desk.say(
            "    fits "
                + m.template().profile()
                + " ("
                + m.template().vendor()
                + " "
                + m.template().model()
                + ")"
                + (m.difference().isEmpty() ? "" : ", " + m.difference())
                + ": "
                + String.join(", ", m.reasons()));
      }
    }
    desk.say("");
    desk.say("In the driver's form: " + form(way));
    for (int unit : units.subList(0, Math.min(UNITS_MOST, units.size()))) {
      advise(desk, way, unit);
    }
  }

  private void advise(Desk desk, Way way, int unit) {
    Optional<PileTemplate> template =
        fits.getOrDefault(unit, List.of()).stream()
            .filter(m -> m.difference().isEmpty())
            .map(Fingerprint.Match::template)
            .findFirst();
    if (template.isEmpty()) {
      desk.say("In the EVSE's form: unit " + unit);
      return;
    }
    String name = template.get().profile();
    desk.say(
        "In the EVSE's form: "
            + (template.get().meter()
                ? "meter.unit " + unit + ", meter.template " + name
                : "unit " + unit + ", template " + name));
    desk.say(
        "  try it: modbus test "
            + name
            + " "
            + where
            + way.format().map(f -> " --line " + f.toString().replace(' ', '-')).orElse("")
            + (way.transport() == Way.Transport.RTU_OVER_TCP ? " --rtu" : "")
            + (where.tls().isPresent() ? " --tls --trust FILE" : "")
            + " --unit "
            + unit);
  }

  private String form(Way way) {
    String line =
        way.format()
            .map(
                f ->
                    ", device "
                        + where.device()
                        + ", baud "
                        + f.baud()
                        + ", parity "
                        + f.parity()
                        + ", stop.bits "
                        + f.stopBits())
            .orElse(", host " + where.host() + ", port " + where.port());
    return "transport " + transport(String.valueOf(way.transport())) + line;
  }

  /** As the driver's form names it. */
  private String transport(String name) {
    return where.tls().isPresent() ? name.replace("TCP", "TLS") : name;
  }

  /** For programs. */
  Map<String, Object> json(boolean stopped) {
    Map<String, Object> result = Findings.of(report, where.toString());
    result.computeIfPresent("transport", (key, name) -> transport(String.valueOf(name)));
    result.put("stopped", stopped);
    List<Map<String, Object>> units = new ArrayList<>();
    for (Object unit : (List<?>) result.get("units")) {
      Map<String, Object> more = new LinkedHashMap<>();
      ((Map<?, ?>) unit).forEach((key, value) -> more.put(String.valueOf(key), value));
      more.put("templates", templates((Integer) more.get("unit")));
      units.add(more);
    }
    result.put("units", units);
    return result;
  }

  private List<Map<String, Object>> templates(int unit) {
    List<Map<String, Object>> result = new ArrayList<>();
    for (Fingerprint.Match m : fits.getOrDefault(unit, List.of())) {
      Map<String, Object> match = new LinkedHashMap<>();
      match.put("template", m.template().profile());
      match.put("reasons", m.reasons());
      match.put("difference", m.difference());
      result.add(match);
    }
    return result;
  }
}
