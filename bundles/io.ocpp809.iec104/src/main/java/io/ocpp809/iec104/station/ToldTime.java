package io.ocpp809.iec104.station;

import io.ocpp809.iec104.asdu.Cp56Time2a;
import java.time.Duration;
import java.time.Instant;

/**
 * The time that a controlling station has told, kept beside the gateway's clock, which is never
 * set. When that is set by somebody else, what was told stays. Not thread-safe.
 */
final class ToldTime {
  /** A difference of the wall clock to the monotonic one that is no drift. */
  private static final long STEP_MILLIS = 1_000;

  private final StationSettings settings;
  private Duration offset = Duration.ZERO;
  private long base;
  private Instant steppedTo = Instant.MIN;

  ToldTime(StationSettings settings) {
    this.settings = settings;
  }

  /**
   * A controlling station has told the time.
   *
   * @param difference its time minus the gateway's
   */
  void told(Duration difference, Moment now) {
    offset = difference;
    base = base(now);
  }

  private static long base(Moment now) {
    return now.wall().toEpochMilli() - now.millis();
  }

  /** Looks whether the gateway's clock was set. */
  void look(Moment now) {
    long step = base(now) - base;
    if (!offset.isZero() && Math.abs(step) >= STEP_MILLIS) {
      offset = offset.minusMillis(step);
      base += step;
      steppedTo = now.wall();
    }
  }

  /** What has to be added to the gateway's clock; zero if nothing was told. */
  Duration offset() {
    return offset;
  }

  /**
   * The time tag of a moment, with what a controlling station has told of the time. What is from
   * before the gateway's clock was set is marked invalid.
   */
  Cp56Time2a stamp(Instant at, boolean trusted) {
    boolean followed =
        settings.clock() == StationSettings.ClockPolicy.FOLLOW
            && !offset.isZero()
            && !at.isBefore(steppedTo);
    return Cp56Time2a.of(at.plus(offset), settings.zone(), !trusted && !followed);
  }
}
