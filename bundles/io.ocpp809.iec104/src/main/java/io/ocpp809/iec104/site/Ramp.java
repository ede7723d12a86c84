package io.ocpp809.iec104.site;

import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.pile.Capabilities.LimitKind;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What each target was limited to last: lowered at once, raised in steps of ten seconds. Pure; time
 * is passed in.
 */
final class Ramp {
  private static final long STEP_MILLIS = 10_000;

  private final double perMinute;
  private final SortedMap<Integer, Limit> given = new TreeMap<>();
  private final Map<Integer, Long> raisedAt = new HashMap<>();

  /**
   * Begins without limits.
   *
   * @param perMinute how fast a limit rises, as a part of the rating a minute; 0 at once
   */
  Ramp(double perMinute) {
    this.perMinute = perMinute;
  }

  /** Targets that have a limit, or one that still rises to the rating. */
  Collection<Integer> targets() {
    return given.keySet();
  }

  /** What a target was limited to last; it rises from there when it is asked for the next step. */
  Optional<Limit> hold(int target) {
    raisedAt.remove(target);
    return Optional.ofNullable(given.get(target));
  }

  /** Tells what each target was limited to last. */
  void each(BiConsumer<Integer, Limit> call) {
    given.forEach(call);
  }

  /** Goes on where it was before a restart. */
  void restore(int target, Limit limit) {
    given.put(target, limit);
  }

  /**
   * The next limit of a target.
   *
   * @param wanted what it is to come to; empty for none
   * @param now monotonic ms
   * @return empty for no limit
   */
  Optional<Limit> step(int target, Optional<Limit> wanted, Rated rated, long now) {
    Optional<Limit> next = next(target, wanted, rated, now);
    if (next.isPresent()) {
      given.put(target, next.get());
    } else {
      given.remove(target);
      raisedAt.remove(target);
    }
    return next;
  }

  private Optional<Limit> next(int target, Optional<Limit> wanted, Rated rated, long now) {
    Limit from = given.get(target);
    if (from == null) {
      return wanted;
    }
    LimitKind kind = from.kind();
    int rating = rated.most(kind).value();
    int to = wanted.map(w -> Math.min(rated.in(kind, w), rating)).orElse(rating);
    if (perMinute == 0 || to <= from.value()) {
      raisedAt.remove(target);
      return wanted;
    }
    long since = now - raisedAt.computeIfAbsent(target, x -> now);
    if (since < STEP_MILLIS) {
      return Optional.of(from);
    }
    raisedAt.put(target, now);
    long risen = from.value() + Math.round(rating * perMinute * since / 60_000);
    return risen >= to ? wanted : Optional.of(new Limit(kind, (int) risen));
  }
}
