package io.ocpp809.modbus;

import io.ocpp809.modbus.Reply.Failed;
import io.ocpp809.modbus.Reply.Failed.Kind;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;

/**
 * One line to one or more units: carries out one request at a time, the most urgent first and,
 * among equals, the unit first that has waited longest. A unit that does not answer is given a rest
 * that doubles from 2 s to 60 s, so that it does not cost the others their time.
 */
public final class Line implements AutoCloseable {
  private static final int REST_AFTER = 2;
  private static final long REST_LEAST_MILLIS = 2_000;
  private static final long REST_MOST_MILLIS = 60_000;
  private static final int QUEUE_MOST = 500;

  private final Exchange exchange;
  private final Executor executor;
  private final LineSettings settings;
  private final Map<Priority, ArrayDeque<Item>> queues = new EnumMap<>(Priority.class);
  private final Map<Integer, Rest> rests = new HashMap<>();
  private final Map<Integer, UnitCounters> counters = new HashMap<>();
  private int lastUnit = -1;
  private int queued;
  private boolean running;
  private boolean closed;
  private long freeAtNanos;

  private record Item(Request request, CompletableFuture<Reply> done) {}

  private static final class Rest {
    int failures;
    long untilNanos;
  }

  /**
   * Makes a line.
   *
   * @param factory its endpoint
   * @param framing how frames look there
   * @param settings how it is used
   * @param executor runs it; a pool serves many TCP lines, a serial line has a thread of its own
   */
  public Line(Link.Factory factory, Framing framing, LineSettings settings, Executor executor) {
    this.exchange = new Exchange(factory, framing, settings);
    this.executor = executor;
    this.settings = settings;
    for (Priority p : Priority.values()) {
      queues.put(p, new ArrayDeque<>());
    }
    this.freeAtNanos = System.nanoTime();
  }

  /**
   * Puts a request into the queue.
   *
   * @return completes with what came of it, never exceptionally
   */
  public CompletableFuture<Reply> submit(Request request, Priority priority) {
    CompletableFuture<Reply> done = new CompletableFuture<>();
    synchronized (this) {
      Reply refusal = refusal(request, priority);
      if (refusal != null) {
        done.complete(refusal);
        return done;
      }
      queues.get(priority).add(new Item(request, done));
      queued++;
      if (running) {
        return done;
      }
      running = true;
    }
    start();
    return done;
  }

  private Reply refusal(Request request, Priority priority) {
    if (closed) {
      return new Failed(Kind.LINK, "the line is closed");
    }
    if (queued >= QUEUE_MOST) {
      return new Failed(Kind.LINK, "more than " + QUEUE_MOST + " requests wait for this line");
    }
    Rest rest = rests.get(request.unit());
    long left = rest == null ? 0 : rest.untilNanos - System.nanoTime();
    if (rest != null && rest.failures >= REST_AFTER && left > 0 && priority != Priority.WRITE) {
      return new Failed(
          Kind.RESTING,
          "unit "
              + request.unit()
              + " does not answer; next try in "
              + (left / 1_000_000_000 + 1)
              + " s");
    }
    return null;
  }

  private void start() {
    try {
      executor.execute(this::run);
    } catch (RejectedExecutionException stopped) {
      close();
    }
  }

  private void run() {
    for (int i = 0; i < 16; i++) {
      Item item;
      synchronized (this) {
        item = next();
        if (item == null) {
          running = false;
          return;
        }
      }
      pause();
      long begin = System.nanoTime();
      Reply reply = perform(item.request());
      freeAtNanos = System.nanoTime() + settings.gapMillis() * 1_000_000L;
      note(item.request().unit(), reply, System.nanoTime() - begin);
      item.done().complete(reply);
    }
    start();
  }

  private Reply perform(Request request) {
    try {
      return exchange.perform(request);
    } catch (RuntimeException e) {
      exchange.close();
      return new Failed(Kind.LINK, "the exchange failed: " + e);
    }
  }

  private Item next() {
    for (ArrayDeque<Item> queue : queues.values()) {
      Item item = fairest(queue);
      if (item != null) {
        queued--;
        return item;
      }
    }
    return null;
  }

  private Item fairest(ArrayDeque<Item> queue) {
    for (Iterator<Item> i = queue.iterator(); i.hasNext(); ) {
      Item item = i.next();
      if (item.request().unit() != lastUnit) {
        i.remove();
        lastUnit = item.request().unit();
        return item;
      }
    }
    return queue.poll();
  }

  private void pause() {
    long wait = freeAtNanos - System.nanoTime();
    while (wait > 0) {
      LockSupport.parkNanos(wait);
      wait = freeAtNanos - System.nanoTime();
    }
  }

  private synchronized void note(int unit, Reply reply, long nanos) {
    counters.computeIfAbsent(unit, u -> new UnitCounters()).count(reply, nanos);
    boolean dead =
        reply instanceof Failed f && (f.kind() == Kind.TIMEOUT || f.kind() == Kind.LINK)
            || reply instanceof Reply.Refused r && (r.code() == 10 || r.code() == 11);
    if (!dead) {
      rests.remove(unit);
      return;
    }
    Rest rest = rests.computeIfAbsent(unit, u -> new Rest());
    rest.failures++;
    long millis =
        Math.min(
            REST_MOST_MILLIS,
            REST_LEAST_MILLIS << Math.min(5, Math.max(0, rest.failures - REST_AFTER)));
    rest.untilNanos = System.nanoTime() + millis * 1_000_000;
  }

  /** Counters of a unit since the line was made. */
  public synchronized UnitCounters.Snapshot counters(int unit) {
    return counters.computeIfAbsent(unit, u -> new UnitCounters()).snapshot();
  }

  /** Closes the link; requests that wait are answered as failed. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      for (ArrayDeque<Item> queue : queues.values()) {
        queue.forEach(i -> i.done().complete(new Failed(Kind.LINK, "the line is closed")));
        queue.clear();
      }
      queued = 0;
    }
    exchange.close();
  }
}
