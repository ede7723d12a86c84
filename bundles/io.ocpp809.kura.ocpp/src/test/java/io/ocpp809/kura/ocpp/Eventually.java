package io.ocpp809.kura.ocpp;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assertions;

/** Waits for what other threads bring about, within a bound. */
final class Eventually {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);

  private Eventually() {}

  static void holds(BooleanSupplier condition, Supplier<String> otherwise) {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begin > PATIENCE_NANOS) {
        Assertions.fail(otherwise.get());
      }
      Thread.yield();
    }
  }
}
