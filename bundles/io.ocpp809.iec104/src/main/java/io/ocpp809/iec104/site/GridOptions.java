package io.ocpp809.iec104.site;

import java.util.List;

/**
 * How set-points of the grid operator are taken.
 *
 * @param installedWatts what 100 % means for the site, W: contracted power, as a rule
 * @param rampPerMinute how fast a limit rises, as a part of the rating a minute; 0 at once. It is
 *     lowered at once always
 * @param floor whether a limit leaves each EVSE 4.2 kW, and the site what that comes to for all
 *     (Germany, section 14a EnWG; a rule for low voltage)
 * @param effectMillis within which a limit must be seen in the measured power, ms
 * @param groups the groups that may command, and what holds while they are not heard
 */
public record GridOptions(
    int installedWatts,
    double rampPerMinute,
    boolean floor,
    long effectMillis,
    List<GroupPolicy> groups) {
  /** Checks the ranges; messages name the attribute. */
  public GridOptions {
    groups = List.copyOf(groups);
    if (installedWatts < 1_000) {
      throw new IllegalArgumentException(
          "installed.power: 1 kW or more, not " + installedWatts / 1000.0 + " kW");
    }
    if (!(rampPerMinute >= 0 && rampPerMinute <= 10)) {
      throw new IllegalArgumentException(
          "ramp: 0 to 1000 % a minute, not " + rampPerMinute * 100 + " %");
    }
    if (effectMillis < 1_000 || effectMillis > 600_000) {
      throw new IllegalArgumentException(
          "effect.timeout: 1 to 600 s, not " + effectMillis / 1000.0 + " s");
    }
  }
}
