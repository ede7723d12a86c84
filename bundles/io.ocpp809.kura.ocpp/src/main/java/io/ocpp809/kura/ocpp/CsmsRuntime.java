package io.ocpp809.kura.ocpp;

import io.ocpp809.ocpp.v16.CsmsConnection;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all CSMS connections of a gateway share: a small pool, a timer, and the knowledge which
 * connections are still closing, so that nobody opens a second socket of the same identity.
 */
@Component(service = CsmsRuntime.class, immediate = true)
public final class CsmsRuntime {
  private static final Logger LOG = LoggerFactory.getLogger(CsmsRuntime.class);
  private static final int POOL_THREADS = 2;
  private static final long CLOSE_AT_MOST_MILLIS = 4_000;

  private final Map<String, CompletableFuture<Void>> closing = new ConcurrentHashMap<>();
  private final Map<URI, String> addresses = new HashMap<>();
  private final ThreadPoolExecutor pool;
  private final ScheduledThreadPoolExecutor timers;

  /** Made by the component runtime. */
  @Activate
  public CsmsRuntime() {
    this(POOL_THREADS);
  }

  /** One whose pool has so many threads. */
  CsmsRuntime(int threads) {
    pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            named("ocpp809-csms"));
    pool.allowCoreThreadTimeOut(true);
    timers = new ScheduledThreadPoolExecutor(1, named("ocpp809-csms-timer"));
    timers.setRemoveOnCancelPolicy(true);
  }

  /** Lets the connections that are closing say goodbye, and stops. */
  @Deactivate
  void deactivate() {
    try {
      CompletableFuture.allOf(closing.values().toArray(CompletableFuture[]::new))
          .get(CLOSE_AT_MOST_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException late) {
      LOG.warn("a connection to a CSMS was not closed in time: {}", closing.keySet());
    }
    timers.shutdownNow();
    pool.shutdown();
  }

  /**
   * Takes an address with the identity at its end for a connection: a CSMS takes two of one
   * identity for one station, and closes each time the other.
   *
   * @return who has it already; empty if it is this connection's now
   */
  synchronized Optional<String> take(URI address, String pid) {
    return Optional.ofNullable(addresses.putIfAbsent(address, pid)).filter(o -> !o.equals(pid));
  }

  /** A connection lets go of its addresses; those who wait for one look again by themselves. */
  synchronized void letGo(String pid) {
    addresses.values().removeIf(pid::equals);
  }

  /** Closes a connection; until it has ended, {@link #whenFree} waits. */
  void closing(String pid, CsmsConnection connection) {
    CompletableFuture<Void> ended = connection.ended().toCompletableFuture();
    closing.put(pid, ended);
    connection.close();
    ended.thenRun(() -> closing.remove(pid, ended));
  }

  /**
   * Runs a task when the connection of that name that is closing has ended, before another one is
   * opened; at once if none is closing.
   */
  void afterwards(String pid, Runnable task) {
    CompletableFuture<Void> ended = closing.get(pid);
    if (ended == null) {
      task.run();
      return;
    }
    CompletableFuture<Void> both = ended.thenRun(task);
    closing.put(pid, both);
    both.whenComplete((v, e) -> closing.remove(pid, both));
  }

  /**
   * Runs a task in the pool, as soon as no connection of that name is closing: whoever starts
   * components does not wait for a connection to be made.
   */
  void whenFree(String pid, Runnable task) {
    closing.getOrDefault(pid, CompletableFuture.completedFuture(null)).thenRunAsync(task, pool);
  }

  ExecutorService pool() {
    return pool;
  }

  ScheduledExecutorService timers() {
    return timers;
  }

  private static ThreadFactory named(String name) {
    AtomicInteger number = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
