package io.ocpp809.template.workbench;

import io.ocpp809.modbus.Table;
import io.ocpp809.modbus.survey.JsonText;
import io.ocpp809.template.ChannelValue;
import io.ocpp809.template.PileTemplate;
import io.ocpp809.template.TemplatePoint;
import io.ocpp809.template.workbench.Learner.Register;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Learns from the channels of an asset what the raw values of a pile's state mean, while somebody
 * plugs, charges and unplugs: for a pile whose template has the register, but not its numbers.
 * Channels of text count for nothing. Not thread-safe.
 */
public final class ChannelLearner {
  private static final int SAMPLES_MOST = 6;

  private final PileTemplate template;
  private final Learner learner = new Learner();

  /** Learns of a pile with this template. */
  public ChannelLearner(PileTemplate template) {
    this.template = template;
  }

  /**
   * Somebody has done something at the pile.
   *
   * @param text {@code unplugged}, {@code plugged}, {@code charging}, {@code paused}, {@code fault}
   *     or {@code NAME=STATE}
   * @throws IllegalArgumentException saying what there is
   */
  public void step(String text) {
    learner.step(Learner.Step.of(text));
  }

  /**
   * What the channels show now. The first six samples of a step count, so that what is done next
   * does not count for the step before.
   */
  public void sample(Map<String, ChannelValue> values) {
    if (learner.samplesOfStep() >= SAMPLES_MOST) {
      return;
    }
    Map<Register, Integer> sample = new HashMap<>();
    values.forEach(
        (channel, v) ->
            template
                .channel(channel)
                .filter(p -> v.good() && v.value() instanceof Number)
                .ifPresent(p -> sample.put(register(p), raw(p, (Number) v.value()))));
    learner.sample(sample);
  }

  private Register register(TemplatePoint p) {
    Placed placed = Placed.of(template, p, 0, 1);
    return new Register(Table.valueOf(p.table()), placed.address());
  }

  private static int raw(TemplatePoint p, Number value) {
    double raw = Math.rint(value.doubleValue() / p.factor());
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, raw));
  }

  /** What follows so far, with the names of {@code modbus learn --json}; without a draft. */
  public Map<String, Object> findings() {
    Map<String, Object> result = of(learner.propose());
    result.put("samples", learner.samplesOfStep());
    return result;
  }

  /**
   * A proposal as plain maps and lists: steps (name, state), changes (table, address, kind,
   * values), state, enum, doubts.
   */
  public static Map<String, Object> of(Learner.Proposal p) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("steps", p.steps().stream().map(ChannelLearner::step).toList());
    result.put("changes", p.changes().stream().map(ChannelLearner::change).toList());
    result.put("state", p.state().map(Register::name).orElse(""));
    Map<String, Object> meanings = new LinkedHashMap<>();
    p.meanings().forEach((raw, state) -> meanings.put(String.valueOf(raw), state));
    result.put("enum", meanings);
    result.put("doubts", p.doubts());
    return result;
  }

  private static Map<String, Object> step(Learner.Step s) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("name", s.name());
    result.put("state", s.state());
    return result;
  }

  private static Map<String, Object> change(Learner.Change c) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("table", c.register().table().name());
    result.put("address", c.register().address());
    result.put("kind", c.kind().name().toLowerCase(java.util.Locale.ROOT));
    result.put("values", c.values());
    return result;
  }

  /**
   * What channels of an asset show, explained by a template: point, role, value, valueUnit,
   * meaning, ageMillis, good.
   *
   * @param values newest values by channel name
   * @param nowMillis monotonic milliseconds
   */
  public static List<Map<String, Object>> explained(
      PileTemplate template, Map<String, ChannelValue> values, long nowMillis) {
    return values.entrySet().stream()
        .map(e -> explained(template, e.getKey(), e.getValue(), nowMillis))
        .toList();
  }

  private static Map<String, Object> explained(
      PileTemplate template, String channel, ChannelValue v, long nowMillis) {
    Optional<TemplatePoint> point = template.channel(channel);
    String raw =
        v.value() == null
            ? ""
            : point
                .map(p -> new Placed(p, 0, p.address()).raw(v.value()))
                .orElse(String.valueOf(v.value()));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("point", point.map(TemplatePoint::name).orElse(channel));
    result.put("role", point.map(TemplatePoint::role).orElse(""));
    result.put("value", raw);
    result.put("valueUnit", point.map(TemplatePoint::unit).orElse(""));
    result.put(
        "meaning",
        point
            .filter(p -> !p.meanings().isEmpty() && !raw.isEmpty())
            .map(p -> p.meanings().getOrDefault(raw, "not in the enum"))
            .orElse(""));
    result.put("ageMillis", Math.max(0, nowMillis - v.atMillis()));
    result.put("good", v.good());
    return result;
  }

  /** Maps, lists, texts, numbers and truth values as JSON text. */
  public static String json(Map<String, Object> findings) {
    return JsonText.of(findings);
  }
}
