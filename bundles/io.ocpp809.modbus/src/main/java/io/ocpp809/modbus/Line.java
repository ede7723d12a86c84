package io.ocpp809.modbus;

import io.ocpp809.modbus.BlockPlanner.Block;
import io.ocpp809.modbus.Reply.Failed;
import io.ocpp809.modbus.Reply.Failed.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * One line to one or more units: carries out one request at a time, the most urgent first and,
 * among equals, the unit that has waited longest. A unit that does not answer is given a rest that
 * doubles from 2 s to 60 s, so that it does not cost the others their time. Keeps the leases of its
 * units, whoever asks for them. Safe for many threads.
 */
public final class Line implements AutoCloseable {
  private static final long EXPIRY_NANOS = 60_000_000_000L;

  private final LineMachine machine;
  private final LineSettings settings;
  private final LineDriver driver;
  private final Map<Integer, Lease> leases = new ConcurrentHashMap<>();
  private final Object driving = new Object();
  private final WriteGuard guard;
  private final Map<Integer, Set<Block>> prohibited = new ConcurrentHashMap<>();
  private final Map<Object, Double> plans = new ConcurrentHashMap<>();
  private final Set<Object> tracing = ConcurrentHashMap.newKeySet();
  private boolean closed;

  /**
   * Makes a line over a link that is read by waiting, such as a serial port.
   *
   * @param factory its endpoint
   * @param framing how frames look there
   * @param settings how it is used
   * @param executor runs it while there is something to do; takes one thread
   */
  public Line(Link.Factory factory, Framing framing, LineSettings settings, Executor executor) {
    this.machine = new LineMachine(framing, false, factory.endpoint(), settings);
    this.settings = settings;
    this.guard = new WriteGuard(machine::reaches);
    this.driver = new BlockingDriver(machine, factory, executor);
    machine.silence(this::silence);
  }

  Line(LineMachine machine, LineSettings settings, Function<LineMachine, LineDriver> driver) {
    this.machine = machine;
    this.settings = settings;
    this.guard = new WriteGuard(machine::reaches);
    this.driver = driver.apply(machine);
    machine.silence(this::silence);
  }

  /** Why a unit must be left alone, or another one that a request to it would reach. */
  private Optional<String> silence(int unit) {
    return leases.entrySet().stream()
        .filter(e -> machine.reaches(unit, e.getKey()))
        .map(Map.Entry::getValue)
        .filter(Lease::silent)
        .map(Lease::words)
        .findFirst();
  }

  /**
   * Notes what somebody means to poll.
   *
   * @param who who polls; the latest note of each counts
   * @param share part of the line's time that it takes; 0 takes the note back
   * @return the shares of all others together
   */
  public double plans(Object who, double share) {
    if (share > 0) {
      plans.put(who, share);
    } else {
      plans.remove(who);
    }
    double all = plans.values().stream().mapToDouble(d -> d).sum();
    return all - plans.getOrDefault(who, 0.0);
  }

  /** Percent of the line's time that all polls together are computed to take; may pass 100. */
  public double planPercent() {
    return 100 * plans.values().stream().mapToDouble(d -> d).sum();
  }

  /**
   * Puts a request into the queue.
   *
   * @return completes with what came of it, never exceptionally, on the line's thread
   */
  public CompletableFuture<Reply> submit(Request request, Priority priority) {
    return submit(request, priority, System.nanoTime() + EXPIRY_NANOS, r -> Optional.empty());
  }

  /**
   * Puts a request into the queue.
   *
   * @param expiresNanos instant of {@link System#nanoTime()} after which it is not sent any more
   * @param next makes, from the reply, the request that follows with nothing in between
   * @return completes with what came of the last one, never exceptionally, on the line's thread
   */
  public CompletableFuture<Reply> submit(
      Request request,
      Priority priority,
      long expiresNanos,
      Function<Reply, Optional<Request>> next) {
    CompletableFuture<Reply> done = new CompletableFuture<>();
    Optional<String> silent = silence(request.unit());
    if (silent.isPresent()) {
      return CompletableFuture.completedFuture(new Failed(Kind.SILENT, silent.get()));
    }
    Optional<String> forbidden = guard.forbidden(request);
    if (forbidden.isPresent()) {
      return CompletableFuture.completedFuture(new Failed(Kind.SILENT, forbidden.get()));
    }
    Function<Reply, Optional<Request>> guarded = guard.guarded(request, next);
    List<Outcome> outcomes;
    synchronized (machine) {
      if (closed) {
        return CompletableFuture.completedFuture(new Failed(Kind.LINK, "the line is closed"));
      }
      machine.submit(new Order(request, priority, System.nanoTime(), expiresNanos, guarded, done));
      outcomes = machine.outcomes();
    }
    outcomes.forEach(o -> o.done().complete(o.reply()));
    driver.wake();
    return done;
  }

