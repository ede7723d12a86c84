package io.ocpp809.ocpp.v16;

import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * Waits between attempts to connect (OCPP 2.0.1 part 4, section 5.4): a minimum that doubles a
 * number of times, with a fresh random part added each time.
 */
final class BackOff {
  private final Supplier<CsmsOptions> options;
  private final DoubleSupplier chance;
  private int failures;

  BackOff(Supplier<CsmsOptions> options, DoubleSupplier chance) {
    this.options = options;
    this.chance = chance;
  }

  /** Milliseconds to wait before the next attempt. */
  long next() {
    CsmsOptions o = options.get();
    long minimum = o.backOffMinimumSeconds() * 1000L << Math.min(failures, o.backOffDoublings());
    failures++;
    return minimum + Math.round(chance.getAsDouble() * o.backOffRandomSeconds() * 1000);
  }

  /** The CSMS has taken the station: the next wait is the shortest again. */
  void succeeded() {
    failures = 0;
  }
}
