package io.ocpp809.template;

import io.ocpp809.station.pile.FaultClass;
import io.ocpp809.station.reading.Location;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Method;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Quality;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.vehicle.Conversation;
import io.ocpp809.station.vehicle.StopCause;
import io.ocpp809.station.vehicle.VehicleReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Turns the channels of a vehicle's asset into what the station understands. What fails or is too
 * old is no value: of what a vehicle says nothing is held.
 */
public final class VehicleReader {
  /** Age from which a measured value does not count, ms, where the asset is read often enough. */
  static final long STALE_MILLIS = 15_000;

  /** Another name of the state of charge. */
  private static final String SOC_OF_PILES = "ev.soc";

  private static final int CODE_AT_MOST = 50;
  private static final double WHOLE = 100;

  private final long staleMillis;

  /**
   * Makes a reader.
   *
   * @param periodMillis how often the asset is read, ms
   */
  public VehicleReader(int periodMillis) {
    this.staleMillis = Math.max(STALE_MILLIS, 2L * periodMillis);
  }

  /**
   * What the channels say. A channel that is there and has no value gives a reading that is
   * invalid, so that it is known what can be measured.
   *
   * @param channels names of all channels of the asset
   * @param values newest values by channel name
   * @param nowMillis monotonic milliseconds
   */
  public VehicleReport read(
      Set<String> channels, Map<String, ChannelValue> values, long nowMillis) {
    String party = text(values, VehicleRole.STOP_PARTY).orElse("");
    return new VehicleReport(
        text(values, VehicleRole.SESSION_STATE).flatMap(Conversation::of),
        party.equals("charger") || party.equals("both"),
        text(values, VehicleRole.STOP_REASON).flatMap(VehicleReader::cause),
        cut(text(values, VehicleRole.ERROR).orElse("")),
        text(values, VehicleRole.ERROR).flatMap(VehicleReader::kind),
        cut(text(values, VehicleRole.EVIDENCE).orElse("")),
        text(values, VehicleRole.VIN).filter(VehicleReader::vin),
        number(values, VehicleRole.ENERGY_TOLD.text()).filter(n -> n >= 0).stream()
            .mapToDouble(n -> n)
            .findFirst(),
        new Measuring(channels, values, nowMillis, staleMillis).readings());
  }

