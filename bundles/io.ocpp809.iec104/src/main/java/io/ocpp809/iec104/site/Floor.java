package io.ocpp809.iec104.site;

import io.ocpp809.station.limit.Limit;

/** Power that a limit leaves (Germany, section 14a EnWG, BNetzA BK6-22-300). */
final class Floor {
  /** Simultaneity of steered devices: for two to eight of them, then for more. */
  private static final double[] SIMULTANEITY = {0.80, 0.75, 0.70, 0.65, 0.60, 0.55, 0.50};

  private static final double MANY = 0.45;
  private static final int ONE = 4_200;

  private Floor() {}

  /**
   * Least power of so many EVSEs behind one energy management, W: 4.2 kW for one, and for each
   * further one 4.2 kW by the simultaneity of their number.
   */
  static int watts(int evses) {
    if (evses <= 1) {
      return ONE;
    }
    double g = evses - 2 < SIMULTANEITY.length ? SIMULTANEITY[evses - 2] : MANY;
    return (int) Math.round(ONE + (evses - 1) * g * ONE);
  }

  /** A limit, or the floor where that is more. */
  static Limit lift(Limit limit, Rated rated) {
    int floor = watts(rated.evses());
    return rated.watts(limit) >= floor ? limit : Limit.watts(floor);
  }
}
