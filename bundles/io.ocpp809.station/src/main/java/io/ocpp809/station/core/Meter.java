package io.ocpp809.station.core;

import io.ocpp809.station.core.EvseOptions.EnergyPolicy;
import io.ocpp809.station.metering.EnergyRegister;
import io.ocpp809.station.metering.EnergyRegister.Verdict;
import io.ocpp809.station.reading.Location;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Method;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Quality;
import io.ocpp809.station.reading.Reading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The readings of one EVSE: the newest of each kind, and the billing register made of them. Keeps
 * the register's state in the station's memory.
 */
final class Meter {
  static final long FREEZE_MILLIS = 300_000;
  private static final double FREEZE_WATTS = 500;

  private final StationContext context;
  private final int evse;
  private final Map<Key, Reading> newest = new LinkedHashMap<>();
  private final EnergyRegister register;
  private EnergyPolicy policy;
  private String kept = "";
  private double integratedWh;
  private long integratedAtMillis = -1;
  private long movedAtMillis = -1;
  private double movedWh = -1;
  private Optional<Measurand> billing = Optional.empty();

  private record Key(Measurand measurand, Phase phase, Location location) {}

  Meter(StationContext context, EvseOptions options) {
    this.context = context;
    this.evse = options.evse();
    this.policy = options.energy();
    this.register = new EnergyRegister(1.2 * options.watts(context.options().voltage()));
    context.ports.memory().get(key()).ifPresent(this::restore);
  }

  private String key() {
    return "evse." + evse + ".register";
  }

  private void restore(byte[] bytes) {
    String[] f = new String(bytes, StandardCharsets.UTF_8).split(" ");
    register.restore(new EnergyRegister.State(Double.parseDouble(f[0]), Double.parseDouble(f[1])));
    integratedWh = Double.parseDouble(f[2]);
  }

  /** Keeps the register's state if it has changed. */
  void keep() {
    EnergyRegister.State s = register.state();
    String text = s.carry() + " " + s.lastRaw() + " " + integratedWh;
    if (!text.equals(kept)) {
      kept = text;
      context.ports.memory().put(key(), text.getBytes(StandardCharsets.UTF_8));
    }
  }

  void policy(EnergyPolicy next) {
    policy = next;
  }

  /** Takes up the readings of a report. */
  void accept(List<Reading> readings) {
    for (Reading r : readings) {
      newest.put(new Key(r.measurand(), r.phase(), r.location()), r);
    }
    integrate(readings);
    billingReading(readings).ifPresent(this::bill);
    watchFreeze();
  }

  private Optional<Reading> billingReading(List<Reading> readings) {
    Optional<Reading> active = total(readings, Measurand.ENERGY_ACTIVE_IMPORT_REGISTER);
    if (active.filter(r -> r.method() == Method.MEASURED).isPresent()) {
      return active;
    }
    Optional<Reading> apparent = total(readings, Measurand.ENERGY_APPARENT_IMPORT_REGISTER);
    if (apparent.isPresent() && policy != EnergyPolicy.MEASURED) {
      return apparent;
    }
    if (policy == EnergyPolicy.ESTIMATED && active.isEmpty() && integratedAtMillis >= 0) {
      return Optional.of(
          new Reading(
              Measurand.ENERGY_ACTIVE_IMPORT_REGISTER,
              Phase.ALL,
              Location.OUTLET,
              integratedWh,
              Quality.GOOD,
              Method.INTEGRATED,
              integratedAtMillis,
              "",
              ""));
    }
    return Optional.empty();
  }

  private static Optional<Reading> total(List<Reading> readings, Measurand measurand) {
    return readings.stream()
        .filter(r -> r.measurand() == measurand && r.phase() == Phase.ALL)
        .findFirst();
  }

