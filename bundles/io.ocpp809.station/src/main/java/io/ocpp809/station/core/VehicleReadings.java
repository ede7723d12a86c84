package io.ocpp809.station.core;

import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.pile.Capabilities;
import io.ocpp809.station.pile.Capabilities.LimitKind;
import io.ocpp809.station.reading.Location;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Joins what is measured between charger and vehicle with what pile and meter measure. The pile's
 * own word goes first at the outlet; of the vehicle only the vehicle knows.
 */
final class VehicleReadings {
  private VehicleReadings() {}

  /**
   * The readings together.
   *
   * @param pile those of pile and meter
   * @param said those of charger and vehicle
   */
  static List<Reading> join(List<Reading> pile, List<Reading> said) {
    List<Reading> result = new ArrayList<>();
    pile.stream().filter(r -> !told(said, r)).forEach(result::add);
    said.stream()
        .filter(r -> r.location() == Location.EV || !measured(pile, r.measurand()))
        .forEach(result::add);
    return result;
  }

  private static boolean told(List<Reading> said, Reading r) {
    return r.location() == Location.EV
        && said.stream()
            .filter(Reading::usable)
            .anyMatch(s -> s.location() == Location.EV && s.measurand() == r.measurand());
  }

  /** A DC pile may tell its AC side by phases; voltage and current of its outlet have none. */
  private static boolean measured(List<Reading> pile, Measurand m) {
    boolean whole = m == Measurand.VOLTAGE || m == Measurand.CURRENT_IMPORT;
    return pile.stream()
        .filter(r -> r.measurand() == m && r.usable() && r.location() != Location.EV)
        .anyMatch(r -> !whole || r.phase() == Phase.ALL);
  }

  /**
   * What judges whether a limit was obeyed: without what the charger has offered, which is no limit
   * of ours, and without the currents of a DC outlet where the pile shows its own, or where its
   * limit counts at the AC input: there the power judges.
   *
   * @param joined readings of pile and vehicle
   * @param direct whether the pile's limit is one of the direct current
   */
  static List<Reading> judging(List<Reading> joined, boolean direct) {
    boolean own =
        joined.stream()
            .anyMatch(
                r ->
                    r.measurand() == Measurand.CURRENT_IMPORT
                        && !VehicleFacts.said(r)
                        && r.usable());
    boolean outlet =
        joined.stream()
            .anyMatch(
                r ->
                    r.measurand() == Measurand.CURRENT_IMPORT
                        && VehicleFacts.said(r)
                        && r.usable()
                        && r.location() == Location.OUTLET);
    return joined.stream()
        .filter(
            r ->
                !VehicleFacts.said(r)
                    || switch (r.measurand()) {
                      case CURRENT_OFFERED, POWER_OFFERED -> false;
                      case CURRENT_IMPORT ->
                          direct && !own && (r.location() == Location.OUTLET || !outlet);
                      default -> true;
                    })
        .toList();
  }

  /**
   * The same readings with what is offered lowered to the limit in force.
   *
   * @param readings joined
   * @param limit in force
   * @param c what the pile can do
   * @param watts the limit as power, W
   */
  static List<Reading> clamp(
      List<Reading> readings, Optional<Limit> limit, Optional<Capabilities> c, int watts) {
    if (limit.isEmpty()) {
      return readings;
    }
    OptionalDouble volts =
        readings.stream()
            .filter(r -> r.measurand() == Measurand.VOLTAGE && VehicleFacts.said(r) && r.usable())
            .mapToDouble(Reading::value)
            .filter(v -> v >= 1)
            .findFirst();
    boolean amperes = limit.get().kind() == LimitKind.CURRENT;
    boolean direct = amperes && c.filter(Capabilities::dcSide).isPresent();
    OptionalDouble most =
        direct
            ? OptionalDouble.of(limit.get().value() / 1000d)
            : volts.isPresent()
                ? OptionalDouble.of(watts / volts.getAsDouble())
                : OptionalDouble.empty();
    OptionalDouble mostWatts =
        !direct
            ? OptionalDouble.of(watts)
            : volts.isPresent()
                ? OptionalDouble.of(most.getAsDouble() * volts.getAsDouble())
                : OptionalDouble.empty();
    return readings.stream()
        .map(
            r ->
                !VehicleFacts.said(r)
                    ? r
                    : switch (r.measurand()) {
                      case CURRENT_OFFERED -> r.withValue(Math.min(r.value(), most.orElse(1e9)));
                      case POWER_OFFERED -> r.withValue(Math.min(r.value(), mostWatts.orElse(1e9)));
                      default -> r;
                    })
        .toList();
  }
}
