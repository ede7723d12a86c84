package io.ocpp809.station.site;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells the stations of a site what is wrong with the meter at its grid connection; a station that
 * comes later is told too, one that leaves is told no more. Not thread-safe.
 */
final class MeterNotices {
  /** Time for which a phase must be unknown before it is told, ms. */
  static final long SILENT_MILLIS = 5_000;

  private static final String METER_SILENT = "site.meter-silent";

  private final Map<String, String> standing = new LinkedHashMap<>();
  private Set<SeatedStation> told = Set.of();
  private long unknownSinceMillis = -1;

  /**
   * Looks at the meter.
   *
   * @param house current of the house on each phase, mA; {@link Integer#MIN_VALUE} where it is not
   *     known
   * @param now monotonic ms
   */
  void look(SiteOptions options, GridMeter meter, int[] house, long now, Set<SeatedStation> all) {
    Map<String, Optional<String>> news = new LinkedHashMap<>();
    tell(METER_SILENT, silent(options, house, now), news);
    tell("site.meter-reversed", reversed(options, meter), news);
    for (SeatedStation station : all) {
      if (told.contains(station)) {
        news.forEach((id, text) -> station.finding(id, 0, text));
      } else {
        standing.forEach((id, text) -> station.finding(id, 0, Optional.of(text)));
      }
    }
    for (SeatedStation gone : told) {
      if (!all.contains(gone)) {
        standing.keySet().forEach(id -> gone.finding(id, 0, Optional.empty()));
      }
    }
    told = new LinkedHashSet<>(all);
  }

  private void tell(String id, Optional<String> text, Map<String, Optional<String>> news) {
    if (!text.equals(Optional.ofNullable(standing.get(id)))) {
      news.put(id, text);
      text.ifPresentOrElse(t -> standing.put(id, t), () -> standing.remove(id));
    }
  }

  private Optional<String> silent(SiteOptions options, int[] house, long now) {
    List<String> phases =
        java.util.stream.IntStream.range(0, house.length)
            .filter(p -> house[p] == Integer.MIN_VALUE)
            .mapToObj(p -> "L" + (p + 1))
            .toList();
    if (!options.metered() || phases.isEmpty()) {
      unknownSinceMillis = -1;
      return Optional.empty();
    }
    unknownSinceMillis = unknownSinceMillis < 0 ? now : unknownSinceMillis;
    if (now - unknownSinceMillis < SILENT_MILLIS || standing.containsKey(METER_SILENT)) {
      return Optional.ofNullable(standing.get(METER_SILENT));
    }
    return Optional.of(
        ("The meter at the grid connection of %s does not tell the current of %s; all piles"
                + " together have %s A there (failsafe.current of the site). Look at the meter, its"
                + " line and its asset.")
            .formatted(
                options.name(),
                String.join(", ", phases),
                java.math.BigDecimal.valueOf(options.failSafeMilliamps(), 3)
                    .stripTrailingZeros()
                    .toPlainString()));
  }

  private static Optional<String> reversed(SiteOptions options, GridMeter meter) {
    return meter.reversed()
        ? Optional.of(
            "The meter at the grid connection of "
                + options.name()
                + " shows less when its piles draw more: it counts the wrong way round. All of"
                + " it is taken as load; turn its current transformers or its sign round.")
        : Optional.empty();
  }
}
