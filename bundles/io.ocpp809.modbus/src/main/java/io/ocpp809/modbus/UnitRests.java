package io.ocpp809.modbus;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Gives units that do not answer a rest of 2, 4, 8 up to 60 s, so that they do not cost the other
 * units of the line their time. Attempts on resting units take at most a tenth of the line's time
 * while other units share it. Time is given in nanoseconds of any monotonic clock.
 */
final class UnitRests {
  private static final int AFTER = 2;
  private static final long LEAST = 2_000_000_000L;
  private static final long MOST = 60_000_000_000L;
  private static final int SHARE = 9;

  private final Map<Integer, Rest> rests = new HashMap<>();
  private final Set<Integer> units = new HashSet<>();
  private long nextProbe = Long.MIN_VALUE;

  private static final class Rest {
    int failures;
    long until;
  }

  /**
   * When the unit may be tried again.
   *
   * @param urgent whether a write waits: it is tried before its rest has ended, within the share of
   *     attempts
   * @return nanoseconds to wait; empty if it may be asked now
   */
  OptionalLong refused(int unit, boolean urgent, long now) {
    units.add(unit);
    Rest rest = rests.get(unit);
    if (rest == null || rest.failures < AFTER) {
      return OptionalLong.empty();
    }
    long wait = urgent ? 0 : rest.until - now;
    if (units.size() > 1 && nextProbe != Long.MIN_VALUE) {
      wait = Math.max(wait, nextProbe - now);
    }
    return wait > 0 ? OptionalLong.of(wait) : OptionalLong.empty();
  }

  /** Notes whether a unit answered. */
  void note(int unit, boolean answered, long tookNanos, long now) {
    Rest rest = rests.get(unit);
    if (rest != null && rest.failures >= AFTER) {
      nextProbe = now + SHARE * tookNanos;
    }
    if (answered) {
      rests.remove(unit);
      return;
    }
    Rest next = rests.computeIfAbsent(unit, u -> new Rest());
    next.failures++;
    int doublings = Math.min(5, Math.max(0, next.failures - AFTER));
    next.until = now + Math.min(MOST, LEAST << doublings);
  }

  /** Whether the unit is at rest. */
  boolean resting(int unit) {
    Rest rest = rests.get(unit);
    return rest != null && rest.failures >= AFTER;
  }
}
