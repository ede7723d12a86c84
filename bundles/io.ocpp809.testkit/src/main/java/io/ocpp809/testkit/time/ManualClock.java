package io.ocpp809.testkit.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is moved; wall time can be set apart from monotonic time. */
public final class ManualClock extends Clock {
  private volatile Instant now;
  private volatile long millis;

  /** A clock at the given wall time, monotonic time 0. */
  public ManualClock(Instant start) {
    now = start;
  }

  /** Moves wall and monotonic time on. */
  public synchronized void advance(Duration by) {
    now = now.plus(by);
    millis += by.toMillis();
  }

  /** Sets the wall time, as a time server would. */
  public synchronized void set(Instant wall) {
    now = wall;
  }

  /** Monotonic milliseconds. */
  public long monotonicMillis() {
    return millis;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
