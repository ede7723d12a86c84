package io.ocpp809.iec104.site;

import io.ocpp809.iec104.station.Moment;
import io.ocpp809.station.EvseView;
import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Gives the site and its EVSEs the limits that set-points and fail-safe come to, again and again
 * while they hold, since EVSEs come and go, and takes each back once.
 */
final class Demands {
  private final ChargingSite site;
  private final GridOptions options;
  private final Consumer<String> keep;
  private final GridLimits limits;
  private final Map<Given, Limit> told = new HashMap<>();
  private OptionalInt failSafe = OptionalInt.empty();
  private String kept = "";

  /** Whose limit was given to what. */
  private record Given(int target, LimitSource source) {}

  /**
   * Begins without any.
   *
   * @param keep keeps what stands, for {@link #restore} after a restart
   * @param now monotonic ms
   */
  Demands(ChargingSite site, GridOptions options, Consumer<String> keep, long now) {
    this.site = site;
    this.options = options;
    this.keep = keep;
    this.limits = new GridLimits(options, now);
  }

  /** The set-points that stand. */
  GridLimits limits() {
    return limits;
  }

  /** What that has given and this one does not demand is taken back with the next look. */
  void takeOver(Demands before) {
    told.putAll(before.told);
  }

  /** Takes up what stood before a restart. */
  void restore(String text, Moment now) {
    limits.restore(text, now);
    kept = text;
  }

  /** Takes all back that was given, and forgets it. */
  void withdraw() {
    for (Given g : List.copyOf(told.keySet())) {
      give(g.target(), g.source(), Optional.empty());
    }
    keep.accept("");
  }

  /** Gives what holds now; returns the set-points whose validity has ended. */
  List<GridLimits.Expired> apply(Moment now) {
    failSafe = limits.failSafeWatts(now.millis());
    if (failSafe.isPresent()) {
      give(GridLimits.SITE, LimitSource.FAIL_SAFE, Optional.of(Limit.watts(failSafe.getAsInt())));
    }
    List<GridLimits.Expired> expired = limits.expire(now.millis());
    for (int target : limits.targets()) {
      give(target, LimitSource.GRID, next(target, now.millis()));
    }
    if (failSafe.isPresent()) {
      // without a set-point there is nothing to give, but from here the site rises again
      next(GridLimits.SITE, now.millis());
    } else {
      give(GridLimits.SITE, LimitSource.FAIL_SAFE, Optional.empty());
    }
    for (Given g : List.copyOf(told.keySet())) {
      if (g.source() == LimitSource.GRID && !limits.targets().contains(g.target())) {
        give(g.target(), LimitSource.GRID, Optional.empty());
      }
    }
    String text = limits.text(now.millis());
    if (!text.equals(kept)) {
      kept = text;
      keep.accept(text);
    }
    return expired;
  }

  /** An EVSE that is not there at present keeps what it had. */
  private Optional<Limit> next(int target, long now) {
    Optional<Rated> rated = rated(target);
    return rated.isPresent() ? limits.step(target, rated.get(), now) : limits.hold(target);
  }

  private void give(int target, LimitSource source, Optional<Limit> limit) {
    Given key = new Given(target, source);
    if (limit.isEmpty() && told.remove(key) == null) {
      return;
    }
    limit.ifPresent(l -> told.put(key, l));
    if (target == GridLimits.SITE) {
      site.limitSite(source, limit);
    } else {
      site.limitEvse(target, source, limit);
    }
  }

  /** What set-points limit a target to at present. */
  Optional<Limit> set(int target) {
    return Optional.ofNullable(told.get(new Given(target, LimitSource.GRID)));
  }

  /** Whether the fail-safe limit holds. */
  boolean failSafe() {
    return failSafe.isPresent();
  }

  /** The operator's limit for the site that is in force, fail-safe included. */
  Optional<Limit> siteLimit() {
    Optional<Limit> set = set(GridLimits.SITE);
    if (failSafe.isEmpty()) {
      return set;
    }
    Rated rated = Rated.site(options.installedWatts(), evses());
    Limit safe = Limit.watts(failSafe.getAsInt());
    return set.filter(l -> rated.watts(l) <= safe.value()).or(() -> Optional.of(safe));
  }

  /** What a target can draw; nothing of an EVSE that is not there. */
  Optional<Rated> rated(int target) {
    return target == GridLimits.SITE
        ? Optional.of(Rated.site(options.installedWatts(), evses()))
        : evse(target).map(e -> new Rated(e.ratingWatts(), e.phases(), 1));
  }

  /** An EVSE by its number within the site. */
  Optional<EvseView> evse(int siteNumber) {
    return site.stations().stream()
        .flatMap(s -> s.evses().stream())
        .filter(e -> e.siteNumber() == siteNumber)
        .findFirst();
  }

  private int evses() {
    return site.stations().stream().mapToInt(s -> s.evses().size()).sum();
  }

  /** Least power that a limit for the site leaves, W; 0 without a floor. */
  int guaranteedWatts() {
    return options.floor() ? Floor.watts(evses()) : 0;
  }
}
