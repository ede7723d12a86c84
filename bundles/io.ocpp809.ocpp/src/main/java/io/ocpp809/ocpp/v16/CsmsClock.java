package io.ocpp809.ocpp.v16;

import io.ocpp809.station.Station;
import java.time.Duration;
import java.time.Instant;

/**
 * Tells the station the CSMS's time while the gateway's own clock is not trusted, and keeps it
 * right from then on. The gateway's clock itself is never set.
 */
final class CsmsClock {
  private static final long TOLERATED_MILLIS = 2_000;

  /** No CSMS talks to this software earlier than that, unless its own clock is wrong. */
  private static final Instant EARLIEST = Instant.parse("2025-01-01T00:00:00Z");

  private final Station station;
  private long offsetMillis;
  private boolean leading;

  CsmsClock(Station station) {
    this.station = station;
  }

  /**
   * The CSMS says what time it is.
   *
   * @return false if it cannot be that, and is not taken
   */
  boolean told(Instant csms) {
    if (csms.isBefore(EARLIEST)) {
      return false;
    }
    leading |= !station.now().trusted();
    if (!leading) {
      return true;
    }
    long difference = Duration.between(station.now().wall(), csms).toMillis();
    if (!station.now().trusted() || Math.abs(difference) > TOLERATED_MILLIS) {
      offsetMillis += difference;
      station.clockOffset(offsetMillis);
    }
    return true;
  }
}