  private void bill(Reading r) {
    billing = Optional.of(r.measurand());
    if (!r.usable()) {
      context.raise("meter.none", evse, "The meter answers \"no value\"; nothing is counted.");
      return;
    }
    context.clear("meter.none", evse);
    Verdict verdict = register.accept(r.value(), r.takenAtMillis());
    switch (verdict) {
      case GOOD, NOISE -> context.clear("meter.implausible", evse);
      case RESET ->
          context.raise(
              "meter.reset",
              evse,
              "The meter's register fell to "
                  + Math.round(r.value())
                  + " Wh; the gateway counts on from where it stood.");
      case IMPOSSIBLE, SUSPECT ->
          context.raise(
              "meter.implausible",
              evse,
              "The meter's register reads " + r.value() + " Wh, which cannot be; it is ignored.");
      case REBASED ->
          context.raise(
              "meter.rebased",
              evse,
              "The meter's register jumped to "
                  + Math.round(r.value())
                  + " Wh and stays there; the jump is not billed. Was the meter exchanged?");
    }
  }

  private void integrate(List<Reading> readings) {
    Optional<Reading> power = total(readings, Measurand.POWER_ACTIVE_IMPORT);
    if (power.isEmpty() || !power.get().usable()) {
      return;
    }
    long at = power.get().takenAtMillis();
    if (integratedAtMillis >= 0 && at > integratedAtMillis && at - integratedAtMillis < 60_000) {
      double watts = Math.max(0, power.get().value());
      integratedWh += watts * (at - integratedAtMillis) / 3_600_000d;
    }
    integratedAtMillis = at;
  }

  private void watchFreeze() {
    double now = register.exactWh().orElse(-1);
    double watts = newest(Measurand.POWER_ACTIVE_IMPORT, Phase.ALL).map(Reading::value).orElse(0d);
    if (now != movedWh || watts < FREEZE_WATTS) {
      movedWh = now;
      movedAtMillis = context.millis();
      context.clear("meter.frozen", evse);
    } else if (context.millis() - movedAtMillis > FREEZE_MILLIS) {
      context.raise(
          "meter.frozen",
          evse,
          "The meter's register has stood still for "
              + FREEZE_MILLIS / 60_000
              + " minutes while "
              + Math.round(watts)
              + " W flow. Check the meter.");
    }
  }

  /** The newest usable reading of a kind. */
  Optional<Reading> newest(Measurand measurand, Phase phase) {
    return newest.values().stream()
        .filter(r -> r.measurand() == measurand && r.phase() == phase && r.usable())
        .findFirst();
  }

  /** All newest readings. */
  List<Reading> all() {
    return List.copyOf(newest.values());
  }

  /** The billing register in Wh; empty before it was read, or if there is none that may bill. */
  OptionalLong wh() {
    return register.wh();
  }

  /** Whether the billing register was read at that monotonic time or later, or there is none. */
  boolean billedSince(long millis) {
    Optional<Reading> basis = billing.flatMap(m -> newest(m, Phase.ALL));
    return basis.isEmpty() || basis.get().takenAtMillis() >= millis;
  }

  /** The newest readings of these measurands; the energy among them is the billing register. */
  List<Reading> sample(List<Measurand> measurands) {
    List<Reading> result = new ArrayList<>();
    for (Measurand m : measurands) {
      if (m == Measurand.ENERGY_ACTIVE_IMPORT_REGISTER) {
        register.exactWh().ifPresent(wh -> result.add(billed(wh)));
      } else {
        newest.values().stream().filter(r -> r.measurand() == m && r.usable()).forEach(result::add);
      }
    }
    return result;
  }

  private Reading billed(double wh) {
    Reading basis = billing.flatMap(m -> newest(m, Phase.ALL)).orElse(null);
    return new Reading(
        Measurand.ENERGY_ACTIVE_IMPORT_REGISTER,
        Phase.ALL,
        basis == null ? Location.OUTLET : basis.location(),
        wh,
        basis == null ? Quality.GOOD : basis.quality(),
        basis == null ? Method.INTEGRATED : basis.method(),
        basis == null ? context.millis() : basis.takenAtMillis(),
        "",
        basis == null ? "" : basis.meter());
  }

  /** Largest current of any phase, in mA, if it was read within the given age. */
  Optional<Integer> freshMilliamps(long maximumAgeMillis) {
    long now = context.millis();
    return newest.values().stream()
        .filter(r -> r.measurand() == Measurand.CURRENT_IMPORT && r.usable())
        .filter(r -> r.quality() == Quality.GOOD && r.ageMillis(now) <= maximumAgeMillis)
        .map(r -> (int) Math.round(Math.abs(r.value()) * 1000))
        .max(Integer::compare);
  }
}
