package io.ocpp809.template;

import io.ocpp809.station.pile.FaultClass;
import io.ocpp809.station.pile.PileFault;
import io.ocpp809.station.pile.PileIdentity;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.pile.PileState;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Turns the channels of a pile or meter into what the station model understands. */
public final class Interpreter {
  private static final long LOST_MILLIS = Readings.LOST_MILLIS;

  private final PileTemplate template;
  private final Readings readings;

  /**
   * Makes an interpreter.
   *
   * @param template the product
   * @param meter identity that the readings bear, such as the asset's name
   */
  public Interpreter(PileTemplate template, String meter) {
    this.template = template;
    this.readings = new Readings(template, meter);
  }

  /**
   * Settings of the pile that stand in the way of controlling it.
   *
   * @param values newest values by channel name
   * @return the advice of each prerequisite whose point was read and shows another value
   */
  public List<String> unmet(Map<String, ChannelValue> values) {
    return template.prerequisites().stream()
        .filter(
            p ->
                template
                    .named(p.point())
                    .map(t -> values.get(t.channel()))
                    .filter(v -> v.value() != null && !raw(v.value(), false).equals(p.expected()))
                    .isPresent())
        .map(Prerequisite::advice)
        .toList();
  }

  /**
   * What the channels say. A state, cable, fault or token that could not be read for 30 s is
   * unknown, and so is a state whose template names a channel to read it with, while that one is.
   *
   * @param values newest values by channel name
   * @param nowMillis monotonic milliseconds
   */
  public PileReport interpret(Map<String, ChannelValue> values, long nowMillis) {
    boolean reachable =
        values.values().stream().anyMatch(v -> v.good() && nowMillis - v.atMillis() < LOST_MILLIS);
    if (!reachable) {
      return PileReport.unreachable(nowMillis);
    }
    Map<String, ChannelValue> live = new HashMap<>(values);
    live.values()
        .removeIf(v -> v.value() == null || !v.good() && nowMillis - v.atMillis() >= LOST_MILLIS);
    Optional<Boolean> plugged = plugged(live);
    Optional<PileState> state = state(live, plugged);
    return new PileReport(
        nowMillis,
        true,
        state,
        plugged,
        fault(live, state),
        tag(live),
        readings.of(values, state, nowMillis),
        identity(values));
  }

  private Optional<String> text(Map<String, ChannelValue> values, String channel) {
    ChannelValue v = values.get(channel);
    if (v == null || v.value() == null) {
      return Optional.empty();
    }
    Optional<TemplatePoint> point = template.channel(channel);
    String raw = raw(v.value(), point.filter(TemplatePoint::hex).isPresent());
    return Optional.of(point.map(p -> p.meanings().getOrDefault(raw, unknown(p, raw))).orElse(raw));
  }

  private static String unknown(TemplatePoint p, String raw) {
    return p.meanings().isEmpty() ? raw : "?" + raw;
  }

  private static String raw(Object value, boolean hex) {
    if (value instanceof byte[] bytes) {
      return HexFormat.of().withUpperCase().formatHex(bytes).replaceAll("(00)+$", "");
    }
    if (value instanceof Number n) {
      long whole = n.longValue();
      if (hex) {
        return String.format(Locale.ROOT, "%08X", whole);
      }
      return n.doubleValue() == whole ? String.valueOf(whole) : String.valueOf(n);
    }
    return String.valueOf(value).trim();
  }

  private Optional<Boolean> plugged(Map<String, ChannelValue> values) {
    return text(values, Roles.CABLE)
        .filter(t -> !t.startsWith("?"))
        .map(t -> t.equals("ev") || t.equals("ev-locked") || t.equals("true"));
  }

  private Optional<PileState> state(Map<String, ChannelValue> values, Optional<Boolean> plugged) {
    Optional<PileState> health = health(values);
    if (health.isPresent()) {
      return health;
    }
    Optional<PileState> state =
        complete(values, Roles.STATE)
            .flatMap(Interpreter::canonical)
            .or(() -> complete(values, Roles.OCPP_STATUS).flatMap(s -> ofStatus(s, plugged)));
    if (plugged.isPresent() && !plugged.get()) {
      return state.map(
          s ->
              switch (s) {
                case B1, C1, D1 -> PileState.A1;
                case B2, C2, D2 -> PileState.A2;
                default -> s;
              });
    }
    return state;
  }

