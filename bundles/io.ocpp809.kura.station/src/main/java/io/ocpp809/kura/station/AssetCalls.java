package io.ocpp809.kura.station;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * Calls of assets, each of which may hang as long as a driver does, on few threads. Writes go
 * before reads, and some threads are never given to reads, so that limits and leases wait for no
 * read. An asset that hangs keeps at most one thread with a read and one with a write: what else is
 * asked of it waits, and what is asked of others goes on.
 */
final class AssetCalls {
  private final Executor pool;
  private final Lane writes;
  private final Lane reads;
  private final int threads;
  private int running;

  /**
   * Makes them.
   *
   * @param pool runs the calls
   * @param threads how many it runs at once
   * @param forReads how many of these at most are given to reads
   */
  AssetCalls(Executor pool, int threads, int forReads) {
    this.pool = pool;
    this.threads = threads;
    this.writes = new Lane(threads);
    this.reads = new Lane(forReads);
  }

  /**
   * Reads from an asset, or waits for another service of Kura.
   *
   * @param whose the asset, or who else is asked one thing at a time
   */
  void read(Object whose, Runnable call) {
    ask(reads, new Call(whose, call));
  }

  /** Writes to an asset: a command, or the renewal of a lease. */
  void write(Object whose, Runnable call) {
    ask(writes, new Call(whose, call));
  }

  private synchronized void ask(Lane lane, Call call) {
    lane.waiting.add(call);
    begin();
  }

  private void begin() {
    while (running < threads && (begin(writes) || begin(reads))) {
      running++;
    }
  }

  private boolean begin(Lane lane) {
    Optional<Call> next = lane.next();
    next.ifPresent(call -> pool.execute(() -> carryOut(lane, call)));
    return next.isPresent();
  }

  private void carryOut(Lane lane, Call call) {
    try {
      call.task().run();
    } finally {
      over(lane, call);
    }
  }

  private synchronized void over(Lane lane, Call call) {
    lane.busy.remove(call.whose());
    running--;
    begin();
  }

  private record Call(Object whose, Runnable task) {}

  /** Calls of one kind, in the order in which they were asked for; one at a time of each asset. */
  private static final class Lane {
    private final ArrayDeque<Call> waiting = new ArrayDeque<>();
    private final Set<Object> busy = Collections.newSetFromMap(new IdentityHashMap<>());
    private final int most;

    private Lane(int most) {
      this.most = most;
    }

    /** Takes the first call that may begin. */
    private Optional<Call> next() {
      Iterator<Call> calls = waiting.iterator();
      while (busy.size() < most && calls.hasNext()) {
        Call call = calls.next();
        if (busy.add(call.whose())) {
          calls.remove();
          return Optional.of(call);
        }
      }
      return Optional.empty();
    }
  }
}
