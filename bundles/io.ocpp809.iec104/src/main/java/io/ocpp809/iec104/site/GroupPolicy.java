package io.ocpp809.iec104.site;

import java.util.OptionalInt;

/**
 * What holds while a commanding group is not heard.
 *
 * @param group its name
 * @param delayMillis how long its link may be gone before, ms, from when that is noticed
 * @param failSafeWatts limit of the whole site then, W; empty holds what was set last
 */
public record GroupPolicy(String group, long delayMillis, OptionalInt failSafeWatts) {
  /** Checks the ranges; messages name the attribute. */
  public GroupPolicy {
    if (delayMillis < 1_000 || delayMillis > 86_400_000) {
      throw new IllegalArgumentException(
          "failsafe.delay: 1 s to 24 h, not " + delayMillis / 1000.0 + " s");
    }
    if (failSafeWatts.isPresent() && failSafeWatts.getAsInt() < 0) {
      throw new IllegalArgumentException("failsafe.limit: 0 kW or more");
    }
  }
}
