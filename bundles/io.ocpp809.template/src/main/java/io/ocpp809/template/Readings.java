package io.ocpp809.template;

import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.pile.PileState;
import io.ocpp809.station.reading.Location;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Method;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Quality;
import io.ocpp809.station.reading.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns the numbers of channels into readings. */
final class Readings {
  /** After this time without a good value, ms, there is no reading any more. */
  static final long LOST_MILLIS = 30_000;

  private static final long HELD_MILLIS = 5_000;

  private final PileTemplate template;
  private final String meter;

  Readings(PileTemplate template, String meter) {
    this.template = template;
    this.meter = meter;
  }

  /** The readings of all channels that have a measurand, and the power where only currents are. */
  List<Reading> of(Map<String, ChannelValue> values, Optional<PileState> state, long now) {
    List<Reading> result = new ArrayList<>();
    values.forEach(
        (channel, v) ->
            measurand(channel).ifPresent(m -> reading(channel, m, v, now).ifPresent(result::add)));
    derivePower(result, state, now);
    return result;
  }

  /** Content of the register that takes the limit, where it can be read. */
  Optional<Reading> limitShown(Map<String, ChannelValue> values) {
    Measurand offered =
        template.control().power() ? Measurand.POWER_OFFERED : Measurand.CURRENT_OFFERED;
    return template
        .control()
        .limit()
        .filter(c -> template.channel(c).filter(TemplatePoint::readable).isPresent())
        .map(values::get)
        .filter(v -> v.good() && v.value() instanceof Number)
        .map(
            v ->
                Reading.measured(
                    offered, Phase.ALL, ((Number) v.value()).doubleValue(), v.atMillis()));
  }

  /** What pile and cable can do; 0 means that it is not known. */
  PileReport.Ceilings ceilings(Map<String, ChannelValue> values) {
    return new PileReport.Ceilings(
        ceiling(values, "limit.hardware"), ceiling(values, "limit.cable"));
  }

  private Optional<Limit> ceiling(Map<String, ChannelValue> values, String channel) {
    boolean watts = template.channel(channel).filter(p -> p.unit().equals("W")).isPresent();
    return Optional.ofNullable(values.get(channel))
        .flatMap(v -> number(v.value()))
        .filter(n -> Double.isFinite(n) && n > 0 && n < 1_000_000)
        .map(n -> watts ? Limit.watts(n.intValue()) : Limit.milliamps((int) (n * 1000)));
  }

  private Optional<Reading> reading(String channel, Measurand m, ChannelValue v, long now) {
    Optional<Double> number = number(v.value());
    if (number.isEmpty()) {
      return Optional.empty();
    }
    double n = number.get();
    long age = now - v.atMillis();
    if (age > LOST_MILLIS) {
      return Optional.empty();
    }
    boolean plausible = Double.isFinite(n) && Math.abs(n) < 1e13;
    Quality quality =
        !plausible ? Quality.INVALID : v.good() || age <= HELD_MILLIS ? Quality.GOOD : Quality.HELD;
    return Optional.of(
        new Reading(
            m,
            phase(channel),
            channel.startsWith("ev.") ? Location.EV : Location.OUTLET,
            n,
            quality,
            apparentPower(channel) ? Method.DERIVED : Method.MEASURED,
            v.atMillis(),
            String.valueOf(v.value()),
            meter));
  }

  /** A value as a number; foreign drivers give numbers as text too. */
  private static Optional<Double> number(Object value) {
    if (value instanceof Number n) {
      return Optional.of(n.doubleValue());
    }
    try {
      return value instanceof String text
          ? Optional.of(Double.valueOf(text.trim()))
          : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Channels that should give a number and give something else, a few words each. */
  List<String> misread(Map<String, ChannelValue> values) {
    List<String> result = new ArrayList<>();
    values.forEach(
        (channel, v) -> {
          if (v.value() != null && measurand(channel).isPresent() && number(v.value()).isEmpty()) {
            String shown = v.value() instanceof byte[] b ? b.length + " bytes" : "" + v.value();
            result.add("channel " + channel + " gives \"" + shown + "\", which is no number");
          }
        });
    return result;
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
