package io.ocpp809.iec104.site;

import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.pile.Capabilities.LimitKind;

/**
 * What a target of set-points can draw, by which limits in A and in W are compared.
 *
 * @param watts most of it, W
 * @param phases how many phases carry it; a current is that of each
 * @param evses how many EVSEs it has, for the floor
 */
record Rated(int watts, int phases, int evses) {
  private static final int VOLTAGE = 230;
  private static final int MOST_PHASES = 3;

  /** A site, which is connected by three phases. */
  static Rated site(int watts, int evses) {
    return new Rated(watts, MOST_PHASES, evses);
  }

  /** What a limit comes to, W. */
  int watts(Limit limit) {
    return limit.toWatts(VOLTAGE, phases);
  }

  /** What a limit comes to on each phase, mA. */
  int milliamps(Limit limit) {
    return limit.toMilliamps(VOLTAGE, phases);
  }

  /** What a limit comes to in the unit of a kind: mA or W. */
  int in(LimitKind kind, Limit limit) {
    return kind == LimitKind.CURRENT ? milliamps(limit) : watts(limit);
  }

  /** All that can be drawn, as a limit of a kind. */
  Limit most(LimitKind kind) {
    return new Limit(kind, in(kind, Limit.watts(watts)));
  }
}
