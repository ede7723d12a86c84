package io.ocpp809.can;

import java.time.Instant;

/**
 * Puts the kernel's stamps, which are of the wall clock, on the monotonic clock: a frame is as old
 * as its stamp is behind the wall clock now. A stamp that is in the future or older than a second
 * was made before the wall clock was set; such a frame counts as heard now.
 */
final class KernelClock {
  private static final long OLDEST_NANOS = 1_000_000_000L;

  private KernelClock() {}

  /**
   * When a frame was heard on the monotonic clock.
   *
   * @param stamp the kernel's, in nanoseconds since the epoch
   * @param wallNanos the wall clock now
   * @param monotonicNanos the monotonic clock now
   */
  static long monotonic(long stamp, long wallNanos, long monotonicNanos) {
    long age = wallNanos - stamp;
    return age < 0 || age > OLDEST_NANOS ? monotonicNanos : monotonicNanos - age;
  }

  /** An instant in nanoseconds since the epoch. */
  static long nanos(Instant instant) {
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }
}
