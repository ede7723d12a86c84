package io.ocpp809.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A folder that was closed and is still being written. It is waited for up to a minute after its
 * closing, not after each arrival: those that were closed together are waited for together, though
 * one thread opens them one after another.
 *
 * @param done completes once the folder was let go
 * @param since when it was closed, monotonic, ns
 */
record Leaving(CompletableFuture<Void> done, long since) {
  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** How long it is still to be waited for, ns; 0 if no more. */
  long left(long now) {
    return Math.max(0, MOST_NANOS - (now - since));
  }

  /** Waits until it is gone, its minute is over or the thread is interrupted. */
  void await(long now) {
    try {
      done.get(left(now), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException stillThere) {
      // Whether it has let go shows when the folder is claimed.
      return;
    }
  }
}
