package io.ocpp809.station.site;

import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.reading.Reading;
import java.util.List;
import java.util.Optional;

/**
 * A site at a moment; immutable, safe to pass to any thread.
 *
 * @param options its configuration
 * @param limit what the grid operator allows the whole site
 * @param meter newest readings of the meter at the grid connection, old ones too; empty without one
 * @param drawnMilliamps what its piles draw on L1, L2 and L3, mA
 * @param piles how many piles have a seat
 */
public record SiteView(
    SiteOptions options,
    Optional<Limit> limit,
    List<Reading> meter,
    List<Integer> drawnMilliamps,
    int piles) {
  /** Copies the lists. */
  public SiteView {
    meter = List.copyOf(meter);
    drawnMilliamps = List.copyOf(drawnMilliamps);
  }

  SiteView(
      SiteOptions options, Optional<Limit> limit, List<Reading> meter, int[] drawn, int piles) {
    this(options, limit, meter, List.of(drawn[0], drawn[1], drawn[2]), piles);
  }

  static SiteView unknown(SiteOptions options) {
    return new SiteView(options, Optional.empty(), List.of(), List.of(0, 0, 0), 0);
  }
}
