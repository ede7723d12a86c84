package io.ocpp809.ocpp.v16;

import java.util.function.DoubleSupplier;

/**
 * Waits between attempts to connect (OCPP 2.0.1 part 4, section 5.4): a minimum that doubles a
 * number of times, with a fresh random part added each time.
 */
final class BackOff {
  private final CsmsOptions options;
  private final DoubleSupplier chance;
  private int failures;

  BackOff(CsmsOptions options, DoubleSupplier chance) {
    this.options = options;
    this.chance = chance;
  }

  /** Milliseconds to wait before the next attempt. */
  long next() {
    long minimum =
        options.backOffMinimumSeconds() * 1000L << Math.min(failures, options.backOffDoublings());
    failures++;
    return minimum + Math.round(chance.getAsDouble() * options.backOffRandomSeconds() * 1000);
  }

  /** A connection was opened. */
  void succeeded() {
    failures = 0;
  }
}
