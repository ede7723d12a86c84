package io.ocpp809.template.workbench;

import io.ocpp809.modbus.Reply;
import io.ocpp809.modbus.survey.Asker;
import io.ocpp809.modbus.survey.StoppedException;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.template.ChannelValue;
import io.ocpp809.template.Interpreter;
import io.ocpp809.template.PileTemplate;
import io.ocpp809.template.Prerequisite;
import io.ocpp809.template.TemplatePoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tries a template on a device: reads every readable point of one outlet once, each by a request of
 * its own, so that one that is refused hides no other, and says what it means. Writes nothing.
 */
public final class Trial {
  private final PileTemplate template;
  private final int unit;
  private final int outlet;

  /**
   * What one point gave.
   *
   * @param placed the point and where it lies
   * @param raw registers or bits; empty if it could not be read
   * @param value what they mean, as text with nothing added; empty for no value
   * @param meaning the canonical word of the value; empty where the value speaks for itself
   * @param fault why there is no value; empty if there is one
   */
  public record Row(Placed placed, List<Integer> raw, String value, String meaning, String fault) {
    /** Copies the list. */
    public Row {
      raw = List.copyOf(raw);
    }
  }

  /**
   * A setting that the pile needs.
   *
   * @param prerequisite the setting
   * @param shown what the pile shows; empty if it was not read
   * @param standing whether it is as it must be
   */
  public record Setting(Prerequisite prerequisite, String shown, Standing standing) {}

  /** How a setting stands. */
  public enum Standing {
    /** As it must be. */
    MET,
    /** Otherwise than it must be: the pile cannot be controlled. */
    UNMET,
    /** It cannot be read: somebody has to look. */
    UNKNOWN
  }

  /**
   * What a trial has shown.
   *
   * @param rows every readable point in the template's order
   * @param report what the station would be told
   * @param settings prerequisites
   * @param misread channels that should give a number and do not
   * @param hints what a shifted map or another octet order would explain
   * @param stopped whether it was stopped before its end; then the rest counts for what was read
   */
  public record Result(
      List<Row> rows,
      PileReport report,
      List<Setting> settings,
      List<String> misread,
      List<String> hints,
      boolean stopped) {
    /** Copies the lists. */
    public Result {
      rows = List.copyOf(rows);
      settings = List.copyOf(settings);
      misread = List.copyOf(misread);
      hints = List.copyOf(hints);
    }

    /** How many points gave no value for another reason than that the device has none. */
    public long faults() {
      return rows.stream().filter(r -> !r.fault().isEmpty()).count();
    }

    /** Whether everything could be read, makes sense, and no setting stands in the way. */
    public boolean good() {
      return !stopped
          && faults() == 0
          && misread.isEmpty()
          && report.reachable()
          && settings.stream().noneMatch(s -> s.standing() == Standing.UNMET);
    }
  }

  /**
   * Prepares a trial.
   *
   * @param template a template with addresses
   * @param unit Modbus unit; 0 takes the template's
   * @param outlet which outlet, from 1
   * @throws IllegalArgumentException for a template without addresses
   */
  public Trial(PileTemplate template, int unit, int outlet) {
    if (template.foreign()) {
      throw new IllegalArgumentException(
          template.profile() + " has no addresses: it is for assets of other drivers");
    }
    this.template = template;
    this.unit = unit;
    this.outlet = outlet;
  }

  /**
   * Reads.
   *
   * @param progress told of each point before it is read
   * @throws IOException if the link is down
   */
  public Result run(Asker asker, Consumer<Placed> progress) throws IOException {
    List<Row> rows = new ArrayList<>();
    Map<String, ChannelValue> values = new LinkedHashMap<>();
    List<String> hints = new ArrayList<>();
    boolean stopped = false;
    try {
      for (TemplatePoint p : template.points()) {
        if (p.readable()) {
          Placed placed = Placed.of(template, p, unit, outlet);
          progress.accept(placed);
          rows.add(read(asker, placed, values));
        }
      }
      hints.addAll(new MapHints(asker).of(rows));
    } catch (StoppedException e) {
      stopped = true;
    }
    Interpreter interpreter = new Interpreter(template, template.profile());
    return new Result(
        rows,
        interpreter.interpret(values, 0),
        settings(rows),
        interpreter.misread(values),
        hints,
        stopped);
  }

  private static Row read(Asker asker, Placed placed, Map<String, ChannelValue> values)
      throws IOException {
    Reply reply = asker.ask(placed.read());
    if (!(reply instanceof Reply.Data data)) {
      return new Row(placed, List.of(), "", "", reply.fault());
    }
    List<Integer> raw = Arrays.stream(data.values()).boxed().toList();
    Optional<Object> value;
    try {
      value = placed.decode(data.values());
    } catch (IllegalArgumentException e) {
      return new Row(placed, raw, "", "", String.valueOf(e.getMessage()));
    }
    if (value.isEmpty()) {
      return new Row(placed, raw, "", "no value, says the device", "");
    }
    TemplatePoint p = placed.point();
    values.put(p.channel(), new ChannelValue(value.get(), true, 0));
    String text = placed.raw(value.get());
    String meaning =
        p.meanings().isEmpty()
            ? ""
            : p.meanings().getOrDefault(text, "not in the enum: the template does not know it");
    boolean unknown = !p.meanings().isEmpty() && !p.meanings().containsKey(text);
    boolean state = p.role().equals("evse.state") || p.role().equals("ocpp.status");
    return new Row(placed, raw, text, meaning, unknown && state ? "unknown state " + text : "");
  }

  private List<Setting> settings(List<Row> rows) {
    return template.prerequisites().stream()
        .map(
            p ->
                rows.stream()
                    .filter(r -> r.placed().point().name().equals(p.point()))
                    .filter(r -> r.fault().isEmpty() && !r.value().isEmpty())
                    .findFirst()
                    .map(
                        r ->
                            new Setting(
                                p,
                                r.value(),
                                r.value().equals(p.expected()) ? Standing.MET : Standing.UNMET))
                    .orElse(new Setting(p, "", Standing.UNKNOWN)))
        .toList();
  }
}