  /** The lease that a unit is under, if it is under one. */
  public Optional<Lease> lease(int unit) {
    return Optional.ofNullable(leases.get(unit));
  }

  /** Puts a unit under a lease, unless it is under one already. */
  public Lease lease(int unit, Lease fresh) {
    Lease old = leases.putIfAbsent(unit, fresh);
    return old == null ? fresh : old;
  }

  /**
   * Lets a holder of a unit's lease control what the point takes, unless another EVSE does there,
   * or at a unit that requests to this one reach, too.
   *
   * @return whether he may
   */
  boolean drives(int unit, Point point, String holder) {
    List<Lease> reached =
        leases.entrySet().stream()
            .filter(e -> machine.reaches(unit, e.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    synchronized (driving) {
      boolean may = reached.stream().allMatch(l -> l.mayDrive(point, holder));
      if (may) {
        reached.forEach(l -> l.drive(point, holder));
      }
      return may;
    }
  }

  /** Takes over leases, guarded registers and prohibited ranges of the line before this one. */
  public void adopt(Line before) {
    before.leases.forEach(leases::putIfAbsent);
    guard.adopt(before.guard);
    before.prohibited.forEach((unit, all) -> all.forEach(b -> prohibit(unit, b)));
  }

  /** Marks what a point takes as controlled by the charging station, whoever names it. */
  public void control(int unit, Point p) {
    guard.control(unit, p);
  }

  /** Whether the point takes anything that is controlled by the charging station. */
  public boolean controlled(int unit, Point p) {
    return guard.controlled(unit, p);
  }

  /** Marks registers or coils of a unit that nobody writes, under a lease neither. */
  public void forbid(int unit, NeverWritten what) {
    guard.forbid(unit, what);
  }

  /** Marks a range of a unit that no joined read touches, whoever reads. */
  public void prohibit(int unit, Block range) {
    prohibited.computeIfAbsent(unit, u -> ConcurrentHashMap.newKeySet()).add(range);
  }

  /** Ranges of a unit that no joined read touches. */
  Set<Block> prohibited(int unit) {
    return prohibited.getOrDefault(unit, Set.of());
  }

  /** Why the point is never written on that unit, in words; empty if it may be. */
  public Optional<String> forbidden(int unit, Point p) {
    return guard.forbidden(unit, p);
  }

  /** How the line is used. */
  public LineSettings settings() {
    return settings;
  }

  /** Counters of a unit since the line was made. */
  public UnitCounters.Snapshot counters(int unit) {
    synchronized (machine) {
      return machine.counters(unit).snapshot();
    }
  }

  /**
   * Keeps the last frames as long as somebody wants it.
   *
   * @param who who wants it
   * @param wanted whether he does
   */
  public synchronized void trace(Object who, boolean wanted) {
    if (wanted) {
      tracing.add(who);
    } else {
      tracing.remove(who);
    }
    machine.trace().on(!tracing.isEmpty());
  }

  /** The last frames, if they are kept. */
  public FrameTrace trace() {
    return machine.trace();
  }

  /** Percent of the last ten to twenty seconds in which a request was under way. */
  public double loadPercent() {
    synchronized (machine) {
      return machine.loadPercent(System.nanoTime());
    }
  }

  /** Whether a unit is at rest because it does not answer. */
  public boolean resting(int unit) {
    synchronized (machine) {
      return machine.resting(unit);
    }
  }

  /** Closes the link; requests that wait are answered as failed. */
  @Override
  public void close() {
    List<Outcome> outcomes;
    synchronized (machine) {
      closed = true;
      machine.close(System.nanoTime());
      outcomes = machine.outcomes();
    }
    driver.close();
    outcomes.forEach(o -> o.done().complete(o.reply()));
  }
}
