package io.ocpp809.kura.station;

import io.ocpp809.station.time.TimeSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Places the wall times that drivers stamp on records on monotonic time, so that a step of the
 * gateway's clock (1970 to now, say) makes no value older or younger than it is.
 *
 * <p>The same stamp again is the same value again: it keeps the moment at which it was first
 * placed. A new stamp that the clock of now cannot explain is tried with the clock of before its
 * last step; if that cannot explain it either, the driver has a clock of its own, and the value is
 * taken as read at the moment of its arrival. Not safe for use by several threads.
 */
final class ReadingAges {
  /** A value that was just delivered is never taken to be older than this, ms. */
  static final long OLDEST_MILLIS = 600_000;

  private static final long STEP_MILLIS = 1_000;

  private final TimeSource time;
  private final Map<String, Placed> placed = new HashMap<>();
  private long offset;
  private long offsetBefore;

  private record Placed(long stamp, long atMillis) {}

  ReadingAges(TimeSource time) {
    this.time = time;
    this.offset = offset();
    this.offsetBefore = offset;
  }

  private long offset() {
    return time.wall().toEpochMilli() - time.monotonicMillis();
  }

  /**
   * When a value was read.
   *
   * @param channel its channel
   * @param stamp wall milliseconds of its record; 0 if the driver gives none
   * @return monotonic milliseconds, never in the future
   */
  long at(String channel, long stamp) {
    long now = time.monotonicMillis();
    follow();
    if (stamp == 0) {
      return now;
    }
    Placed before = placed.get(channel);
    if (before != null && before.stamp() == stamp) {
      return before.atMillis();
    }
    long at = place(stamp, now);
    placed.put(channel, new Placed(stamp, at));
    return at;
  }

  private long place(long stamp, long now) {
    if (plausible(stamp - offset, now)) {
      return Math.min(now, stamp - offset);
    }
    return plausible(stamp - offsetBefore, now) ? Math.min(now, stamp - offsetBefore) : now;
  }

  /** A driver on another thread may have stamped a moment after our look at the clock. */
  private static boolean plausible(long at, long now) {
    return at <= now + STEP_MILLIS && now - at <= OLDEST_MILLIS;
  }

  private void follow() {
    long next = offset();
    if (Math.abs(next - offset) > STEP_MILLIS) {
      offsetBefore = offset;
    }
    offset = next;
  }
}
