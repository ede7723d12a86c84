package io.ocpp809.modbus;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;

/** Drives a line over a link that is read by waiting; takes a thread only while it has work. */
final class BlockingDriver implements LineDriver {
  private static final long FAULT_NANOS = 100_000_000;

  private final LineMachine machine;
  private final Link.Factory factory;
  private final Executor executor;
  private final byte[] buffer = new byte[512];
  private Link link;
  private boolean running;
  private volatile boolean closed;

  BlockingDriver(LineMachine machine, Link.Factory factory, Executor executor) {
    this.machine = machine;
    this.factory = factory;
    this.executor = executor;
  }

  @Override
  public void wake() {
    synchronized (machine) {
      if (running || closed) {
        return;
      }
      running = true;
    }
    try {
      executor.execute(this::run);
    } catch (RejectedExecutionException stopped) {
      List<Outcome> outcomes;
      synchronized (machine) {
        running = false;
        machine.close(System.nanoTime());
        outcomes = machine.outcomes();
      }
      outcomes.forEach(o -> o.done().complete(o.reply()));
    }
  }

  private void run() {
    boolean more = true;
    while (more) {
      try {
        more = advance();
      } catch (Throwable e) {
        failed(e);
      }
    }
    if (closed) {
      closeLink();
    }
  }

  /** Does the next step; false if there is none. */
  private boolean advance() {
    Step step;
    List<Outcome> outcomes;
    boolean more;
    synchronized (machine) {
      step = machine.next(System.nanoTime());
      outcomes = machine.outcomes();
      boolean idle = step instanceof Step.Wait w && w.untilNanos() == Long.MAX_VALUE;
      more = !closed && !idle;
      running = more;
    }
    outcomes.forEach(o -> o.done().complete(o.reply()));
    if (more) {
      perform(step);
    }
    return more;
  }

  /**
   * A bug, an Error too, must not leave the line standing still: its request fails, the link is
   * made anew. Waits a moment, so that a fault that lasts does not take a whole processor.
   */
  private void failed(Throwable e) {
    Thread thread = Thread.currentThread();
    thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    synchronized (machine) {
      machine.broken(e.toString(), System.nanoTime());
    }
    LockSupport.parkNanos(FAULT_NANOS);
  }

  private void perform(Step step) {
    try {
      if (step instanceof Step.Open open) {
        open(open);
      } else if (step instanceof Step.Send send) {
        link.discard();
        link.write(send.frame());
      } else if (step instanceof Step.Close) {
        closeLink();
      } else if (step instanceof Step.Wait wait) {
        await(wait);
      }
    } catch (IOException | RuntimeException e) {
      synchronized (machine) {
        machine.broken(String.valueOf(e.getMessage()), System.nanoTime());
      }
    }
  }

  private void open(Step.Open open) {
    try {
      link = factory.open(open.deadlineNanos());
      synchronized (machine) {
        machine.opened();
      }
    } catch (IOException | RuntimeException | LinkageError e) {
      synchronized (machine) {
        machine.openFailed(String.valueOf(e.getMessage()), System.nanoTime());
      }
    }
  }

  private void await(Step.Wait wait) throws IOException {
    if (!wait.receiving()) {
      LockSupport.parkNanos(Math.min(wait.untilNanos() - System.nanoTime(), 100_000_000));
      return;
    }
    int count = link.read(buffer, 0, wait.untilNanos());
    if (count > 0) {
      synchronized (machine) {
        machine.received(buffer, count, System.nanoTime());
      }
    }
  }

  private void closeLink() {
    if (link != null) {
      link.close();
      link = null;
    }
  }

  @Override
  public void close() {
    synchronized (machine) {
      closed = true;
      if (running) {
        return;
      }
    }
    closeLink();
  }
}
