package io.ocpp809.kura.modbus;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * By when a call has to end.
 *
 * @param nanos instant of {@link System#nanoTime()}
 */
record Deadline(long nanos) {
  static Deadline in(int millis) {
    return new Deadline(System.nanoTime() + millis * 1_000_000L);
  }

  /** The result, if it comes in time. */
  <T> Optional<T> await(CompletableFuture<T> future) {
    try {
      long left = Math.max(0, nanos - System.nanoTime());
      return Optional.ofNullable(future.get(left, TimeUnit.NANOSECONDS));
    } catch (TimeoutException | ExecutionException late) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
