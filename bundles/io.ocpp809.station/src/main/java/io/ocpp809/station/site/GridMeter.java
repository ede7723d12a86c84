package io.ocpp809.station.site;

import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Quality;
import io.ocpp809.station.reading.Reading;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The meter at the grid connection: keeps its newest values, each for as long as it is fresh, and
 * notices when it counts the wrong way round. Not thread-safe.
 *
 * <p>A current counts as it is, also where the meter shows it without a sign; a negative power of
 * the same phase makes it negative. Without the current the power of the phase counts.
 */
final class GridMeter {
  private static final int PHASES = 3;
  private static final int STEP_MILLIAMPS = 5_000;
  private static final long STEP_MILLIS = 4_000;
  private static final int CONTRADICTIONS = 3;

  private final int[] milliamps = new int[PHASES];
  private final long[] atMillis = new long[PHASES];
  private double totalWatts;
  private long totalAtMillis = Long.MIN_VALUE / 2;
  private final Map<String, Reading> newest = new LinkedHashMap<>();
  private int[] anchorMeter;
  private int[] anchorOwn;
  private long anchorAtMillis;
  private int contradictions;
  private boolean reversed;

  GridMeter() {
    java.util.Arrays.fill(atMillis, Long.MIN_VALUE / 2);
  }

  /**
   * Takes values in.
   *
   * @return whether any of them counts
   */
  boolean accept(List<Reading> readings, int voltage) {
    boolean any = false;
    readings.forEach(r -> newest.put(r.measurand() + " " + r.phase(), r));
    for (int p = 0; p < PHASES; p++) {
      Phase phase = Phase.values()[Phase.L1.ordinal() + p];
      Optional<Reading> current = find(readings, Measurand.CURRENT_IMPORT, phase);
      Optional<Reading> power = find(readings, Measurand.POWER_ACTIVE_IMPORT, phase);
      Optional<Reading> basis = current.or(() -> power);
      if (basis.isPresent()) {
        double amps =
            current.map(Reading::value).orElse(power.map(w -> w.value() / voltage).orElse(0d));
        boolean feedsIn = power.filter(w -> w.value() < 0).isPresent();
        milliamps[p] = (int) Math.round((feedsIn ? -Math.abs(amps) : amps) * 1000);
        atMillis[p] = basis.get().takenAtMillis();
        any = true;
      }
    }
    Optional<Reading> total = find(readings, Measurand.POWER_ACTIVE_IMPORT, Phase.ALL);
    if (total.isPresent()) {
      totalWatts = total.get().value();
      totalAtMillis = total.get().takenAtMillis();
      any = true;
    }
    return any;
  }

  private static Optional<Reading> find(List<Reading> readings, Measurand m, Phase phase) {
    return readings.stream()
        .filter(r -> r.measurand() == m && r.phase() == phase && r.quality() == Quality.GOOD)
        .findFirst();
  }

  /** The newest reading of each kind and phase, old ones too. */
  List<Reading> readings() {
    return List.copyOf(newest.values());
  }

  /** What counts now; a meter that was found to count the wrong way round shows load only. */
  MeterState state(long now, long staleMillis, int voltage) {
    boolean[] known = new boolean[PHASES];
    int[] values = new int[PHASES];
    for (int p = 0; p < PHASES; p++) {
      known[p] = now - atMillis[p] < staleMillis;
      values[p] = reversed ? Math.abs(milliamps[p]) : milliamps[p];
    }
    double watts = reversed ? Math.abs(totalWatts) : totalWatts;
    return new MeterState(
        known,
        values,
        now - totalAtMillis < staleMillis
            ? OptionalLong.of(Math.round(watts * 1000 / voltage))
            : OptionalLong.empty());
  }

  /**
   * Compares steps of the piles' current with those of the meter: what the piles draw more the
   * meter must show more. What has changed while the meter did not answer says nothing. Three
   * contradictions in a row, without one step that agrees, and the meter is taken to count the
   * wrong way round.
   *
   * @param own what the piles draw on each phase, mA
   */
  void compare(int[] own, long now) {
    if (java.util.Arrays.stream(atMillis).max().orElseThrow() <= now - STEP_MILLIS) {
      anchorMeter = null;
      return;
    }
    if (anchorMeter != null && now - anchorAtMillis < STEP_MILLIS) {
      return;
    }
    if (anchorMeter != null) {
      for (int p = 0; p < PHASES; p++) {
        step(own[p] - anchorOwn[p], milliamps[p] - anchorMeter[p]);
      }
    }
    anchorMeter = milliamps.clone();
    anchorOwn = own.clone();
    anchorAtMillis = now;
  }

  private void step(int own, int meter) {
    if (Math.abs(own) < STEP_MILLIAMPS || Math.abs(meter) * 5L < Math.abs(own) * 3L) {
      return;
    }
    boolean against = own > 0 != meter > 0;
    contradictions = against ? Math.min(CONTRADICTIONS, contradictions + 1) : 0;
    reversed = reversed ? against : contradictions >= CONTRADICTIONS;
  }

  /** Whether it counts the wrong way round. */
  boolean reversed() {
    return reversed;
  }
}
