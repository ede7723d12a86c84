package io.ocpp809.modbus;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What has to be written to a unit, and when, so that its watchdog does not trip while the
 * station's lease runs: life registers, limits that are valid for a time only, or any request. What
 * a holder of the lease has told the pile is repeated while his lease runs, and no longer. Pure;
 * time is given in monotonic milliseconds. Not thread-safe.
 */
final class FeedPlan {
  private static final long LEAST_MILLIS = 500;
  private static final long AGAIN_MILLIS = 1_000;
  private static final int PART = 4;

  /**
   * After a break of its holder's lease a limit of before is not written again for this time, ms:
   * the station may tell a lower one by then.
   */
  private static final long SETTLE_MILLIS = 5_000;

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
    final Set<String> holders = new HashSet<>();
    Object value;
    long everyMillis;
    boolean begun;
    long at;
    long toldAt;

    boolean due(long now, long every) {
      return !begun || now - at >= every;
    }

    boolean held(Lease lease) {
      return holders.stream().anyMatch(lease::current);
    }

    /** Whether a holder still means what he has said, as far as can be told. */
    boolean meant(Lease lease, long now) {
      return holders.stream()
          .filter(lease::current)
          .mapToLong(lease::sinceMillis)
          .anyMatch(since -> toldAt >= since || now - since >= SETTLE_MILLIS);
    }
  }

  /**
   * Feeds a point.
   *
   * @param everyMillis period; 0 for a quarter of the watchdog's time-out
   * @param holder of the lease under which it is fed
   */
  void feed(Point point, Object value, long everyMillis, String holder) {
    replace(point);
    Entry e = feeds.computeIfAbsent(point, p -> new Entry());
    e.holders.add(holder);
    e.value = value;
    e.everyMillis = everyMillis;
  }

  /**
   * Remembers a limit that has just been handed to the line, the newest for its point.
   *
   * @param holder of the lease under which it is written
   */
  void limit(Point point, Object value, long now, String holder) {
    replace(point);
    Entry e = limits.computeIfAbsent(point, p -> new Entry());
    e.holders.clear();
    e.holders.add(holder);
    e.value = value;
    e.begun = true;
    e.at = now;
    e.toldAt = now;
  }

  /** The point is written in another way from now on: what was read of it otherwise is void. */
  private void replace(Point point) {
    feeds.keySet().removeIf(p -> !p.equals(point) && PointCodec.overlap(p, point));
    limits.keySet().removeIf(p -> !p.equals(point) && PointCodec.overlap(p, point));
  }

  /** A holder writes the point by way of another device from now on; what others said stands. */
  void leave(Point point, String holder) {
    for (Map<Point, Entry> map : List.of(feeds, limits)) {
      map.entrySet()
          .removeIf(
              e ->
                  PointCodec.overlap(e.getKey(), point)
                      && e.getValue().holders.remove(holder)
                      && e.getValue().holders.isEmpty());
    }
  }

  /** Time until the lease ends of whoever means a value that is due, ms. */
  long leftMillis(Due due, Lease lease) {
    Entry e = (due.control() == Control.FEED ? feeds : limits).get(due.point());
    return e == null ? 0 : e.holders.stream().mapToLong(lease::leftMillis).max().orElse(0);
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
          if (e.held(lease) && e.due(now, e.everyMillis)) {
            e.begun = true;
            e.at = now;
            result.add(new Due(p, e.value, Control.FEED));
          }
        });
    limits.entrySet().removeIf(e -> lease.drivenByOther(e.getKey(), e.getValue().holders));
    if (lease.watchdog() == Lease.Watchdog.REWRITE) {
      limits.forEach(
          (p, e) -> {
            e.everyMillis = quarter(lease);
            if (e.meant(lease, now) && e.due(now, e.everyMillis)) {
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
