package io.ocpp809.modbus;

/**
 * The pauses that a line keeps: between two requests, before a request to another unit, behind a
 * connection and behind a broadcast. Time is given in nanoseconds of any monotonic clock.
 */
final class Pauses {
  private static final long BROADCAST = 100_000_000L;

  private final LineSettings settings;
  private long freeAt = Long.MIN_VALUE;
  private long idleSince;
  private int lastUnit = -1;
  private boolean fresh;

  Pauses(LineSettings settings) {
    this.settings = settings;
  }

  /** A link has been opened; its pause begins when it is first looked at. */
  void opened() {
    fresh = true;
    lastUnit = -1;
  }

  /** Whether the link is looked at for the first time: then its pause begins. */
  boolean begin(long now) {
    if (!fresh) {
      return false;
    }
    fresh = false;
    freeAt = Math.max(freeAt, now + settings.gapConnectMillis() * 1_000_000L);
    idleSince = now;
    return true;
  }

  /** A unit is asked. */
  void asked(int unit) {
    lastUnit = unit;
  }

  /**
   * What was sent to all units takes its time, and is answered by none.
   *
   * @param octets how many were sent
   */
  void broadcast(int octets, long now) {
    freeAt = now + settings.wireNanos(octets) + BROADCAST;
    idleSince = now;
  }

  /** An exchange has ended. */
  void ended(long now) {
    freeAt = now + settings.gapNanos();
    idleSince = now;
  }

  /** When the line is free again. */
  long freeAt() {
    return freeAt;
  }

  /** Until when the unit must wait because another one was asked before it. */
  long apartUntil(int unit) {
    return lastUnit < 0 || unit == lastUnit
        ? Long.MIN_VALUE
        : idleSince + settings.gapUnitMillis() * 1_000_000L;
  }

  /** When a link that nobody uses is given up; {@link Long#MAX_VALUE} if it is kept. */
  long closeAt() {
    int after = settings.closeAfterMillis();
    return after == 0 ? Long.MAX_VALUE : idleSince + after * 1_000_000L;
  }
}
