package io.ocpp809.mqtt;

import io.ocpp809.station.reading.Location;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Method;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Quality;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.vehicle.VehicleReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Decides for one EVSE when its measured values are published, and names and rounds them. */
final class MeasuredGate {
  private static final long MILLIS = 1000;

  /** Polls do not come to the millisecond: what comes so much early is in time. */
  private static final long EARLY_MILLIS = 100;

  private final MeasuringOptions options;
  private final Map<String, Reading> newest = new TreeMap<>();
  private Map<String, Reading> published = Map.of();
  private long publishedAt;

  MeasuredGate(MeasuringOptions options) {
    this.options = options;
  }

  /**
   * Takes readings.
   *
   * @param nowMillis monotonic time
   * @return the values to publish now, if any
   */
  Optional<Map<String, Object>> take(List<Reading> readings, long nowMillis) {
    // What a vehicle said and does not say any more is not repeated.
    newest.values().removeIf(r -> r.meter().equals(VehicleReport.METER));
    for (Reading reading : readings) {
      if (reading.usable()) {
        newest.put(name(reading), reading);
      } else {
        newest.remove(name(reading));
      }
    }
    if (newest.isEmpty() || !due(nowMillis)) {
      return Optional.empty();
    }
    published = Map.copyOf(newest);
    publishedAt = nowMillis;
    return Optional.of(values(newest));
  }

  private boolean due(long nowMillis) {
    if (published.isEmpty()) {
      return true;
    }
    long since = nowMillis - publishedAt + EARLY_MILLIS;
    return since >= options.longestSeconds() * MILLIS
        || since >= options.shortestSeconds() * MILLIS && moved();
  }

  private boolean moved() {
    if (!newest.keySet().equals(published.keySet())) {
      return true;
    }
    return newest.entrySet().stream().anyMatch(e -> moved(published.get(e.getKey()), e.getValue()));
  }

  private boolean moved(Reading before, Reading now) {
    double change = Math.abs(now.value() - before.value());
    double band =
        switch (now.measurand()) {
          case POWER_ACTIVE_IMPORT, POWER_OFFERED -> options.powerBandWatts();
          case CURRENT_IMPORT, CURRENT_OFFERED -> options.currentBandAmps();
          case VOLTAGE -> options.voltageBandVolts();
          case SOC -> options.socBandPercent();
          case ENERGY_ACTIVE_IMPORT_REGISTER, ENERGY_APPARENT_IMPORT_REGISTER ->
              options.energyBandWattHours() == 0
                  ? Double.POSITIVE_INFINITY
                  : options.energyBandWattHours();
          case ENERGY_ACTIVE_EXPORT_REGISTER,
              ENERGY_ACTIVE_IMPORT_INTERVAL,
              POWER_FACTOR,
              FREQUENCY,
              TEMPERATURE ->
              Double.POSITIVE_INFINITY;
        };
    return change > band;
  }

  private static Map<String, Object> values(Map<String, Reading> readings) {
    Map<String, Object> values = new LinkedHashMap<>();
    StringJoiner held = new StringJoiner(",");
    StringJoiner derived = new StringJoiner(",");
    readings.forEach(
        (name, reading) -> {
          values.put(name, rounded(reading));
          if (reading.quality() == Quality.HELD) {
            held.add(name);
          }
          if (reading.method() != Method.MEASURED) {
            derived.add(name);
          }
        });
    if (held.length() > 0) {
      values.put("held", held.toString());
    }
    if (derived.length() > 0) {
      values.put("derived", derived.toString());
    }
    return values;
  }

  static String name(Reading reading) {
    String name = name(reading.measurand());
    if (reading.location() != Location.OUTLET && reading.measurand() != Measurand.SOC) {
      name += "." + reading.location().wire().toLowerCase(Locale.ROOT);
    }
    return reading.phase() == Phase.ALL
        ? name
        : name + "." + reading.phase().name().toLowerCase(Locale.ROOT);
  }

  private static String name(Measurand measurand) {
    return switch (measurand) {
      case ENERGY_ACTIVE_IMPORT_REGISTER -> "energy";
      case ENERGY_ACTIVE_EXPORT_REGISTER -> "energy.export";
      case ENERGY_ACTIVE_IMPORT_INTERVAL -> "energy.interval";
      case ENERGY_APPARENT_IMPORT_REGISTER -> "energy.apparent";
      case POWER_ACTIVE_IMPORT -> "power";
      case POWER_OFFERED -> "power.offered";
      case POWER_FACTOR -> "power.factor";
      case CURRENT_IMPORT -> "current";
      case CURRENT_OFFERED -> "current.offered";
      case VOLTAGE -> "voltage";
      case FREQUENCY -> "frequency";
      case TEMPERATURE -> "temperature";
      case SOC -> "soc";
    };
  }

  private static double rounded(Reading reading) {
    double step =
        switch (reading.measurand()) {
          case CURRENT_IMPORT, CURRENT_OFFERED, VOLTAGE, TEMPERATURE -> 10;
          case POWER_FACTOR, FREQUENCY -> 100;
          default -> 1;
        };
    return Math.round(reading.value() * step) / step;
  }
}
