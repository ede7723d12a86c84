package io.ocpp809.station.core;

import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.pile.Capabilities;
import io.ocpp809.station.pile.Capabilities.LimitKind;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Reading;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * How large a limit step at a pile is, and what of it can be seen. All values are in the unit in
 * which the pile is limited: mA per phase, also where there is no limit at all, or W.
 */
final class StepSizes {
  private static final double CLEAR_MILLIAMPS = 2_000;

  private final Capabilities capabilities;
  private final EvseOptions options;
  private final int voltage;

  StepSizes(Capabilities capabilities, EvseOptions options, int voltage) {
    this.capabilities = capabilities;
    this.options = options;
    this.voltage = voltage;
  }

  boolean byPower() {
    return !capabilities.limitKinds().isEmpty()
        && !capabilities.limitKinds().contains(LimitKind.CURRENT);
  }

  /** W of one ampere per phase. */
  double perAmpere() {
    return (double) voltage * options.phases();
  }

  /** Most that may be written. */
  double rating() {
    return byPower() ? options.watts(voltage) : options.ratingMilliamps();
  }

  /** Least with which a vehicle charges. */
  double least() {
    return byPower()
        ? capabilities.beginningWatts(voltage, options.phases())
        : capabilities.minimumMilliamps();
  }

  /** By how much more the vehicle must draw than the lower limit for the step to be seen. */
  double clear() {
    return byPower() ? 2 * EffectWatch.TOLERANCE_WATT : CLEAR_MILLIAMPS;
  }

  /** By how much a measurement may differ from a limit. */
  double tolerance(double limit) {
    return byPower()
        ? Math.max(EffectWatch.TOLERANCE_WATT, limit * 0.05)
        : EffectWatch.TOLERANCE_AMPERE * 1000;
  }

  /** Whether what the pile shows is what was written. */
  boolean same(double shown, double written) {
    return Math.abs(shown - written)
        <= (byPower() ? 100 : Math.max(500, capabilities.stepMilliamps()));
  }

  /** A limit of that size, quantised downwards. */
  Limit limit(double value) {
    int whole = (int) Math.max(0, Math.floor(value));
    int step = Math.max(1, capabilities.stepMilliamps());
    return byPower() ? Limit.watts(whole) : Limit.milliamps(whole / step * step);
  }

  /** A value with its unit. */
  String say(double value) {
    return (byPower() ? Limit.watts((int) value) : Limit.milliamps((int) Math.ceil(value))).words();
  }

  /** What the pile shows as its limit in readings younger than that. */
  OptionalDouble shown(PileReport report, long since) {
    Measurand offered = byPower() ? Measurand.POWER_OFFERED : Measurand.CURRENT_OFFERED;
    return Stream.concat(report.limitShown().stream(), report.readings().stream())
        .filter(r -> r.measurand() == offered && r.usable() && r.takenAtMillis() > since)
        .mapToDouble(r -> byPower() ? r.value() : r.value() * 1000)
        .findFirst();
  }

  /** What the vehicle draws by readings younger than that: the largest phase, or the power. */
  OptionalDouble drawn(PileReport report, long since) {
    List<Reading> fresh =
        report.readings().stream().filter(r -> r.usable() && r.takenAtMillis() > since).toList();
    OptionalDouble watts =
        fresh.stream()
            .filter(r -> r.measurand() == Measurand.POWER_ACTIVE_IMPORT && r.phase() == Phase.ALL)
            .mapToDouble(Reading::value)
            .findFirst();
    OptionalDouble amps =
        fresh.stream()
            .filter(r -> r.measurand() == Measurand.CURRENT_IMPORT)
            .mapToDouble(r -> Math.abs(r.value()))
            .max();
    if (byPower()) {
      return watts;
    }
    if (amps.isPresent()) {
      return OptionalDouble.of(amps.getAsDouble() * 1000);
    }
    return watts.isPresent() ? OptionalDouble.of(watts.getAsDouble() / perAmpere() * 1000) : watts;
  }
}
