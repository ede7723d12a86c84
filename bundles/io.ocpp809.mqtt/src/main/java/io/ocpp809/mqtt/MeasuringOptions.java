package io.ocpp809.mqtt;

/**
 * When measured values are published: on a change by more than a dead band, not more often than the
 * shortest and not less often than the longest interval.
 *
 * @param shortestSeconds 1 to 3600
 * @param longestSeconds from the shortest to 86400
 * @param powerBandWatts change of power, in W
 * @param currentBandAmps change of a current, in A
 * @param voltageBandVolts change of a voltage, in V
 * @param socBandPercent change of the state of charge, in percent points
 * @param energyBandWattHours change of the energy register, in Wh; 0 for never by energy alone
 */
public record MeasuringOptions(
    int shortestSeconds,
    int longestSeconds,
    double powerBandWatts,
    double currentBandAmps,
    double voltageBandVolts,
    double socBandPercent,
    double energyBandWattHours) {

  /** 60 s to 900 s; 200 W, 1 A, 5 V, 1 %, never by energy alone. */
  public static final MeasuringOptions DEFAULT = new MeasuringOptions(60, 900, 200, 1, 5, 1, 0);

  /** Checks the ranges; messages name the attribute. */
  public MeasuringOptions {
    if (shortestSeconds < 1 || shortestSeconds > 3600) {
      throw new IllegalArgumentException("interval.min: 1 to 3600 s, not " + shortestSeconds);
    }
    if (longestSeconds < shortestSeconds || longestSeconds > 86_400) {
      throw new IllegalArgumentException(
          "interval.max: interval.min to 86400 s, not " + longestSeconds);
    }
    positive("band.power", powerBandWatts);
    positive("band.current", currentBandAmps);
    positive("band.voltage", voltageBandVolts);
    positive("band.soc", socBandPercent);
    positive("band.energy", energyBandWattHours);
  }

  private static void positive(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + ": 0 or more, not " + value);
    }
  }
}
