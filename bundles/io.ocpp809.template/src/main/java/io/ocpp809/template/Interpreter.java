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
import java.util.stream.Collectors;

/** Turns the channels of a pile or meter into what the station model understands. */
public final class Interpreter {
  private static final long LOST_MILLIS = Readings.LOST_MILLIS;

  /** Meaning of a raw state in which only the cable tells whether a vehicle is there. */
  private static final String STOPPED = "stopped";

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
                    .filter(v -> v.value() != null && !raw(v.value(), 0).equals(p.expected()))
                    .isPresent())
        .map(Prerequisite::advice)
        .toList();
  }

  /**
   * Channels that should give a number and give something else.
   *
   * @param values newest values by channel name
   * @return a few words each
   */
  public List<String> misread(Map<String, ChannelValue> values) {
    return readings.misread(values);
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
    Optional<Boolean> cable = cable(live);
    Optional<PileState> state = state(live, cable);
    Optional<Boolean> plugged = cableDecides(live) ? cable : Optional.empty();
    return new PileReport(
        nowMillis,
        true,
        state,
        plugged,
        fault(live, state),
        tag(live),
        readings.of(values, state, nowMillis),
        identity(values),
        readings.limitShown(live),
        readings.ceilings(live));
  }

  private Optional<String> text(Map<String, ChannelValue> values, String channel) {
    ChannelValue v = values.get(channel);
    if (v == null || v.value() == null) {
      return Optional.empty();
    }
    Optional<TemplatePoint> point = template.channel(channel);
    String raw =
        raw(v.value(), point.filter(TemplatePoint::hex).map(TemplatePoint::registers).orElse(0));
    return Optional.of(point.map(p -> p.meanings().getOrDefault(raw, unknown(p, raw))).orElse(raw));
  }

  private static String unknown(TemplatePoint p, String raw) {
    return p.meanings().isEmpty() ? raw : "?" + raw;
  }

  /** A value as text; a number of a point that is hexadecimal with four digits a register. */
  private static String raw(Object value, int hexRegisters) {
    if (value instanceof byte[] bytes) {
      return HexFormat.of().withUpperCase().formatHex(bytes).replaceAll("(00)+$", "");
    }
    if (value instanceof Number n) {
      long whole = n.longValue();
      if (hexRegisters > 0) {
        return String.format(Locale.ROOT, "%0" + 4 * hexRegisters + "X", whole);
      }
      return n.doubleValue() == whole ? String.valueOf(whole) : String.valueOf(n);
    }
    return String.valueOf(value).trim();
  }

  private Optional<Boolean> cable(Map<String, ChannelValue> values) {
    return text(values, Roles.CABLE)
        .filter(t -> !t.startsWith("?"))
        .map(t -> t.equals("ev") || t.equals("ev-locked") || t.equals("true"));
  }

  /** Where only a stopped session needs the cable to tell the state, all other states go before. */
  private boolean cableDecides(Map<String, ChannelValue> values) {
    return stopped(values)
        || template.channel(Roles.STATE).filter(p -> p.meanings().containsValue(STOPPED)).isEmpty();
  }

  private boolean stopped(Map<String, ChannelValue> values) {
    return text(values, Roles.STATE).filter(STOPPED::equals).isPresent();
  }

  private Optional<PileState> state(Map<String, ChannelValue> values, Optional<Boolean> plugged) {
    Optional<PileState> health = health(values);
    if (health.isPresent()) {
      return health;
    }
    if (stopped(values)) {
      return plugged.map(p -> p ? PileState.B1 : PileState.A1);
    }
    Optional<PileState> state =
        values.containsKey(Roles.STATE)
            ? complete(values, Roles.STATE).flatMap(Interpreter::canonical)
            : complete(values, Roles.OCPP_STATUS).flatMap(s -> ofStatus(s, plugged));
    if (cableDecides(values) && plugged.isPresent() && !plugged.get()) {
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
    List<String> channels = Roles.ERRORS.stream().filter(c -> faulty(values, c)).toList();
    boolean down = state.filter(s -> s == PileState.ERROR || s == PileState.E).isPresent();
    if (channels.isEmpty() && !down) {
      return Optional.empty();
    }
    Optional<FaultClass> told =
        channels.stream()
            .flatMap(c -> text(values, c).stream())
            .flatMap(t -> faultClass(t).stream())
            .findFirst();
    String codes =
        channels.stream()
            .map(c -> c.replaceFirst("^error\\.code\\.?(\\d?)$", "$1") + ":" + code(values, c))
            .map(c -> c.replaceFirst("^:", ""))
            .collect(Collectors.joining("."));
    return Optional.of(
        new PileFault(
            told.orElse(
                down && state.get() == PileState.ERROR
                    ? FaultClass.INTERNAL_ERROR
                    : FaultClass.OTHER_ERROR),
            template.profile() + "." + (codes.isEmpty() ? state.get().name() : codes),
            down ? "the pile reports a fault" : "the pile warns",
            !down));
  }

  private boolean faulty(Map<String, ChannelValue> values, String channel) {
    String code = code(values, channel);
    boolean zeroIsNone =
        template.channel(channel).filter(p -> p.meanings().containsValue("none")).isEmpty();
    return !code.isEmpty()
        && !text(values, channel).filter("none"::equals).isPresent()
        && !(zeroIsNone && code.equals("0"));
  }

  private static String code(Map<String, ChannelValue> values, String channel) {
    return Optional.ofNullable(values.get(channel)).map(v -> raw(v.value(), 0)).orElse("");
  }

  private static Optional<FaultClass> faultClass(String wire) {
    return Arrays.stream(FaultClass.values()).filter(f -> f.wire().equals(wire)).findFirst();
  }

  private Optional<String> tag(Map<String, ChannelValue> values) {
    return text(values, Roles.TAG)
        .map(t -> t.startsWith("?") ? t.substring(1) : t)
        .map(t -> t.isBlank() || t.matches("0+") ? "" : t);
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
