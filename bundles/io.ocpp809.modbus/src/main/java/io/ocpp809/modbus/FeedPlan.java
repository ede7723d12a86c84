package io.ocpp809.modbus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What has to be written to a unit, and when, so that its watchdog does not trip while the
 * station's lease runs: life registers, limits that are valid for a time only, or any request.
 * Pure; time is given in monotonic milliseconds. Not thread-safe.
 */
final class FeedPlan {
  private static final long LEAST_MILLIS = 500;
  private static final long AGAIN_MILLIS = 1_000;
  private static final int PART = 4;

  private final Map<Point, Entry> feeds = new LinkedHashMap<>();
  private final Map<Point, Entry> limits = new LinkedHashMap<>();
  private boolean heardOnce;
  private long heard;

  /**
   * A value to write now.
   *
   * @param point where
   * @param value what
   * @param control what it does
   */
  record Due(Point point, Object value, Control control) {}

  private static final class Entry {
    Object value;
    long everyMillis;
    boolean begun;
    long at;

    boolean due(long now, long every) {
      return !begun || now - at >= every;
    }
  }

  /**
   * Feeds a point.
   *
   * @param everyMillis period; 0 for a quarter of the watchdog's time-out
   */
  void feed(Point point, Object value, long everyMillis) {
    Entry e = feeds.computeIfAbsent(point, p -> new Entry());
    e.value = value;
    e.everyMillis = everyMillis;
  }

  /** Remembers a limit that has just been handed to the line, the newest for its point. */
  void limit(Point point, Object value, long now) {
    Entry e = limits.computeIfAbsent(point, p -> new Entry());
    e.value = value;
    e.begun = true;
    e.at = now;
  }

  /** The unit answered. */
  void heard(long now) {
    heardOnce = true;
    heard = now;
  }

  /** A write that fed the watchdog came to nothing: it is repeated after a second, not a period. */
  void failed(Point point, long now) {
    for (Map<Point, Entry> map : List.of(feeds, limits)) {
      Entry e = map.get(point);
      if (e != null && e.begun) {
        long every = e.everyMillis;
        e.at = every > AGAIN_MILLIS ? now - every + AGAIN_MILLIS : e.at;
      }
    }
  }

  /** What to write now; nothing without a lease that runs. */
  List<Due> due(Lease lease, long now) {
    List<Due> result = new ArrayList<>();
    if (!lease.current()) {
      return result;
    }
    feeds.forEach(
        (p, e) -> {
          if (e.everyMillis == 0) {
            e.everyMillis = quarter(lease);
          }
          if (e.due(now, e.everyMillis)) {
            e.begun = true;
            e.at = now;
            result.add(new Due(p, e.value, Control.FEED));
          }
        });
    if (lease.watchdog() == Lease.Watchdog.REWRITE) {
      limits.forEach(
          (p, e) -> {
            e.everyMillis = quarter(lease);
            if (e.due(now, e.everyMillis)) {
              e.at = now;
              result.add(new Due(p, e.value, Control.LIMIT));
            }
          });
    }
    return result;
  }

  /** Whether some request must be sent, because any feeds the watchdog and none was answered. */
  boolean quiet(Lease lease, long now) {
    if (lease.watchdog() != Lease.Watchdog.ANY_REQUEST
        || !lease.current()
        || lease.timeoutMillis() == 0) {
      return false;
    }
    boolean due = !heardOnce || now - heard >= quarter(lease);
    if (due) {
      heard(now - quarter(lease) + LEAST_MILLIS);
    }
    return due;
  }

  private static long quarter(Lease lease) {
    return Math.max(LEAST_MILLIS, lease.timeoutMillis() / PART);
  }
}
