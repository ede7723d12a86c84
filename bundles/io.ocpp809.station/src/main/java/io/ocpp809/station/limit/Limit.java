package io.ocpp809.station.limit;

import io.ocpp809.station.pile.Capabilities.LimitKind;
import java.util.Locale;
import java.util.Objects;

/**
 * A limit: ampere per phase or watt at the AC input, in whole mA or W so that no binary fraction
 * creeps in.
 *
 * @param kind in what unit
 * @param value mA per phase, or W; 0 or more
 */
public record Limit(LimitKind kind, int value) {
  /** Checks the value. */
  public Limit {
    Objects.requireNonNull(kind, "kind");
    if (value < 0) {
      throw new IllegalArgumentException("a limit is 0 or more, not " + value);
    }
  }

  /** A limit of so many mA per phase. */
  public static Limit milliamps(int milliamps) {
    return new Limit(LimitKind.CURRENT, milliamps);
  }

  /** A limit of so many W at the AC input. */
  public static Limit watts(int watts) {
    return new Limit(LimitKind.POWER, watts);
  }

  /**
   * The limit per phase.
   *
   * @param voltage phase to neutral, in V
   * @param phases phases that the vehicle is seen to use, or those of the pile
   * @return mA, rounded down
   */
  public int toMilliamps(int voltage, int phases) {
    return kind == LimitKind.CURRENT
        ? value
        : (int) Math.min(Integer.MAX_VALUE, value * 1000L / ((long) voltage * phases));
  }

  /**
   * The limit of all phases together.
   *
   * @param voltage phase to neutral, in V
   * @param phases phases that the vehicle is seen to use, or those of the pile
   * @return W, rounded down
   */
  public int toWatts(int voltage, int phases) {
    return kind == LimitKind.POWER
        ? value
        : (int) Math.min(Integer.MAX_VALUE, (long) value * voltage * phases / 1000);
  }

  /** The limit as an operator reads it, such as "8 A" or "4200 W". */
  public String words() {
    if (kind == LimitKind.POWER) {
      return value + " W";
    }
    return value % 1000 == 0
        ? value / 1000 + " A"
        : String.format(Locale.ROOT, "%.1f A", Math.floor(value / 100d) / 10);
  }
}