  /**
   * What a channel shows that it should not, a few words; values are not repeated, since they may
   * be personal.
   */
  public Optional<String> misread(Map<String, ChannelValue> values) {
    List<String> wrong = new ArrayList<>();
    text(values, VehicleRole.SESSION_STATE)
        .filter(t -> Conversation.of(t).isEmpty())
        .ifPresent(t -> wrong.add("channel session.state shows \"" + cut(t) + "\""));
    text(values, VehicleRole.STOP_REASON)
        .flatMap(t -> words(t).filter(w -> StopCause.of(w).isEmpty()).findFirst())
        .ifPresent(t -> wrong.add("channel session.stopReason shows \"" + cut(t) + "\""));
    for (VehicleRole r : VehicleRole.values()) {
      if (!r.unit().isEmpty() && good(values, r.text()).isPresent()) {
        if (number(values, r.text()).isEmpty()) {
          wrong.add("channel " + r.text() + " gives no number");
        }
      }
    }
    return wrong.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.join("; ", wrong) + ", which is ignored. The words stand in gbt27930.md, Roles");
  }

  private static String cut(String text) {
    return text.length() <= CODE_AT_MOST ? text : text.substring(0, CODE_AT_MOST);
  }

  private static Optional<StopCause> cause(String text) {
    return words(text).flatMap(w -> StopCause.of(w).stream()).min(StopCause::compareTo);
  }

  /**
   * Class of the error that a code of GB/T 27930 stands for: by its last part, which is a word of
   * {@link StopCause} where CST or BST told it, else the number of the SPN.
   */
  private static Optional<FaultClass> kind(String code) {
    String last = code.substring(code.lastIndexOf('.') + 1);
    Optional<StopCause> word = StopCause.of(last);
    if (word.isPresent() || !code.startsWith("GBT27930.")) {
      return word.flatMap(StopCause::error);
    }
    if (code.startsWith("GBT27930.BEM.") || code.startsWith("GBT27930.CEM.")) {
      return Optional.of(FaultClass.EV_COMMUNICATION_ERROR);
    }
    return Optional.of(
        switch (last) {
          case "3092" -> FaultClass.OVER_CURRENT_FAILURE;
          case "3093" -> FaultClass.HIGH_TEMPERATURE;
          case "3094" -> FaultClass.GROUND_FAILURE;
          default -> FaultClass.OTHER_ERROR;
        });
  }

  private static Stream<String> words(String text) {
    return Arrays.stream(text.split(",")).map(String::trim).filter(w -> !w.isEmpty());
  }

  /** Seventeen letters and digits (ISO 3779); filled or garbled ones are none. */
  private static boolean vin(String text) {
    return text.matches("[A-HJ-NPR-Z0-9]{17}") && !text.matches("(.)\\1*");
  }

  private static Optional<Object> good(Map<String, ChannelValue> values, String channel) {
    return Optional.ofNullable(values.get(channel))
        .filter(ChannelValue::good)
        .map(ChannelValue::value);
  }

  private static Optional<String> text(Map<String, ChannelValue> values, VehicleRole role) {
    return good(values, role.text()).map(v -> String.valueOf(v).trim()).filter(t -> !t.isEmpty());
  }

  private static Optional<Double> number(Map<String, ChannelValue> values, String channel) {
    return good(values, channel).flatMap(VehicleReader::number).filter(Double::isFinite);
  }

  private static Optional<Double> number(Object value) {
    if (value instanceof Number n) {
      return Optional.of(n.doubleValue());
    }
    try {
      return value instanceof String t ? Optional.of(Double.valueOf(t.trim())) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The numbers of an asset at a moment. */
  private record Measuring(
      Set<String> channels, Map<String, ChannelValue> values, long now, long staleMillis) {

    List<Reading> readings() {
      Optional<Reading> volts =
          measured(VehicleRole.OUTLET_VOLTAGE, Measurand.VOLTAGE, Location.OUTLET);
      return Stream.of(outlet(volts), offered(volts), vehicle())
          .flatMap(part -> part)
          .flatMap(Optional::stream)
          .toList();
    }

    private Stream<Optional<Reading>> outlet(Optional<Reading> volts) {
      Optional<Reading> amps =
          measured(VehicleRole.OUTLET_CURRENT, Measurand.CURRENT_IMPORT, Location.OUTLET);
      Optional<Reading> watts =
          fresh(VehicleRole.OUTLET_POWER.text())
              .flatMap(v -> of(v, Measurand.POWER_ACTIVE_IMPORT, Location.OUTLET, Method.DERIVED))
              .or(() -> product(Measurand.POWER_ACTIVE_IMPORT, volts, amps));
      boolean product = has(VehicleRole.OUTLET_VOLTAGE) && has(VehicleRole.OUTLET_CURRENT);
      return Stream.of(
          or(volts, has(VehicleRole.OUTLET_VOLTAGE), Measurand.VOLTAGE, Location.OUTLET),
          or(amps, has(VehicleRole.OUTLET_CURRENT), Measurand.CURRENT_IMPORT, Location.OUTLET),
          or(
              watts,
              has(VehicleRole.OUTLET_POWER) || product,
              Measurand.POWER_ACTIVE_IMPORT,
              Location.OUTLET));
    }

    private Stream<Optional<Reading>> offered(Optional<Reading> volts) {
      Optional<Reading> amps = standing(VehicleRole.OFFERED_CURRENT, Measurand.CURRENT_OFFERED);
      Optional<Reading> watts =
          standing(VehicleRole.OFFERED_POWER, Measurand.POWER_OFFERED)
              .or(() -> product(Measurand.POWER_OFFERED, volts, amps));
      boolean product = has(VehicleRole.OUTLET_VOLTAGE) && has(VehicleRole.OFFERED_CURRENT);
      return Stream.of(
          or(amps, has(VehicleRole.OFFERED_CURRENT), Measurand.CURRENT_OFFERED, Location.OUTLET),
          or(
              watts,
              has(VehicleRole.OFFERED_POWER) || product,
              Measurand.POWER_OFFERED,
              Location.OUTLET));
    }

    private Stream<Optional<Reading>> vehicle() {
      Optional<Reading> soc =
          measured(VehicleRole.SOC, Measurand.SOC, Location.EV)
              .or(
                  () ->
                      fresh(SOC_OF_PILES)
                          .flatMap(v -> of(v, Measurand.SOC, Location.EV, Method.MEASURED)))
              .filter(r -> r.value() <= WHOLE);
      Optional<Reading> temperature =
          fresh(VehicleRole.TEMPERATURE_MAX.text())
              .flatMap(v -> of(v, Measurand.TEMPERATURE, Location.EV, Method.MEASURED, false));
      return Stream.of(
          or(
              soc,
              has(VehicleRole.SOC) || channels.contains(SOC_OF_PILES),
              Measurand.SOC,
              Location.EV),
          or(
              measured(VehicleRole.VOLTAGE, Measurand.VOLTAGE, Location.EV),
              has(VehicleRole.VOLTAGE),
              Measurand.VOLTAGE,
              Location.EV),
          or(
              measured(VehicleRole.CURRENT, Measurand.CURRENT_IMPORT, Location.EV),
              has(VehicleRole.CURRENT),
              Measurand.CURRENT_IMPORT,
              Location.EV),
          or(temperature, has(VehicleRole.TEMPERATURE_MAX), Measurand.TEMPERATURE, Location.EV));
    }

    private boolean has(VehicleRole role) {
      return channels.contains(role.text());
    }

    private Optional<Reading> or(
        Optional<Reading> value, boolean there, Measurand m, Location where) {
      return value.isPresent() || !there
          ? value
          : Optional.of(reading(m, where, 0, Method.MEASURED, now).withQuality(Quality.INVALID));
    }

    private Optional<ChannelValue> fresh(String channel) {
      return Optional.ofNullable(values.get(channel))
          .filter(v -> v.good() && now - v.atMillis() <= staleMillis);
    }

    private Optional<Reading> measured(VehicleRole role, Measurand m, Location where) {
      return fresh(role.text()).flatMap(v -> of(v, m, where, Method.MEASURED));
    }

    /** What was said once stands as long as the channel does. */
    private Optional<Reading> standing(VehicleRole role, Measurand m) {
      return good(values, role.text())
          .flatMap(v -> of(new ChannelValue(v, true, now), m, Location.OUTLET, Method.MEASURED));
    }

    private static Optional<Reading> of(
        ChannelValue v, Measurand m, Location where, Method method) {
      return of(v, m, where, method, true);
    }

    private static Optional<Reading> of(
        ChannelValue v, Measurand m, Location where, Method method, boolean magnitude) {
      return number(v.value())
          .filter(Double::isFinite)
          .map(n -> magnitude ? Math.abs(n) : n)
          .map(n -> reading(m, where, n, method, v.atMillis()));
    }

    private static Optional<Reading> product(
        Measurand m, Optional<Reading> volts, Optional<Reading> amps) {
      return volts.flatMap(
          u ->
              amps.map(
                  i ->
                      reading(
                          m,
                          Location.OUTLET,
                          u.value() * i.value(),
                          Method.DERIVED,
                          Math.min(u.takenAtMillis(), i.takenAtMillis()))));
    }

    private static Reading reading(
        Measurand m, Location where, double value, Method method, long at) {
      return new Reading(
          m, Phase.ALL, where, value, Quality.GOOD, method, at, "", VehicleReport.METER);
    }
  }
}
