package io.ocpp809.station.mailbox;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs tasks one after another on a shared pool; it has no thread of its own. Urgent tasks, such as
 * the reduction of a limit, overtake the others that wait. A task that throws is reported and the
 * next one runs.
 */
public final class Mailbox {
  private static final int BATCH = 64;

  private final Executor pool;
  private final ScheduledExecutorService timers;
  private final Consumer<Throwable> onFault;
  private final ArrayDeque<Runnable> urgent = new ArrayDeque<>();
  private final ArrayDeque<Runnable> normal = new ArrayDeque<>();
  private boolean scheduled;
  private volatile boolean closed;

  /**
   * Makes a mailbox.
   *
   * @param pool where tasks run
   * @param timers wakes the mailbox up; runs nothing itself
   * @param onFault told of what a task threw, in the mailbox
   */
  public Mailbox(Executor pool, ScheduledExecutorService timers, Consumer<Throwable> onFault) {
    this.pool = Objects.requireNonNull(pool, "pool");
    this.timers = Objects.requireNonNull(timers, "timers");
    this.onFault = Objects.requireNonNull(onFault, "onFault");
  }

  /** Runs a task after those that wait already. */
  public void post(Runnable task) {
    put(normal, task);
  }

  /** Runs a task before all that are not urgent. */
  public void urgent(Runnable task) {
    put(urgent, task);
  }

  /**
   * Runs a task in this mailbox after a while.
   *
   * @return cancels it when called; a task that waits in the mailbox already does not run then
   */
  public Runnable after(long millis, Runnable task) {
    Timer timer = new Timer(task);
    if (millis <= 0) {
      post(timer);
      return timer::cancel;
    }
    try {
      ScheduledFuture<?> future = timers.schedule(() -> post(timer), millis, TimeUnit.MILLISECONDS);
      return () -> {
        timer.cancelled = true;
        future.cancel(false);
      };
    } catch (RejectedExecutionException stopped) {
      closed = true;
      return timer::cancel;
    }
  }

  /** Takes no more tasks; those that wait are dropped. */
  public void close() {
    closed = true;
    synchronized (this) {
      urgent.clear();
      normal.clear();
    }
  }

  private void put(ArrayDeque<Runnable> lane, Runnable task) {
    if (closed) {
      return;
    }
    synchronized (this) {
      lane.add(task);
      if (scheduled) {
        return;
      }
      scheduled = true;
    }
    schedule();
  }

  private void schedule() {
    try {
      pool.execute(this::run);
    } catch (RejectedExecutionException stopped) {
      close();
    }
  }

  private void run() {
    for (int i = 0; i < BATCH; i++) {
      Runnable task;
      synchronized (this) {
        task = urgent.isEmpty() ? normal.poll() : urgent.poll();
        if (task == null) {
          scheduled = false;
          return;
        }
      }
      try {
        task.run();
      } catch (RuntimeException | Error fault) {
        report(fault);
      }
    }
    schedule();
  }

  private void report(Throwable fault) {
    try {
      onFault.accept(fault);
    } catch (RuntimeException | Error again) {
      fault.addSuppressed(again);
    }
  }

  private static final class Timer implements Runnable {
    private final Runnable task;
    private volatile boolean cancelled;

    private Timer(Runnable task) {
      this.task = task;
    }

    private void cancel() {
      cancelled = true;
    }

    @Override
    public void run() {
      if (!cancelled) {
        task.run();
      }
    }
  }
}
