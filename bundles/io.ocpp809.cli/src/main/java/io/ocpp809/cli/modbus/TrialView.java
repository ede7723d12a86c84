package io.ocpp809.cli.modbus;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.ocpp809.modbus.survey.Way;
import io.ocpp809.ocpp.v16.Preview;
import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.core.ConnectorPreview;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.template.PileTemplate;
import io.ocpp809.template.workbench.Placed;
import io.ocpp809.template.workbench.PollPlan;
import io.ocpp809.template.workbench.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a trial has shown, for people and for programs. */
final class TrialView {
  private final PileTemplate template;
  private final Where where;
  private final Way way;
  private final int outlet;
  private final int unit;
  private final Trial.Result result;
  private final PollPlan plan;

  TrialView(
      PileTemplate template,
      Where where,
      Way way,
      int outlet,
      int unit,
      Trial.Result result,
      PollPlan plan) {
    this.template = template;
    this.where = where;
    this.way = way;
    this.outlet = outlet;
    this.unit = unit;
    this.result = result;
    this.plan = plan;
  }

  private static String raw(List<Integer> raw, boolean registers) {
    return raw.stream()
        .map(r -> registers ? String.format("%04X", r) : String.valueOf(r))
        .collect(Collectors.joining(" "));
  }

  /** For people. */
  void show(Desk desk) {
    desk.say(
        template.vendor()
            + " "
            + template.model()
            + " ("
            + template.profile()
            + ", confidence "
            + template.confidence()
            + ") on "
            + where
            + " at "
            + way
            + ", unit "
            + unit
            + ", outlet "
            + outlet);
    desk.say("");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("point", "where", "raw", "value", "means"));
    for (Trial.Row r : result.rows()) {
      rows.add(row(r));
    }
    desk.table(rows);
    for (Trial.Setting s : result.settings()) {
      desk.say(setting(s));
    }
    result.misread().forEach(m -> desk.say("  wrong  " + m));
    result.hints().forEach(h -> desk.say("  hint   " + h));
    desk.say("");
    PileReport report = result.report();
    desk.say("State: " + state(report));
    if (result.stopped()) {
      desk.say("Stopped; what follows is of what was read.");
    }
    desk.say("");
    desk.say("OCPP 1.6 would say, with no transaction:");
    desk.say("  " + status(outlet, ConnectorPreview.idle(report), report));
    desk.say("within a transaction:");
    desk.say("  " + status(outlet, ConnectorPreview.inTransaction(report), report));
    desk.say(
        "  "
            + Preview.meterValues(outlet, report, Instant.now())
                .map(m -> "MeterValues " + m)
                .orElse("no MeterValues: the pile gives no reading"));
    desk.say("");
    desk.say("Polling: " + plan.words() + ".");
    desk.say(verdict(result));
  }

  private static String verdict(Trial.Result result) {
    if (result.good()) {
      return "Everything was read and makes sense.";
    }
    List<String> parts = new ArrayList<>();
    if (result.faults() > 0) {
      parts.add(result.faults() + " of " + result.rows().size() + " points gave no value (!)");
    }
    if (!result.misread().isEmpty()) {
      parts.add("values are no numbers (wrong)");
    }
    if (result.settings().stream().anyMatch(s -> s.standing() == Trial.Standing.UNMET)) {
      parts.add("a setting of the pile stands in the way (UNMET)");
    }
    return parts.isEmpty() ? "Not everything was read." : String.join("; ", parts) + ".";
  }

  private static List<String> row(Trial.Row r) {
    Placed p = r.placed();
    String value =
        r.value().isEmpty() || p.point().unit().isEmpty()
            ? r.value()
            : r.value() + " " + p.point().unit();
    boolean registers = !p.point().table().equals("COIL") && !p.point().table().equals("DISCRETE");
    return List.of(
        p.point().channel(),
        letters(p) + " " + p.address(),
        raw(r.raw(), registers),
        value,
        r.fault().isEmpty() ? r.meaning() : "! " + r.fault());
  }

  private static String letters(Placed p) {
    return ReadCommand.letters(io.ocpp809.modbus.Table.valueOf(p.point().table()));
  }

  private static String setting(Trial.Setting s) {
    return switch (s.standing()) {
      case MET -> "  ok     " + s.prerequisite().point() + " is " + s.shown();
      case UNMET ->
          "  UNMET  "
              + s.prerequisite().point()
              + " is "
              + s.shown()
              + ", must be "
              + s.prerequisite().expected()
              + ": "
              + s.prerequisite().advice();
      case UNKNOWN -> "  look   cannot be read: " + s.prerequisite().advice();
    };
  }

  private static String state(PileReport r) {
    return r.state().map(Enum::name).orElse("not known")
        + r.cablePlugged().map(p -> p ? ", plugged" : ", not plugged").orElse("")
        + r.fault().map(f -> ", " + f.kind().wire() + " " + f.vendorCode()).orElse("");
  }

  private static String status(int outlet, Optional<ConnectorState> state, PileReport r) {
    return state
        .map(s -> "StatusNotification " + Preview.status(outlet, s, r.fault(), Instant.now()))
        .orElse("nothing: the state is not known");
  }

  /** For programs. */
  JsonObject json() {
    JsonObject object = new JsonObject();
    object.addProperty("template", template.profile());
    object.addProperty("endpoint", where.toString());
    object.addProperty("unit", unit);
    object.addProperty("outlet", outlet);
    JsonArray points = new JsonArray();
    result.rows().forEach(r -> points.add(json(r)));
    object.add("points", points);
    JsonArray settings = new JsonArray();
    for (Trial.Setting s : result.settings()) {
      JsonObject setting = new JsonObject();
      setting.addProperty("point", s.prerequisite().point());
      setting.addProperty("expected", s.prerequisite().expected());
      setting.addProperty("shown", s.shown());
      setting.addProperty("standing", s.standing().name().toLowerCase(Locale.ROOT));
      setting.addProperty("advice", s.prerequisite().advice());
      settings.add(setting);
    }
    object.add("prerequisites", settings);
    PileReport report = result.report();
    object.addProperty("state", report.state().map(Enum::name).orElse(""));
    object.addProperty("reachable", report.reachable());
    object.add("hints", strings(result.hints()));
    object.add("misread", strings(result.misread()));
    JsonObject ocpp = new JsonObject();
    payload(ocpp, "statusNotification", outlet, ConnectorPreview.idle(report), report);
    payload(
        ocpp,
        "statusNotificationInTransaction",
        outlet,
        ConnectorPreview.inTransaction(report),
        report);
    Preview.meterValues(outlet, report, Instant.now())
        .ifPresent(m -> ocpp.add("meterValues", JsonParser.parseString(m)));
    object.add("ocpp16", ocpp);
    JsonObject polling = new JsonObject();
    polling.addProperty("fastReads", plan.fastReads());
    polling.addProperty("fastMillis", plan.fastMillis());
    polling.addProperty("slowReads", plan.slowReads());
    polling.addProperty("slowMillis", plan.slowMillis());
    polling.addProperty("loadPercent", Math.round(100 * plan.load()));
    polling.addProperty("advice", plan.advice());
    object.add("polling", polling);
    object.addProperty("good", result.good());
    object.addProperty("stopped", result.stopped());
    return object;
  }

  private static void payload(
      JsonObject to, String name, int outlet, Optional<ConnectorState> state, PileReport r) {
    state.ifPresent(
        s ->
            to.add(
                name, JsonParser.parseString(Preview.status(outlet, s, r.fault(), Instant.now()))));
  }

  private static JsonArray strings(List<String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }

  private static JsonObject json(Trial.Row r) {
    Placed p = r.placed();
    JsonObject object = new JsonObject();
    object.addProperty("point", p.point().name());
    object.addProperty("role", p.point().role());
    object.addProperty("unit", p.unit());
    object.addProperty("table", p.point().table());
    object.addProperty("address", p.address());
    JsonArray raw = new JsonArray();
    r.raw().forEach(raw::add);
    object.add("raw", raw);
    object.addProperty("value", r.value());
    object.addProperty("valueUnit", p.point().unit());
    object.addProperty("meaning", r.meaning());
    object.addProperty("fault", r.fault());
    return object;
  }
}
