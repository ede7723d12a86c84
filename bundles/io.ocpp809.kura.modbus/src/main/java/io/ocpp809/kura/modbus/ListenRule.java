package io.ocpp809.kura.modbus;

import io.ocpp809.modbus.PointValue;
import java.util.Objects;

/**
 * Which values a listener is told. Without any rule it is told each reply, changed or not. A change
 * between value, "no value" and failure is told always and at once.
 *
 * @param deadBand least change of a number that is told, in the channel's unit; text, octets and
 *     flags are told when they change; 0 for no dead band
 * @param leastMillis least time between two values, ms
 * @param mostMillis time after which a value is told though it has not changed enough, ms; 0 for
 *     never
 */
record ListenRule(double deadBand, long leastMillis, long mostMillis) {
  /** Everything is told. */
  static final ListenRule ALL = new ListenRule(0, 0, 0);

  /**
   * Whether a value is told.
   *
   * @param told what was told last; null if nothing was
   */
  boolean passes(PointValue told, PointValue next) {
    if (told == null || deadBand == 0 && leastMillis == 0 || !sameKind(told, next)) {
      return true;
    }
    long since = next.atMillis() - told.atMillis();
    if (since < leastMillis) {
      return false;
    }
    return deadBand == 0 || mostMillis > 0 && since >= mostMillis || changed(told, next);
  }

  private static boolean sameKind(PointValue a, PointValue b) {
    return a.fault().equals(b.fault()) && a.value().isPresent() == b.value().isPresent();
  }

  private boolean changed(PointValue told, PointValue next) {
    Object a = told.value().orElse("");
    Object b = next.value().orElse("");
    return a instanceof Number x && b instanceof Number y
        ? Math.abs(x.doubleValue() - y.doubleValue()) >= deadBand
        : !Objects.deepEquals(a, b);
  }
}
