package io.ocpp809.iec104.site;

import io.ocpp809.station.limit.Limit;
import java.util.Map;
import java.util.Optional;

/**
 * What the grid side itself has to tell.
 *
 * @param remote whether commands are taken
 * @param failSafe whether the fail-safe limit holds
 * @param overflowed whether events were lost since that was cleared
 * @param clipped whether a set-point was above a rating, or its effect was not seen
 * @param clockTrusted whether the clock is
 * @param certificateDays days until the first certificate ends; empty without one
 * @param installedWatts what 100 % means, W
 * @param guaranteedWatts least power that a limit leaves, W; 0 without a floor
 * @param siteLimit limit of the operator for the site that is in force, fail-safe included
 * @param setPoints set-point that was accepted last, by target
 */
public record GridState(
    boolean remote,
    boolean failSafe,
    boolean overflowed,
    boolean clipped,
    boolean clockTrusted,
    Optional<Integer> certificateDays,
    int installedWatts,
    int guaranteedWatts,
    Optional<Limit> siteLimit,
    Map<Integer, SetPoint> setPoints) {
  /** Copies the map. */
  public GridState {
    setPoints = Map.copyOf(setPoints);
  }
}
