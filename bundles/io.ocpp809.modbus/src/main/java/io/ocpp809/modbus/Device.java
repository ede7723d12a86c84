package io.ocpp809.modbus;

import io.ocpp809.modbus.BlockPlanner.Block;
import io.ocpp809.modbus.Reply.Failed;
import io.ocpp809.modbus.Reply.Failed.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
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
  private static final long DEMAND_NANOS = 60_000_000_000L;

  private final int unit;
  private final Line line;
  private final BlockPlanner planner;
  private final LongSupplier millis;
  private final DeviceWriter writer;
  private final Map<Point, PollClass> points = new ConcurrentHashMap<>();
  private final Map<Point, PointValue> values = new ConcurrentHashMap<>();
  private final Map<PollClass, CompletableFuture<Void>> polling = new EnumMap<>(PollClass.class);
  private final List<BiConsumer<Point, PointValue>> listeners = new CopyOnWriteArrayList<>();
  private final FeedPlan feeds;

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

  /**
   * Makes a device.
   *
   * @param unit unit identifier
   * @param line its line
   * @param planner how its reads are joined
   * @param millis monotonic milliseconds
   */
  public Device(int unit, Line line, BlockPlanner planner, LongSupplier millis) {
    this(unit, line, planner, millis, new FeedPlan());
  }

  private Device(int unit, Line line, BlockPlanner planner, LongSupplier millis, FeedPlan feeds) {
    this.feeds = feeds;
    this.unit = unit;
    this.line = line;
    this.planner = planner;
    this.millis = millis;
    this.writer = new DeviceWriter(unit, line);
  }

  /**
   * The device that takes the place of this one on another line: its watchdog is fed on, and its
   * limit written again, as soon as the unit is under a lease there. This one must be used no more.
   *
   * @param same whether it is the same device in the field, so that what it refuses to read in one
   *     block is known already
   */
  public Device movedTo(Line next, BlockPlanner itsPlanner, boolean same) {
    if (same) {
      synchronized (planner) {
        itsPlanner.adopt(planner);
      }
    }
    return new Device(unit, next, itsPlanner, millis, feeds);
  }

  /** Unit identifier. */
  public int unit() {
    return unit;
  }

  /** Adds a point to the polls. */
  public void track(Point point, PollClass poll) {
    points.put(point, poll);
  }

  /** Takes a point out of the polls. */
  public void drop(Point point) {
    points.remove(point);
    values.remove(point);
  }

  /** Whether nothing is polled or fed. */
  public boolean idle() {
    return points.isEmpty();
  }

  /**
   * Feeds a point while the unit's lease runs.
   *
   * @param everyMillis period, ms; 0 for a quarter of the watchdog's time-out
   */
  public void feed(Point point, Object value, long everyMillis) {
    feed(point, value, everyMillis, Lease.ANYBODY);
  }

  /**
   * Feeds a point while this holder's lease runs.
   *
   * @param everyMillis period, ms; 0 for a quarter of the watchdog's time-out
   * @param holder of the unit's lease
   */
  public void feed(Point point, Object value, long everyMillis, String holder) {
    synchronized (feeds) {
      feeds.feed(point, value, everyMillis, holder);
    }
  }

  /**
   * Neither feeds nor writes the point again for this holder of the unit's lease: another device of
   * the unit does from now on.
   */
  public void leave(Point point, String holder) {
    synchronized (feeds) {
      feeds.leave(point, holder);
    }
  }

  /** Is told of each reply to each point, on the line's thread; must return at once. */
  public void listen(BiConsumer<Point, PointValue> listener) {
    listeners.add(listener);
  }

  /** The newest value of a point, if there is one. */
  public Optional<PointValue> newest(Point point) {
    return Optional.ofNullable(values.get(point));
  }

  /**
   * Reads all points of a class; once-points until they have been read. Does nothing while the poll
   * before is still under way.
   */
  public void poll(PollClass poll) {
    CompletableFuture<Void> done;
    synchronized (polling) {
      CompletableFuture<Void> before = polling.get(poll);
      if (before != null && !before.isDone()) {
        return;
      }
      done = new CompletableFuture<>();
      polling.put(poll, done);
    }
    List<Point> due = new ArrayList<>();
    points.forEach(
        (p, c) -> {
          if (c == poll && (poll != PollClass.ONCE || !read(p))) {
            due.add(p);
          }
        });
    Priority priority =
        switch (poll) {
          case FAST -> Priority.FAST;
          case SLOW -> Priority.SLOW;
          case ONCE, NEVER -> Priority.ONCE;
        };
    fetch(due, priority).whenComplete((v, e) -> done.complete(null));
  }

  /**
   * Time on the line that one poll of a class is computed to take: requests, replies, pauses, and
   * the unit's turnaround as learnt, or 20 ms before its first answer.
   */
  public PlanBudget.Cost cost(PollClass poll) {
    List<Point> due = new ArrayList<>();
    points.forEach(
        (p, c) -> {
          if (c == poll) {
            due.add(p);
          }
        });
    List<Block> blocks;
    synchronized (planner) {
      blocks = planner.plan(due, line.prohibited(unit));
    }
    long turnaround = (long) (line.counters(unit).turnaroundMillis() * 1e6);
    return PlanBudget.Cost.of(blocks, line.settings(), turnaround);
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
    return fetch(wanted, priority, System.nanoTime() + DEMAND_NANOS);
  }

  /**
   * Reads points now.
   *
   * @param expiresNanos instant of {@link System#nanoTime()} after which nothing more is sent
   * @return completes, never exceptionally, when each point has a new value or fault
   */
  public CompletableFuture<Void> fetch(
      Collection<Point> wanted, Priority priority, long expiresNanos) {
    List<CompletableFuture<Void>> parts = new ArrayList<>();
    List<Block> blocks;
    synchronized (planner) {
      blocks = planner.plan(wanted, line.prohibited(unit));
    }
    for (Block block : blocks) {
      List<Point> held = wanted.stream().filter(block::holds).toList();
      Request request = new Request.Read(unit, block.table(), block.address(), block.count());
      parts.add(
          line.submit(request, priority, expiresNanos, r -> Optional.empty())
              .thenCompose(reply -> took(block, held, reply, priority, expiresNanos)));
    }
    return CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new));
  }

  private CompletableFuture<Void> took(
      Block block, List<Point> held, Reply reply, Priority priority, long expiresNanos) {
    heard(reply);
    if (reply instanceof Reply.Data data) {
      synchronized (planner) {
        planner.learned(block);
      }
      int[] raw = data.values();
      Map<Point, PointValue> news = new LinkedHashMap<>();
      for (Point p : held) {
        int from = p.address() - block.address();
        news.put(p, decoded(p, Arrays.copyOfRange(raw, from, from + p.size())));
      }
      news.forEach(this::put);
      return CompletableFuture.completedFuture(null);
    }
    if (reply instanceof Reply.Refused r && (r.code() == 2 || r.code() == 3)) {
      boolean split;
      synchronized (planner) {
        split = planner.learn(block, held);
      }
      if (split) {
        return fetch(held, priority, expiresNanos);
      }
    }
    for (Point p : held) {
      put(p, new PointValue(Optional.empty(), reply.fault(), millis.getAsLong()));
    }
    return CompletableFuture.completedFuture(null);
  }

  private void heard(Reply reply) {
    if (!(reply instanceof Failed)) {
      synchronized (feeds) {
        feeds.heard(millis.getAsLong());
      }
    }
  }

  private PointValue decoded(Point p, int[] raw) {
    try {
      return new PointValue(PointCodec.decode(p, raw), "", millis.getAsLong());
    } catch (IllegalArgumentException e) {
      return new PointValue(Optional.empty(), e.getMessage(), millis.getAsLong());
    }
  }

  private void put(Point p, PointValue value) {
    values.put(p, value);
    listeners.forEach(l -> l.accept(p, value));
  }

  /**
   * Writes a value as whoever holds the unit's lease; see {@link #write(Point, Object, Control,
   * long, String)}.
   */
  public CompletableFuture<Reply> write(
      Point point, Object value, Control control, long expiresNanos) {
    return write(point, value, control, expiresNanos, Lease.ANYBODY);
  }

  /**
   * Writes a value; of a point that is a part of a register, the other bits stay as they are. A
   * limit is rounded down. A point that is polled is read back at once. A register that the station
   * controls is refused also under another name.
   *
   * @param control what the point does; any but NONE needs the holder's lease
   * @param expiresNanos instant of {@link System#nanoTime()} after which it is not sent any more;
   *     the end of the lease, as it is now, if that is earlier
   * @param holder of the unit's lease
   * @return what came of it, never exceptionally
   */
  public CompletableFuture<Reply> write(
      Point point, Object value, Control control, long expiresNanos, String holder) {
    boolean free = control == Control.NONE && !line.controlled(unit, point);
    Optional<Lease> lease =
        line.lease(unit).filter(l -> control != Control.NONE && l.current(holder));
    if (!free && lease.isEmpty()) {
      return CompletableFuture.completedFuture(
          new Failed(Kind.SILENT, "controlled by the charging station; write refused"));
    }
    if (control.sole() && !line.drives(unit, point, holder)) {
      return CompletableFuture.completedFuture(
          new Failed(
              Kind.SILENT, "another EVSE of this gateway drives this pile; give it one EVSE only"));
    }
    long expires = lease.map(l -> within(l.leftMillis(holder), expiresNanos)).orElse(expiresNanos);
    CompletableFuture<Reply> reply;
    synchronized (feeds) {
      reply = writer.write(point, value, control, expires);
      boolean refused = reply.isDone() && reply.join() instanceof Failed;
      if (control == Control.LIMIT && !refused) {
        feeds.limit(point, value, millis.getAsLong(), holder);
      }
    }
    return reply.whenComplete((r, e) -> wrote(point, r));
  }

  /** What is written under a lease is not sent after its end, however long it waits. */
  private static long within(long leftMillis, long expiresNanos) {
    long left = expiresNanos - System.nanoTime();
    return expiresNanos - Math.max(0, left - leftMillis * 1_000_000);
  }

  private void wrote(Point point, Reply reply) {
    heard(reply);
    if (!reply.good()) {
      synchronized (feeds) {
        feeds.failed(point, millis.getAsLong());
      }
    } else if (points.containsKey(point)) {
      fetch(List.of(point), Priority.READ_BACK);
    }
  }

  /**
   * Feeds what is due and writes limits again, while the lease runs; called a few times a second.
   */
  public void feedDue() {
    Optional<Lease> lease = line.lease(unit);
    if (lease.isEmpty()) {
      return;
    }
    long now = millis.getAsLong();
    long latest = System.nanoTime() + DEMAND_NANOS / 60;
    synchronized (feeds) {
      for (FeedPlan.Due d : feeds.due(lease.get(), now)) {
        long expires = within(feeds.leftMillis(d, lease.get()), latest);
        writer
            .write(d.point(), d.value(), d.control(), expires)
            .whenComplete((r, e) -> wrote(d.point(), r));
      }
      if (feeds.quiet(lease.get(), now)) {
        points.keySet().stream()
            .findFirst()
            .ifPresent(
                p -> fetch(List.of(p), Priority.WRITE, within(lease.get().leftMillis(), latest)));
      }
    }
  }
}
