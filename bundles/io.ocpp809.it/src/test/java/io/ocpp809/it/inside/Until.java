package io.ocpp809.it.inside;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Bounded waits on conditions. */
final class Until {

  /** How long anything may take on a busy machine. */
  static final Duration PATIENCE = Duration.ofSeconds(Long.getLong("ocpp809.patience", 180));

  private static final long LOOK_NANOS = 5_000_000;

  private Until() {}

  /**
   * Waits until something holds.
   *
   * @param what for people, as a sentence
   * @param condition what must hold; while it throws it does not hold
   * @throws AssertionError if it does not hold within the patience
   */
  static void holds(String what, Callable<Boolean> condition) {
    holds(() -> what, condition);
  }

  /** As {@link #holds(String, Callable)}, with words that are made when it fails. */
  static void holds(Supplier<String> what, Callable<Boolean> condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Throwable last = null;
    while (System.nanoTime() < end) {
      try {
        if (condition.call()) {
          return;
        }
        last = null;
      } catch (Exception notYet) {
        last = notYet;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what.get(), last);
  }

  /** Waits until a value is there. */
  static <T> T present(String what, Callable<T> value) {
    Object[] found = new Object[1];
    holds(
        what,
        () -> {
          found[0] = value.call();
          return found[0] != null;
        });
    @SuppressWarnings("unchecked")
    T result = (T) Objects.requireNonNull(found[0]);
    return result;
  }
}
