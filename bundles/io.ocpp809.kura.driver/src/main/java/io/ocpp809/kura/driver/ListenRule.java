package io.ocpp809.kura.driver;

import java.util.Objects;

/**
 * Which values a listener is told. Without any rule it is told each one, changed or not. A change
 * between value, "no value" and failure is told always and at once.
 *
 * @param deadBand least change of a number that is told, in the channel's unit; text, octets and
 *     flags are told when they change; 0 for no dead band
 * @param leastMillis least time between two values, ms
 * @param mostMillis time after which a value is told though it has not changed enough, ms; 0 for
 *     never
 */
public record ListenRule(double deadBand, long leastMillis, long mostMillis) {
  private static final int DAY_MILLIS = 86_400_000;

  /**
   * From a channel's configuration.
   *
   * @throws IllegalArgumentException naming the attribute that is wrong
   */
  public static ListenRule of(Attributes a) {
    double deadBand = a.real("listen.deadband", 0);
    if (!(deadBand >= 0)) {
      throw new IllegalArgumentException("listen.deadband: 0 or more, not " + deadBand);
    }
    return new ListenRule(
        deadBand,
        a.integer("listen.interval", 0, 0, DAY_MILLIS),
        a.integer("listen.maximum", 60_000, 0, DAY_MILLIS));
  }

  /**
   * Whether a value is told.
   *
   * @param told what was told last; null if nothing was
   */
  public boolean passes(Shown told, Shown next) {
    if (told == null || deadBand == 0 && leastMillis == 0 || !told.sameKind(next)) {
      return true;
    }
    long since = (next.nanos() - told.nanos()) / 1_000_000;
    if (since < leastMillis) {
      return false;
    }
    return deadBand == 0 || mostMillis > 0 && since >= mostMillis || changed(told, next);
  }

  private boolean changed(Shown told, Shown next) {
    return told.value() instanceof Number a && next.value() instanceof Number b
        ? Math.abs(a.doubleValue() - b.doubleValue()) >= deadBand
        : !Objects.deepEquals(told.value(), next.value());
  }
}
