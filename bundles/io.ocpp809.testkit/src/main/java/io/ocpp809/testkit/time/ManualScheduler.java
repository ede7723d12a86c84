package io.ocpp809.testkit.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs what is due on the caller's thread when the test moves time on, in the order of time and,
 * within one instant, in the order in which it was scheduled. Submitted tasks run at the next move
 * or with {@link #runDue()}.
 */
public final class ManualScheduler extends AbstractExecutorService
    implements ScheduledExecutorService {
  private final ManualClock clock;
  private final PriorityQueue<Task<?>> queue = new PriorityQueue<>();
  private long order;
  private boolean stopped;

  /** A scheduler with a clock of its own that starts at the given wall time. */
  public ManualScheduler(Instant start) {
    this.clock = new ManualClock(start);
  }

  /** The clock that moves with this scheduler. */
  public ManualClock clock() {
    return clock;
  }

  /** Runs everything that is due now, including what that makes due. */
  public void runDue() {
    while (!queue.isEmpty() && queue.peek().at <= clock.monotonicMillis()) {
      queue.poll().runOnce();
    }
  }

  /** Moves time on step by step to each task that becomes due. */
  public void advance(Duration by) {
    long end = clock.monotonicMillis() + by.toMillis();
    runDue();
    while (!queue.isEmpty() && queue.peek().at <= end) {
      clock.advance(Duration.ofMillis(Math.max(0, queue.peek().at - clock.monotonicMillis())));
      runDue();
    }
    clock.advance(Duration.ofMillis(end - clock.monotonicMillis()));
  }

  private <T> Task<T> add(Callable<T> callable, long delayMillis, long periodMillis) {
    Task<T> task =
        new Task<>(callable, clock.monotonicMillis() + Math.max(0, delayMillis), periodMillis);
    if (!stopped) {
      queue.add(task);
    }
    return task;
  }

  @Override
  public void execute(Runnable command) {
    add(Executors.callable(command), 0, 0);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
    return add(Executors.callable(command), unit.toMillis(delay), 0);
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
    return add(callable, unit.toMillis(delay), 0);
  }

  @Override
  public ScheduledFuture<?> scheduleAtFixedRate(
      Runnable command, long initialDelay, long period, TimeUnit unit) {
    return add(Executors.callable(command), unit.toMillis(initialDelay), unit.toMillis(period));
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long initialDelay, long delay, TimeUnit unit) {
    return scheduleAtFixedRate(command, initialDelay, delay, unit);
  }

  @Override
  public void shutdown() {
    stopped = true;
    queue.clear();
  }

  @Override
  public List<Runnable> shutdownNow() {
    List<Runnable> left = new ArrayList<>(queue);
    shutdown();
    return Collections.unmodifiableList(left);
  }

  @Override
  public boolean isShutdown() {
    return stopped;
  }

  @Override
  public boolean isTerminated() {
    return stopped;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return stopped;
  }

  private final class Task<T> extends FutureTask<T> implements ScheduledFuture<T> {
    private final long period;
    private final long number = order++;
    private long at;

    private Task(Callable<T> callable, long at, long period) {
      super(callable);
      this.at = at;
      this.period = period;
    }

    private void runOnce() {
      if (isCancelled()) {
        return;
      }
      if (period == 0) {
        run();
      } else if (runAndReset()) {
        at += period;
        queue.add(this);
      }
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(at - clock.monotonicMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      Task<?> o = (Task<?>) other;
      return at == o.at ? Long.compare(number, o.number) : Long.compare(at, o.at);
    }
  }
}
