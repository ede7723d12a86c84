package io.ocpp809.modbus;

import io.ocpp809.modbus.BlockPlanner.Block;
import io.ocpp809.modbus.Reply.Failed;
import io.ocpp809.modbus.Reply.Failed.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * One unit on a line: its points, their newest values, and how they are polled, written and fed.
 * Safe for many threads.
 */
public final class Device {
  private final int unit;
  private final Line line;
  private final BlockPlanner planner;
  private final LongSupplier millis;
  private final Map<Point, PollClass> points = new ConcurrentHashMap<>();
  private final Map<Point, PointValue> values = new ConcurrentHashMap<>();
  private final Map<Point, Feed> feeds = new ConcurrentHashMap<>();
  private final Map<Point, Object> rewritten = new ConcurrentHashMap<>();
  private final List<BiConsumer<Point, PointValue>> listeners = new CopyOnWriteArrayList<>();
  private volatile Optional<Lease> lease = Optional.empty();
  private volatile long rewriteMillis;
  private volatile long rewrittenAt;

  /** How often a point is polled. */
  public enum PollClass {
    /** Every second or so. */
    FAST,
    /** Every ten seconds or so. */
    SLOW,
    /** Until it has been read once. */
    ONCE,
    /** Only when asked for. */
    NEVER
  }

  private static final class Feed {
    final Object value;
    final long everyMillis;
    long fedAt = Long.MIN_VALUE / 2;

    Feed(Object value, long everyMillis) {
      this.value = value;
      this.everyMillis = everyMillis;
    }
  }

  /**
   * Makes a device.
   *
   * @param unit unit identifier
   * @param line its line
   * @param planner how its reads are joined
   * @param millis monotonic milliseconds
   */
  public Device(int unit, Line line, BlockPlanner planner, LongSupplier millis) {
    this.unit = unit;
    this.line = line;
    this.planner = planner;
    this.millis = millis;
  }

  /** Unit identifier. */
  public int unit() {
    return unit;
  }

  /** Adds a point to the polls. */
  public void track(Point point, PollClass poll) {
    points.put(point, poll);
  }

  /** Drops all points and feeds; values read so far stay. */
  public void clear() {
    points.clear();
    feeds.clear();
  }

  /** Puts the unit under a lease. */
  public void lease(Lease next, long watchdogTimeoutMillis) {
    lease = Optional.of(next);
    rewriteMillis =
        next.watchdog() == Lease.Watchdog.REWRITE ? Math.max(500, watchdogTimeoutMillis / 4) : 0;
  }

  /** The lease that the unit is under. */
  public Optional<Lease> lease() {
    return lease;
  }

  /** Feeds a point while the lease runs. */
  public void feed(Point point, Object value, long everyMillis) {
    feeds.put(point, new Feed(value, everyMillis));
  }

  /** Is told of each reply to each tracked point, on the line's thread. */
  public void listen(BiConsumer<Point, PointValue> listener) {
    listeners.add(listener);
  }

  /** The newest value of a point, if there is one. */
  public Optional<PointValue> newest(Point point) {
    return Optional.ofNullable(values.get(point));
  }

  /** Reads all points of a class; once-points are left out when they have been read. */
  public void poll(PollClass poll) {
    List<Point> due = new ArrayList<>();
    points.forEach(
        (p, c) -> {
          boolean once = c == PollClass.ONCE && poll == PollClass.SLOW && !read(p);
          if (c == poll || once) {
            due.add(p);
          }
        });
    fetch(due, poll == PollClass.FAST ? Priority.FAST : Priority.SLOW);
  }

  private boolean read(Point p) {
    PointValue v = values.get(p);
    return v != null && v.answered();
  }

