package io.ocpp809.modbus;

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
  private final Set<Place> controlled = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  private record Place(int unit, Table table, int address) {}

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
    this.driver = new BlockingDriver(machine, factory, executor);
  }

  Line(LineMachine machine, LineSettings settings, Function<LineMachine, LineDriver> driver) {
    this.machine = machine;
    this.settings = settings;
    this.driver = driver.apply(machine);
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
    if (closed) {
      return CompletableFuture.completedFuture(new Failed(Kind.LINK, "the line is closed"));
    }
    if (lease(request.unit()).filter(Lease::silent).isPresent()) {
      return CompletableFuture.completedFuture(
          new Failed(Kind.SILENT, "silent: the station's lease has ended"));
    }
    List<Outcome> outcomes;
    synchronized (machine) {
      machine.submit(new Order(request, priority, System.nanoTime(), expiresNanos, next, done));
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

  /** Takes over leases and controlled registers of the line that this one replaces. */
  public void adopt(Line before) {
    before.leases.forEach(leases::putIfAbsent);
    controlled.addAll(before.controlled);
  }

  /** Marks what a point takes as controlled by the charging station, whoever names it. */
  public void control(int unit, Point p) {
    for (int i = 0; i < p.size(); i++) {
      controlled.add(new Place(unit, p.table(), p.address() + i));
    }
  }

  /** Whether the point takes anything that is controlled by the charging station. */
  public boolean controlled(int unit, Point p) {
    for (int i = 0; i < p.size(); i++) {
      if (controlled.contains(new Place(unit, p.table(), p.address() + i))) {
        return true;
      }
    }
    return false;
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
    closed = true;
    List<Outcome> outcomes;
    synchronized (machine) {
      machine.close(System.nanoTime());
      outcomes = machine.outcomes();
    }
    driver.close();
    outcomes.forEach(o -> o.done().complete(o.reply()));
  }
}
