package io.ocpp809.station.core;

import io.ocpp809.station.reading.Location;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Method;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Quality;
import io.ocpp809.station.reading.Reading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The readings of one EVSE: the newest of each kind, and the register that bills. */
final class Meter {
  /** Readings older than this, ms, are not told any more: the pile or its meter is silent. */
  static final long STALE_MILLIS = 60_000;

  final BillingRegister register;
  private final StationContext context;
  private final int evse;
  private final Map<Key, Reading> newest = new LinkedHashMap<>();

  private record Key(Measurand measurand, Phase phase, Location location) {}

  Meter(StationContext context, EvseOptions options, OptionalDouble journaledWh) {
    this.context = context;
    this.evse = options.evse();
    this.register = new BillingRegister(context, options, journaledWh);
  }

  /**
   * Takes up the readings of a report. What charger and vehicle said before and do not say any more
   * is forgotten at once.
   *
   * @return the same readings; those that cannot be are invalid
   */
  List<Reading> accept(List<Reading> readings) {
    register.accept(readings);
    List<Reading> possible = new ArrayList<>();
    String impossible = "";
    for (Reading r : readings) {
      boolean can = !r.usable() || Plausibility.possible(r);
      possible.add(can ? r : r.withQuality(Quality.INVALID));
      if (!can && r.measurand() != Measurand.ENERGY_ACTIVE_IMPORT_REGISTER) {
        impossible = r.measurand().wire() + " " + r.value() + " " + r.measurand().unit().symbol();
      }
    }
    if (impossible.isEmpty()) {
      context.clear("reading.impossible", evse);
    } else {
      context.raise(
          "reading.impossible",
          evse,
          "The pile says " + impossible + ", which cannot be; it is ignored. Check the template.");
    }
    newest.values().removeIf(VehicleFacts::said);
    possible.forEach(r -> newest.put(new Key(r.measurand(), r.phase(), r.location()), r));
    return possible;
  }

  /** All newest readings. */
  List<Reading> all() {
    return List.copyOf(newest.values());
  }

  /** The billing register in Wh; empty before it was read, or if there is none that may bill. */
  OptionalLong wh() {
    return register.wh();
  }

  /** The billing register in Wh as far as it is known, never below that of a start. */
  long wh(long startWh) {
    return Math.max(startWh, wh().orElse(startWh));
  }

  /** The newest readings of these measurands; the energy among them is the billing register. */
  List<Reading> sample(List<Measurand> measurands) {
    long now = context.millis();
    List<Reading> result = new ArrayList<>();
    for (Measurand m : measurands) {
      if (m == Measurand.ENERGY_ACTIVE_IMPORT_REGISTER) {
        if (register.readSince(now - STALE_MILLIS)) {
          billed().ifPresent(result::add);
        }
      } else {
        newest.values().stream()
            .filter(r -> r.measurand() == m && r.usable() && r.ageMillis(now) <= STALE_MILLIS)
            .forEach(result::add);
      }
    }
    return result;
  }

  /** As {@link #sample}, with the billing register even if it was read long ago. */
  List<Reading> sampleLast(List<Measurand> measurands) {
    List<Reading> result = sample(measurands);
    if (measurands.contains(Measurand.ENERGY_ACTIVE_IMPORT_REGISTER)
        && result.stream()
            .noneMatch(r -> r.measurand() == Measurand.ENERGY_ACTIVE_IMPORT_REGISTER)) {
      billed().ifPresent(result::add);
    }
    return result;
  }

  private Optional<Reading> billed() {
    if (register.exactWh().isEmpty()) {
      return Optional.empty();
    }
    Reading basis = register.basis().orElse(null);
    return Optional.of(
        new Reading(
            Measurand.ENERGY_ACTIVE_IMPORT_REGISTER,
            Phase.ALL,
            basis == null ? Location.OUTLET : basis.location(),
            register.exactWh().getAsDouble(),
            basis == null ? Quality.HELD : basis.quality(),
            basis == null ? Method.INTEGRATED : basis.method(),
            basis == null ? context.millis() : basis.takenAtMillis(),
            "",
            basis == null ? "" : basis.meter()));
  }

  /** Largest current of any phase, in mA, if it was read within the given age. */
  Optional<Integer> freshMilliamps(long maximumAgeMillis) {
    long now = context.millis();
    return newest.values().stream()
        .filter(r -> r.measurand() == Measurand.CURRENT_IMPORT && r.usable())
        .filter(r -> r.location() != Location.EV)
        .filter(r -> r.quality() == Quality.GOOD && r.ageMillis(now) <= maximumAgeMillis)
        .map(r -> (int) Math.round(Math.abs(r.value()) * 1000))
        .max(Integer::compare);
  }
}
