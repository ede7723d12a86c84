package io.ocpp809.template;

import io.ocpp809.station.pile.FaultClass;
import io.ocpp809.station.pile.PileFault;
import io.ocpp809.station.pile.PileIdentity;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.pile.PileState;
import io.ocpp809.station.reading.Location;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Method;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Quality;
import io.ocpp809.station.reading.Reading;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Turns the channels of a pile or meter into what the station model understands. */
public final class Interpreter {
  private static final long HELD_MILLIS = 5_000;
  private static final long LOST_MILLIS = 30_000;

  private final PileTemplate template;
  private final String meter;

  /**
   * Makes an interpreter.
   *
   * @param template the product
   * @param meter identity that the readings bear, such as the asset's name
   */
  public Interpreter(PileTemplate template, String meter) {
    this.template = template;
    this.meter = meter;
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
   * unknown, and so is a state whose template names a channel to read it with, while that one is. *
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
    live.values().removeIf(v -> !v.good() && nowMillis - v.atMillis() >= LOST_MILLIS);
    Optional<Boolean> plugged = plugged(live);
    Optional<PileState> state = state(live, plugged);
    return new PileReport(
        nowMillis,
        true,
        state,
        plugged,
        fault(live, state),
        tag(live),
        readings(values, state, nowMillis),
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

  private List<Reading> readings(
      Map<String, ChannelValue> values, Optional<PileState> state, long now) {
    List<Reading> result = new ArrayList<>();
    values.forEach(
        (channel, v) ->
            measurand(channel).ifPresent(m -> reading(channel, m, v, now).ifPresent(result::add)));
    derivePower(result, state, now);
    return result;
  }

  private Optional<Reading> reading(String channel, Measurand m, ChannelValue v, long now) {
    if (!(v.value() instanceof Number n)) {
      return Optional.empty();
    }
    long age = now - v.atMillis();
    if (age > LOST_MILLIS) {
      return Optional.empty();
    }
    boolean plausible = Double.isFinite(n.doubleValue()) && Math.abs(n.doubleValue()) < 1e13;
    Quality quality =
        !plausible ? Quality.INVALID : v.good() || age <= HELD_MILLIS ? Quality.GOOD : Quality.HELD;
    return Optional.of(
        new Reading(
            m,
            phase(channel),
            channel.startsWith("ev.") ? Location.EV : Location.OUTLET,
            n.doubleValue(),
            quality,
            apparentPower(channel) ? Method.DERIVED : Method.MEASURED,
            v.atMillis(),
            String.valueOf(v.value()),
            meter));
  }

  private Optional<Measurand> measurand(String channel) {
    return Optional.ofNullable(
        switch (channel) {
          case "energy.total" ->
              apparent(channel)
                  ? Measurand.ENERGY_APPARENT_IMPORT_REGISTER
                  : Measurand.ENERGY_ACTIVE_IMPORT_REGISTER;
          case "energy.session" ->
              template.capabilities().energy()
                      == io.ocpp809.station.pile.Capabilities.EnergyRegister.SESSION
                  ? Measurand.ENERGY_ACTIVE_IMPORT_REGISTER
                  : null;
          case "energy.export" -> Measurand.ENERGY_ACTIVE_EXPORT_REGISTER;
          case "power.total", "power.l1", "power.l2", "power.l3" -> Measurand.POWER_ACTIVE_IMPORT;
          case "current.l1", "current.l2", "current.l3", "current.dc" -> Measurand.CURRENT_IMPORT;
          case "voltage.l1", "voltage.l2", "voltage.l3", "voltage.dc" -> Measurand.VOLTAGE;
          case "power.factor" -> Measurand.POWER_FACTOR;
          case "frequency" -> Measurand.FREQUENCY;
          case "temperature" -> Measurand.TEMPERATURE;
          case "ev.soc" -> Measurand.SOC;
          case "limit.active" -> offered();
          default -> null;
        });
  }

  private Measurand offered() {
    return template.channel("limit.active").filter(p -> p.unit().equals("W")).isPresent()
        ? Measurand.POWER_OFFERED
        : Measurand.CURRENT_OFFERED;
  }

  private boolean apparentPower(String channel) {
    return template.channel(channel).filter(p -> p.unit().equals("VA")).isPresent();
  }

  private boolean apparent(String channel) {
    return template.channel(channel).filter(p -> p.unit().equals("VAh")).isPresent();
  }

  private static Phase phase(String channel) {
    if (channel.endsWith(".l1")) {
      return Phase.L1;
    }
    if (channel.endsWith(".l2")) {
      return Phase.L2;
    }
    return channel.endsWith(".l3") ? Phase.L3 : Phase.ALL;
  }

  private void derivePower(List<Reading> readings, Optional<PileState> state, long now) {
    boolean known =
        readings.stream()
            .anyMatch(
                r -> r.measurand() == Measurand.POWER_ACTIVE_IMPORT && r.phase() == Phase.ALL);
    if (known || state.filter(PileState::supplying).isEmpty()) {
      return;
    }
    double watts = 0;
    boolean any = false;
    for (Reading r : readings) {
      if (r.measurand() == Measurand.CURRENT_IMPORT && r.usable()) {
        any = true;
        watts += r.value() * voltage(readings, r.phase());
      }
    }
    if (any) {
      readings.add(
          new Reading(
              Measurand.POWER_ACTIVE_IMPORT,
              Phase.ALL,
              Location.OUTLET,
              watts,
              Quality.GOOD,
              Method.DERIVED,
              now,
              "",
              meter));
    }
  }

  private static double voltage(List<Reading> readings, Phase phase) {
    return readings.stream()
        .filter(r -> r.measurand() == Measurand.VOLTAGE && r.phase() == phase && r.usable())
        .mapToDouble(Reading::value)
        .findFirst()
        .orElse(230);
  }
}