  /**
   * Reads points now.
   *
   * @return completes, never exceptionally, when each point has a new value or fault
   */
  public CompletableFuture<Void> fetch(Collection<Point> wanted, Priority priority) {
    if (wanted.isEmpty()) {
      return CompletableFuture.completedFuture(null);
    }
    if (lease.filter(Lease::silent).isPresent()) {
      settle(wanted, new Failed(Kind.SILENT, "silent: the station's lease has ended"));
      return CompletableFuture.completedFuture(null);
    }
    List<CompletableFuture<Void>> parts = new ArrayList<>();
    for (Block block : planner.plan(wanted)) {
      List<Point> held = wanted.stream().filter(block::holds).toList();
      parts.add(
          line.submit(
                  new Request.Read(unit, block.table(), block.address(), block.count()), priority)
              .thenAccept(reply -> took(block, held, reply)));
    }
    return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new));
  }

  private void took(Block block, List<Point> held, Reply reply) {
    if (reply instanceof Reply.Data data) {
      int[] raw = data.values();
      Map<Point, PointValue> news = new LinkedHashMap<>();
      for (Point p : held) {
        int from = p.address() - block.address();
        news.put(p, decoded(p, Arrays.copyOfRange(raw, from, from + p.size())));
      }
      news.forEach(this::put);
      return;
    }
    if (reply instanceof Reply.Refused r && (r.code() == 2 || r.code() == 3) && held.size() > 1) {
      planner.learn(block, held);
    }
    settle(held, reply);
  }

  private PointValue decoded(Point p, int[] raw) {
    try {
      return new PointValue(PointCodec.decode(p, raw), "", millis.getAsLong());
    } catch (IllegalArgumentException e) {
      return new PointValue(Optional.empty(), e.getMessage(), millis.getAsLong());
    }
  }

  private void settle(Collection<Point> held, Reply reply) {
    for (Point p : held) {
      put(p, new PointValue(Optional.empty(), reply.fault(), millis.getAsLong()));
    }
  }

  private void put(Point p, PointValue value) {
    values.put(p, value);
    listeners.forEach(l -> l.accept(p, value));
  }

  /**
   * Writes a value; a point that is a part of a register is read first.
   *
   * @param controlled whether it needs the lease
   * @return what came of it, never exceptionally
   */
  public CompletableFuture<Reply> write(Point point, Object value, boolean controlled) {
    if (controlled && lease.filter(Lease::current).isEmpty()) {
      return CompletableFuture.completedFuture(
          new Failed(
              Kind.SILENT, "controlled by the charging station; write refused without its lease"));
    }
    if (!point.table().writable()) {
      return CompletableFuture.completedFuture(
          new Failed(Kind.MISMATCH, "a point of table " + point.table() + " cannot be written"));
    }
    try {
      int[] raw = PointCodec.encode(point, value);
      if (controlled && rewriteMillis > 0) {
        rewritten.put(point, value);
        rewrittenAt = millis.getAsLong();
      }
      return partial(point) ? modify(point, raw[0]) : send(point, raw);
    } catch (IllegalArgumentException e) {
      return CompletableFuture.completedFuture(new Failed(Kind.MISMATCH, e.getMessage()));
    }
  }

  private static boolean partial(Point p) {
    return p.table() == Table.HOLDING
        && (p.type() == DataType.BOOLEAN && p.bit() >= 0 || p.mask() != 0);
  }

  private CompletableFuture<Reply> modify(Point p, int bits) {
    return line.submit(new Request.Read(unit, p.table(), p.address(), 1), Priority.WRITE)
        .thenCompose(
            reply -> {
              if (!(reply instanceof Reply.Data data)) {
                return CompletableFuture.completedFuture(reply);
              }
              int mask = p.mask() != 0 ? (int) p.mask() : 1 << p.bit();
              int shift = p.mask() != 0 ? p.shift() : p.bit();
              int next = data.values()[0] & ~mask | bits << shift & mask;
              return send(p, new int[] {next});
            });
  }

  private CompletableFuture<Reply> send(Point p, int[] raw) {
    return line.submit(
        new Request.Write(unit, function(p, raw.length), p.address(), raw), Priority.WRITE);
  }

  private static int function(Point p, int count) {
    return switch (p.write()) {
      case F5 -> 5;
      case F6 -> 6;
      case F15 -> 15;
      case F16 -> 16;
      case AUTO -> p.table() == Table.COIL ? 5 : count == 1 ? 6 : 16;
    };
  }

  /**
   * Feeds what is due and writes limits again, while the lease runs; called a few times a second.
   */
  public void feedDue() {
    if (lease.filter(Lease::current).isEmpty()) {
      return;
    }
    long now = millis.getAsLong();
    feeds.forEach(
        (p, f) -> {
          if (now - f.fedAt >= f.everyMillis) {
            f.fedAt = now;
            write(p, f.value, true);
          }
        });
    if (rewriteMillis > 0 && !rewritten.isEmpty() && now - rewrittenAt >= rewriteMillis) {
      rewrittenAt = now;
      Map.copyOf(rewritten).forEach((p, v) -> write(p, v, true));
    }
  }
}
