package io.ocpp809.modbus;

import java.util.function.LongSupplier;

/**
 * The leave under which a pile's controlled registers are written and its watchdog is fed. Without
 * a lease nothing controlled is written; where any request feeds the watchdog, nothing at all is
 * sent once a lease has ended.
 */
public final class Lease {
  /** Longest time for which a lease is given, ms. */
  public static final long MOST_MILLIS = 300_000;

  private final LongSupplier millis;
  private volatile Watchdog watchdog;
  private volatile long timeoutMillis;
  private volatile long untilMillis;
  private volatile boolean everHeld;

  /** What feeds the pile's watchdog. */
  public enum Watchdog {
    /** There is none. */
    NONE,
    /** Any request. */
    ANY_REQUEST,
    /** Writing a life register. */
    WRITE,
    /** Writing the limit again. */
    REWRITE
  }

  /**
   * Makes a lease that has not begun.
   *
   * @param watchdog what feeds the pile's watchdog
   * @param millis monotonic milliseconds
   */
  public Lease(Watchdog watchdog, LongSupplier millis) {
    this.watchdog = watchdog;
    this.millis = millis;
  }

  /**
   * Says what the pile's watchdog is; the lease itself goes on.
   *
   * @param kind what feeds it
   * @param afterMillis silence after which it trips, ms; 0 if not known
   */
  public void watchdog(Watchdog kind, long afterMillis) {
    watchdog = kind;
    timeoutMillis = afterMillis;
  }

  /**
   * Begins or prolongs the lease.
   *
   * @throws IllegalArgumentException if the time is not within 1 ms to {@link #MOST_MILLIS}
   */
  public void renew(long timeToLiveMillis) {
    if (timeToLiveMillis < 1 || timeToLiveMillis > MOST_MILLIS) {
      throw new IllegalArgumentException("a lease runs for 1 to " + MOST_MILLIS + " ms");
    }
    untilMillis = millis.getAsLong() + timeToLiveMillis;
    everHeld = true;
  }

  /** Whether the lease runs. */
  public boolean current() {
    return everHeld && millis.getAsLong() < untilMillis;
  }

  /** Whether the unit must be left alone: its watchdog is to trip. */
  public boolean silent() {
    return everHeld && watchdog == Watchdog.ANY_REQUEST && !current();
  }

  /** What feeds the pile's watchdog. */
  public Watchdog watchdog() {
    return watchdog;
  }

  /** Silence after which the watchdog trips, ms; 0 if not known. */
  public long timeoutMillis() {
    return timeoutMillis;
  }
}