  /** The text of a channel, if the channel that its meaning depends on is known too. */
  private Optional<String> complete(Map<String, ChannelValue> values, String channel) {
    String with = template.channel(channel).map(TemplatePoint::with).orElse("");
    return with.isEmpty() || values.containsKey(with) ? text(values, channel) : Optional.empty();
  }

  private Optional<PileState> health(Map<String, ChannelValue> values) {
    return switch (text(values, "evse.health").orElse("running")) {
      case "error" -> Optional.of(PileState.ERROR);
      case "starting" -> Optional.of(PileState.STARTING);
      case "disabled", "offline", "updating" -> Optional.of(PileState.UNAVAILABLE);
      default ->
          text(values, "availability").filter("inoperative"::equals).isPresent()
              ? Optional.of(PileState.UNAVAILABLE)
              : Optional.empty();
    };
  }

  private static Optional<PileState> canonical(String text) {
    for (PileState s : PileState.values()) {
      if (s.name().equalsIgnoreCase(text)) {
        return Optional.of(s);
      }
    }
    return Optional.empty();
  }

  private static Optional<PileState> ofStatus(String status, Optional<Boolean> plugged) {
    return switch (status) {
      case "Available" -> Optional.of(plugged.orElse(false) ? PileState.B1 : PileState.A2);
      case "Preparing", "Occupied", "Finishing" ->
          Optional.of(plugged.orElse(true) ? PileState.B1 : PileState.A1);
      case "Charging" -> Optional.of(PileState.C2);
      case "SuspendedEV" -> Optional.of(PileState.B2);
      case "SuspendedEVSE" -> Optional.of(PileState.B1);
      case "Reserved" -> Optional.of(PileState.RESERVED);
      case "Unavailable" -> Optional.of(PileState.UNAVAILABLE);
      case "Faulted" -> Optional.of(PileState.ERROR);
      default -> Optional.empty();
    };
  }

  private Optional<PileFault> fault(Map<String, ChannelValue> values, Optional<PileState> state) {
    String code =
        Optional.ofNullable(values.get(Roles.ERROR)).map(v -> raw(v.value(), false)).orElse("0");
    String meaning = text(values, Roles.ERROR).orElse("");
    boolean down = state.filter(s -> s == PileState.ERROR || s == PileState.E).isPresent();
    boolean none = code.equals("0") || code.isEmpty() || meaning.equals("none");
    if (none && !down) {
      return Optional.empty();
    }
    return Optional.of(
        new PileFault(
            faultClass(meaning)
                .orElse(
                    down && state.get() == PileState.ERROR
                        ? FaultClass.INTERNAL_ERROR
                        : FaultClass.OTHER_ERROR),
            template.profile() + "." + (none ? state.get().name() : code),
            down ? "the pile reports a fault" : "the pile warns",
            !down));
  }

  private static Optional<FaultClass> faultClass(String wire) {
    return Arrays.stream(FaultClass.values()).filter(f -> f.wire().equals(wire)).findFirst();
  }

  private Optional<String> tag(Map<String, ChannelValue> values) {
    return text(values, Roles.TAG)
        .map(t -> t.startsWith("?") ? t.substring(1) : t)
        .filter(t -> !t.isBlank() && !t.matches("0+"));
  }

  private PileIdentity identity(Map<String, ChannelValue> values) {
    return new PileIdentity(
        text(values, "id.vendor").filter(t -> !t.isBlank()).orElse(template.vendor()),
        text(values, "id.name").isPresent() || !text(values, "id.model").orElse("").matches("\\D.*")
            ? template.model()
            : text(values, "id.model").orElse(template.model()),
        text(values, "id.serial").orElse(""),
        text(values, "id.firmware").orElse(""));
  }
}
