package io.ocpp809.store;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The one thread that writes for all folders of a Java machine. It takes everything that has come
 * in since the round before and writes it with one flush a file, so that a slow disk makes larger
 * rounds, not more of them. Futures of the store complete on this thread: what hangs on them must
 * be short.
 */
public final class GroupWriter implements AutoCloseable {
  private static final long RETRY_MILLIS = 5_000;
  private static GroupWriter shared;
  private static int sharedUsers;

  /** Something with bytes to write. */
  interface Participant {
    /**
     * Writes what is waiting, on the writer's thread. With nothing waiting after a failure, tries
     * whether the disk works again.
     *
     * @return false if it could not, so that it is called again after a while
     */
    boolean commit();
  }

  private final Set<Participant> waiting = new LinkedHashSet<>();
  private final Set<Participant> failing = new LinkedHashSet<>();
  private boolean stopping;
  private final Thread thread;

  private GroupWriter(String name) {
    thread = new Thread(this::work, name);
    thread.setDaemon(true);
  }

  /** Starts a writer with a thread of this name; close it after the folders that use it. */
  public static GroupWriter start(String name) {
    GroupWriter writer = new GroupWriter(name);
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

  synchronized void submit(Participant participant) {
    waiting.add(participant);
    notifyAll();
  }

  /** Lets everything that failed try again now instead of within five seconds. */
  public synchronized void retry() {
    waiting.addAll(failing);
    notifyAll();
  }

  private synchronized void stop() {
    stopping = true;
    notifyAll();
  }

  private void work() {
    for (List<Participant> round = next(); !round.isEmpty(); round = next()) {
      for (Participant participant : round) {
        boolean healthy = guarded(participant);
        synchronized (this) {
          if (healthy) {
            failing.remove(participant);
          } else {
            failing.add(participant);
          }
        }
      }
    }
  }

  /** A bug in what hangs on a future or listener must not end the writing of all others. */
  private boolean guarded(Participant participant) {
    try {
      return participant.commit();
    } catch (RuntimeException e) {
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
      return false;
    }
  }

  private synchronized List<Participant> next() {
    try {
      while (waiting.isEmpty() && !stopping) {
        wait(failing.isEmpty() ? 0 : RETRY_MILLIS);
        if (waiting.isEmpty()) {
          waiting.addAll(failing);
        }
      }
    } catch (InterruptedException endRequested) {
      Thread.currentThread().interrupt();
      stopping = true;
    }
    List<Participant> round = new ArrayList<>(waiting);
    waiting.clear();
    return round;
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
