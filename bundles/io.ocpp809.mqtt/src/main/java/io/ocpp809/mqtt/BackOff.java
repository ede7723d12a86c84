package io.ocpp809.mqtt;

import java.util.random.RandomGenerator;

/**
 * How long to wait before connecting again: 1 s, doubled up to 5 min, each time shortened at random
 * by up to half, so that many gateways do not come back at once.
 */
public final class BackOff {
  private static final long FIRST_MILLIS = 1000;
  private static final long LONGEST_MILLIS = 300_000;

  private final RandomGenerator random;
  private long next = FIRST_MILLIS;

  /** With the randomness to use. */
  public BackOff(RandomGenerator random) {
    this.random = random;
  }

  /** The next wait in milliseconds. */
  public long nextMillis() {
    long wait = next;
    next = Math.min(LONGEST_MILLIS, next * 2);
    return wait / 2 + random.nextLong(wait / 2 + 1);
  }

  /** Begins anew after a connection that has held. */
  public void reset() {
    next = FIRST_MILLIS;
  }
}
