package io.ocpp809.modbus;

import java.util.function.LongSupplier;

/**
 * The leave under which a pile's controlled registers are written and its watchdog is fed. Without
 * a lease nothing controlled is written; where any request feeds the watchdog, nothing at all is
 * sent once a lease has ended.
 */
public final class Lease {
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

  private final Watchdog watchdog;
  private final LongSupplier millis;
  private volatile long untilMillis;
  private volatile boolean everHeld;

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

  /** Begins or prolongs the lease. */
  public void renew(long timeToLiveMillis) {
    everHeld = true;
    untilMillis = millis.getAsLong() + timeToLiveMillis;
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
}
