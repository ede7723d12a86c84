package io.ocpp809.station.time;

import java.time.Clock;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Where the model gets its time from; injected, so that tests move it by hand. */
public interface TimeSource {
  /** Wall time as the gateway believes it to be. */
  Instant wall();

  /** Milliseconds since an arbitrary origin of this boot; never runs backwards. */
  long monotonicMillis();

  /** Whether the wall time has been confirmed (NTP, CSMS) since this boot. */
  boolean trusted();

  /** Identity of this run of the gateway's software; differs after each start. */
  String bootId();

  /** The present moment as an event carries it. */
  default EventTime now() {
    return new EventTime(bootId(), monotonicMillis(), wall(), trusted());
  }

  /**
   * A source over the JDK's clocks.
   *
   * @param clock wall clock
   * @param monotonicMillis monotonic milliseconds, for example from {@link System#nanoTime()}
   * @param trusted whether the wall clock is right
   * @param bootId identity of this run
   */
  static TimeSource of(
      Clock clock, LongSupplier monotonicMillis, BooleanSupplier trusted, String bootId) {
    return new TimeSource() {
      @Override
      public Instant wall() {
        return clock.instant();
      }

      @Override
      public long monotonicMillis() {
        return monotonicMillis.getAsLong();
      }

      @Override
      public boolean trusted() {
        return trusted.getAsBoolean();
      }

      @Override
      public String bootId() {
        return bootId;
      }
    };
  }
}
