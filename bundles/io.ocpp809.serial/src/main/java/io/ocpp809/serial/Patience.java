package io.ocpp809.serial;

import io.ocpp809.serial.SerialException.Kind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Calls of the operating system that may hang, as opening or closing a USB adapter whose driver is
 * stuck: each runs on a thread of its own that ends with it, and is waited for up to a deadline.
 */
final class Patience {
  private Patience() {}

  /** A call that may hang. */
  @FunctionalInterface
  interface Call<T> {
    T get() throws SerialException;
  }

  /**
   * Runs a call.
   *
   * @param deadlineNanos instant of {@link System#nanoTime()} by which to return
   * @param late what is done with a result that comes after the deadline
   * @param words what is said at the deadline
   * @throws SerialException of the call; of kind STUCK with those words at the deadline
   */
  static <T> T run(Call<T> call, long deadlineNanos, Consumer<T> late, String words)
      throws SerialException {
    CompletableFuture<T> done = new CompletableFuture<>();
    AtomicBoolean decided = new AtomicBoolean();
    Thread thread =
        new Thread(
            () -> {
              try {
                T result = call.get();
                if (decided.compareAndSet(false, true)) {
                  done.complete(result);
                } else {
                  late.accept(result);
                }
              } catch (Throwable e) {
                done.completeExceptionally(e);
              }
            },
            "ocpp809-serial-call");
    thread.setDaemon(true);
    thread.start();
    try {
      return done.get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      if (decided.compareAndSet(false, true)) {
        throw new SerialException(Kind.STUCK, words);
      }
      return done.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      if (decided.compareAndSet(false, true)) {
        throw new SerialException(Kind.CLOSED, "the thread that opens a port was interrupted");
      }
      return done.join();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SerialException s) {
        throw s;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
