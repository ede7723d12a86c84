package io.ocpp809.iec104.site;

import io.ocpp809.iec104.station.Moment;
import io.ocpp809.station.EvseView;
import io.ocpp809.station.reading.Location;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Quality;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.site.SiteView;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What is seen of a site at one moment, by which the effect of a command is judged. What is not
 * read, or too old, is not seen.
 */
final class Observed {
  private final Optional<SiteView> site;
  private final List<EvseView> evses;
  private final long now;

  Observed(ChargingSite site, Moment now) {
    this.site = site.site();
    this.evses = site.stations().stream().flatMap(s -> s.evses().stream()).toList();
    this.now = now.millis();
  }

  private Stream<EvseView> of(int target) {
    return evses.stream().filter(e -> target == GridLimits.SITE || e.siteNumber() == target);
  }

  /**
   * Power that a target draws, W: the site by the meter at its grid connection where there is one,
   * else by its piles. A pile without a transaction draws nothing, one that does not answer is not
   * seen.
   */
  OptionalDouble drawnWatts(int target) {
    if (target == GridLimits.SITE) {
      Optional<Reading> metered = site.flatMap(s -> power(s.meter()));
      if (metered.isPresent()) {
        return value(metered);
      }
    }
    double sum = 0;
    for (EvseView e : of(target).toList()) {
      OptionalDouble one = drawnWatts(e);
      if (one.isEmpty()) {
        return one;
      }
      sum += one.getAsDouble();
    }
    return OptionalDouble.of(sum);
  }

  private OptionalDouble drawnWatts(EvseView e) {
    OptionalDouble measured = value(power(e.readings()));
    boolean idle = e.reachable() && e.transaction().isEmpty() && measured.isEmpty();
    return idle ? OptionalDouble.of(0) : e.reachable() ? measured : OptionalDouble.empty();
  }

  private static Optional<Reading> power(List<Reading> all) {
    return all.stream()
        .filter(r -> r.measurand() == Measurand.POWER_ACTIVE_IMPORT && r.phase() == Phase.ALL)
        .filter(r -> r.location() != Location.EV)
        .findFirst();
  }

  private OptionalDouble value(Optional<Reading> reading) {
    return reading
        .filter(r -> r.usable() && r.quality() != Quality.HELD)
        .filter(r -> r.ageMillis(now) <= SiteImage.TOPICAL_MILLIS)
        .map(r -> OptionalDouble.of(r.value()))
        .orElse(OptionalDouble.empty());
  }

  /** Whether no transaction runs at a target. */
  boolean idle(int target) {
    return of(target).allMatch(e -> e.transaction().isEmpty());
  }

  /** Whether all EVSEs of a target are in, or out of, service. */
  boolean operative(int target, boolean in) {
    return of(target).allMatch(e -> e.operative() == in);
  }
}
