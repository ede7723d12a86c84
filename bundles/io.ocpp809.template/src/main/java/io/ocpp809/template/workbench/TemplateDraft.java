package io.ocpp809.template.workbench;

import io.ocpp809.modbus.Table;
import io.ocpp809.modbus.survey.HeardMap;
import io.ocpp809.modbus.survey.LineFormat;
import io.ocpp809.template.workbench.Learner.Register;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Templates as JSON text, made from what was learnt or overheard, for somebody to complete:
 * confidence C, nothing is written. They are valid as they are.
 */
public final class TemplateDraft {
  /** Registers of one read that few devices refuse. */
  private static final int BLOCK = 20;

  private final String profile;
  private final Optional<LineFormat> format;
  private final int unit;
  private final List<String> notes = new ArrayList<>();
  private final Map<Register, String> points = new TreeMap<>();
  private int mostRegisters = 1;

  private TemplateDraft(String profile, Optional<LineFormat> format, int unit) {
    if (!profile.matches("[a-z0-9.-]+")) {
      throw new IllegalArgumentException(
          "profile: small letters, digits, dots and hyphens, not " + profile);
    }
    this.profile = profile;
    this.format = format;
    this.unit = unit;
  }

  /**
   * A draft of what was learnt.
   *
   * @param profile name of the template: small letters, digits, dots, hyphens
   * @param format settings of the serial line; empty over TCP
   * @param unit Modbus unit
   */
  public static String of(
      Learner.Proposal proposal, String profile, Optional<LineFormat> format, int unit) {
    TemplateDraft draft = new TemplateDraft(profile, format, unit);
    draft.mostRegisters = BLOCK;
    draft.notes.add(
        "Learnt in the steps "
            + proposal.steps().stream()
                .map(s -> s.name() + " (" + s.state() + ")")
                .collect(Collectors.joining(", "))
            + ".");
    draft.notes.addAll(proposal.doubts());
    for (Learner.Change c : proposal.changes()) {
      boolean state = proposal.state().filter(c.register()::equals).isPresent();
      Map<String, String> more = new LinkedHashMap<>();
      if (state) {
        more.put("role", quoted("evse.state"));
        more.put(
            "enum",
            proposal.meanings().entrySet().stream()
                .map(e -> quoted(String.valueOf(e.getKey())) + ": " + quoted(e.getValue()))
                .collect(Collectors.joining(", ", "{", "}")));
      }
      more.put(
          "note",
          quoted(c.kind().name().toLowerCase(java.util.Locale.ROOT) + ": " + steps(proposal, c)));
      draft.point(c.register(), more);
    }
    return draft.text();
  }

  private static String steps(Learner.Proposal proposal, Learner.Change c) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < c.values().size(); i++) {
      parts.add(proposal.steps().get(i).name() + " " + c.values().get(i));
    }
    return String.join(", ", parts);
  }

  /**
   * A draft of what was overheard of one unit.
   *
   * @param profile name of the template: small letters, digits, dots, hyphens
   * @param format settings of the serial line; empty over TCP
   * @param unit Modbus unit
   */
  public static String of(HeardMap map, String profile, Optional<LineFormat> format, int unit) {
    TemplateDraft draft = new TemplateDraft(profile, format, unit);
    for (HeardMap.Use use : map.uses()) {
      if (use.range().unit() != unit) {
        continue;
      }
      if (use.range().write()) {
        draft.notes.add(
            "The other master writes "
                + use.written()
                + " at "
                + use.range().address()
                + " with function "
                + use.range().function()
                + (use.periodMillis() > 0 ? " every " + use.periodMillis() + " ms" : "")
                + ".");
      } else {
        draft.mostRegisters = Math.max(draft.mostRegisters, use.range().count());
      }
    }
    for (HeardMap.Seen seen : map.registers()) {
      if (seen.place().unit() == unit) {
        String note =
            seen.changes() == 0
                ? "always " + seen.last()
                : seen.least() + " to " + seen.most() + ", " + seen.changes() + " changes";
        draft.point(
            new Register(seen.place().table(), seen.place().address()),
            Map.of("note", quoted(note)));
      }
    }
    return draft.text();
  }

  private void point(Register r, Map<String, String> more) {
    StringBuilder text = new StringBuilder("{");
    text.append("\"name\": ").append(quoted(r.name()));
    text.append(", \"table\": ").append(quoted(r.prefix()));
    text.append(", \"addr\": ").append(r.address());
    text.append(", \"type\": ").append(quoted(bit(r.table()) ? "bool" : "u16"));
    text.append(", \"access\": \"r\"");
    more.forEach((key, value) -> text.append(", \"").append(key).append("\": ").append(value));
    points.put(r, text.append('}').toString());
  }

  private static boolean bit(Table table) {
    return !table.registers();
  }

  private String text() {
    List<String> lines = new ArrayList<>();
    lines.add("\"profile\": " + quoted(profile));
    lines.add("\"format\": 1");
    lines.add("\"vendor\": \"unknown\"");
    lines.add("\"model\": \"unknown\"");
    lines.add("\"kind\": \"ac-evse\"");
    lines.add("\"confidence\": \"C\"");
    lines.add(
        "\"notes\": ["
            + notes.stream().map(TemplateDraft::quoted).collect(Collectors.joining(", "))
            + "]");
    lines.add("\"transport\": " + transport());
    lines.add("\"limits\": {\"block\": \"gap0\", \"maxRead\": " + mostRegisters() + "}");
    lines.add("\"points\": [\n    " + String.join(",\n    ", points.values()) + "\n  ]");
    return "{\n  " + String.join(",\n  ", lines) + "\n}\n";
  }

  private int mostRegisters() {
    return Math.max(1, Math.min(125, mostRegisters));
  }

  private String transport() {
    return format
        .map(
            f ->
                "{\"rtu\": {\"baud\": "
                    + f.baud()
                    + ", \"parity\": "
                    + quoted(f.parityLetter())
                    + ", \"data\": 8, \"stop\": "
                    + f.stopBits()
                    + ", \"unit\": "
                    + Math.max(1, Math.min(247, unit))
                    + "}}")
        .orElse("{\"tcp\": {\"port\": 502, \"unit\": " + unit + "}}");
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
