package io.ocpp809.kura.can;

/**
 * Which values a listener is told. Without any rule it is told each frame, changed or not. A change
 * between value and failure is told always and at once.
 *
 * @param deadBand least change of a number that is told, in the channel's unit; text and flags are
 *     told when they change; 0 for no dead band
 * @param leastMillis least time between two values, ms
 * @param mostMillis time after which a value is told though it has not changed enough, ms; 0 for
 *     never
 */
record ListenRule(double deadBand, long leastMillis, long mostMillis) {
  /**
   * Whether a value is told.
   *
   * @param told what was told last; null if nothing was
   */
  boolean passes(Shown told, Shown next) {
    if (told == null || !told.sameKind(next)) {
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
        : !told.value().equals(next.value());
  }
}
