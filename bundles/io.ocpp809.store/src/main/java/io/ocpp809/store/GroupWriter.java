package io.ocpp809.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The one thread that writes for all folders of a Java machine. It takes everything that has come
 * in since the round before and writes it with one flush a file, so that a slow disk makes larger
 * rounds, not more of them. Futures of the store complete on this thread: what hangs on them must
 * be short.
 */
public final class GroupWriter implements AutoCloseable {
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static GroupWriter shared;
  private static int sharedUsers;

  /** Something with bytes to write. */
  interface Participant {
    /**
     * Writes what is waiting, on the writer's thread. With nothing waiting after a failure, tries
     * whether the disk works again.
     *
     * @return false if it could not, so that it is called again after five seconds
     */
    boolean commit();
  }

  private final Set<Participant> waiting = new LinkedHashSet<>();
  private final Map<Participant, Long> later = new LinkedHashMap<>();
  private final LongSupplier nanos;
  private final Thread thread;
  private boolean stopping;

  private GroupWriter(String name, LongSupplier nanos) {
    this.nanos = nanos;
    thread = new Thread(this::work, name);
    thread.setDaemon(true);
  }

  /** Starts a writer with a thread of this name; close it after the folders that use it. */
  public static GroupWriter start(String name) {
    return start(name, System::nanoTime);
  }

  static GroupWriter start(String name, LongSupplier nanos) {
    GroupWriter writer = new GroupWriter(name, nanos);
    writer.thread.start();
    return writer;
  }

  static synchronized GroupWriter acquireShared() {
    if (shared == null) {
      shared = start("ocpp809-store");
    }
    sharedUsers++;
    return shared;
  }

  static synchronized void releaseShared() {
    sharedUsers--;
    if (sharedUsers == 0) {
      shared.stop();
      shared = null;
    }
  }

  /** Has a participant write as soon as the disk is free. */
  synchronized void submit(Participant participant) {
    waiting.add(participant);
    notifyAll();
  }

  /** Has a participant write within a delay in nanoseconds, counted from its first such wish. */
  synchronized void submitWithin(long delay, Participant participant) {
    long due = nanos.getAsLong() + delay;
    later.merge(participant, due, (known, wished) -> wished - known < 0 ? wished : known);
    notifyAll();
  }

  /** Lets everything that would be written or tried again later be written now. */
  public synchronized void hurry() {
    waiting.addAll(later.keySet());
    notifyAll();
  }

  private synchronized void stop() {
    stopping = true;
    notifyAll();
  }

  private void work() {
    for (List<Participant> round = next(); !round.isEmpty(); round = next()) {
      for (Participant participant : round) {
        if (!guarded(participant)) {
          submitWithin(RETRY_NANOS, participant);
        }
      }
    }
  }

  /** A bug in what hangs on a future or listener, an Error too, must not end all writing. */
  private boolean guarded(Participant participant) {
    try {
      return participant.commit();
    } catch (Throwable e) {
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      return false;
    }
  }

  private synchronized List<Participant> next() {
    try {
      long untilDue = takeDue();
      while (waiting.isEmpty() && !stopping) {
        TimeUnit.NANOSECONDS.timedWait(this, untilDue);
        untilDue = takeDue();
      }
    } catch (InterruptedException endRequested) {
      Thread.currentThread().interrupt();
      stopping = true;
    }
    List<Participant> round = new ArrayList<>(waiting);
    waiting.clear();
    round.forEach(later::remove);
    return round;
  }

  /** Moves what is due to those that wait; returns the time until the next is. */
  private long takeDue() {
    long now = nanos.getAsLong();
    long soonest = Long.MAX_VALUE;
    for (Map.Entry<Participant, Long> e : later.entrySet()) {
      long left = e.getValue() - now;
      if (left <= 0) {
        waiting.add(e.getKey());
      } else {
        soonest = Math.min(soonest, left);
      }
    }
    return soonest;
  }

  /** Writes what is waiting, then ends the thread. */
  @Override
  public void close() {
    stop();
    boolean interrupted = false;
    while (thread.isAlive() && Thread.currentThread() != thread) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
