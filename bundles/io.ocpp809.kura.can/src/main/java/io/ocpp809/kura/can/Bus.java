package io.ocpp809.kura.can;

import io.ocpp809.can.CanLink;
import io.ocpp809.can.Frame;
import io.ocpp809.can.LinkCounters;
import io.ocpp809.can.LinkException;
import io.ocpp809.can.LinkState;
import io.ocpp809.can.SendingLink;
import io.ocpp809.kura.can.DriverOptions.BusOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One bus and its link, shared by all drivers that name it: opens it on a thread of its own, again
 * after each failure, keeps the newest frame of each identifier, and lets it go at the first frame
 * of a charger or vehicle if it is said to be no charging bus.
 */
final class Bus {
  private static final Logger LOG = LoggerFactory.getLogger(Bus.class);
  private static final int TICK_MILLIS = 250;
  private static final int FIRST_PAUSE_MILLIS = 1_000;
  private static final int LONGEST_PAUSE_MILLIS = 30_000;

  /** Identifiers whose newest frames are kept; more than any real bus has. */
  private static final int MOST_IDENTIFIERS = 4_096;

  private final BusOptions options;
  private final LinkMaker maker;
  private final LongSupplier clock;
  private final ExecutorService own;
  private final ScheduledExecutorService timer;
  private final List<BusUser> users = new CopyOnWriteArrayList<>();
  private final Map<Key, Heard> newest = new ConcurrentHashMap<>();
  private final Restraint restraint;
  private final Optional<GbtBus> gbt;
  private volatile Optional<CanLink> link = Optional.empty();
  private final Complaint complaint;
  private volatile String fault = "the link is being opened";
  private volatile boolean closed;
  private ScheduledFuture<?> ticks;
  private int pause = FIRST_PAUSE_MILLIS;
  private LinkCounters before = LinkCounters.NONE;

  /**
   * The newest frame of an identifier.
   *
   * @param frame the frame
   * @param nanos when it came, by the clock
   */
  record Heard(Frame frame, long nanos) {}

  /**
   * @param clock tells how old values are, monotonic, ns
   * @param own runs what may take its time: opening, sending, closing
   * @param timer starts what is due; its tasks only hand over
   */
  Bus(
      BusOptions options,
      LinkMaker maker,
      LongSupplier clock,
      ExecutorService own,
      ScheduledExecutorService timer) {
    this.options = options;
    this.maker = maker;
    this.clock = clock;
    this.restraint = new Restraint(clock);
    this.complaint = new Complaint(options.endpoint());
    this.own = own;
    this.timer = timer;
    this.gbt = options.gbt() ? Optional.of(new GbtBus(options, clock)) : Optional.empty();
  }

  /** Begins to open the link, after the one before at this endpoint has been let go. */
  void begin(CompletableFuture<Void> after) {
    ticks = timer.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    after.whenComplete((done, failed) -> hand(this::open));
  }

  private void hand(Runnable task) {
    try {
      own.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.debug("{} is closed", options.endpoint(), e);
    }
  }

  private void open() {
    if (closed) {
      return;
    }
    CanLink next = null;
    try {
      next = maker.make(options);
      link = Optional.of(next);
      fault = "";
      next.open(this::heard);
      pause = FIRST_PAUSE_MILLIS;
      complaint.over();
      LOG.info(complaint.named(next.state().words()));
    } catch (LinkException | RuntimeException | LinkageError e) {
      drop(String.valueOf(e.getMessage()));
      timer.schedule(() -> hand(this::open), pause, TimeUnit.MILLISECONDS);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
    }
    if (closed) {
      drop("closed");
    }
    users.forEach(BusUser::tick);
  }

  private void drop(String why) {
    complaint.about(why).ifPresent(LOG::warn);
    fault = why;
    Optional<CanLink> old = link;
    link = Optional.empty();
    old.ifPresent(
        l -> {
          before = plus(before, l.counters());
          l.close();
        });
  }

  private static LinkCounters plus(LinkCounters a, LinkCounters b) {
    return new LinkCounters(
        a.heard() + b.heard(),
        a.sent() + b.sent(),
        a.lost() + b.lost(),
        a.busErrors() + b.busErrors(),
        a.malformed() + b.malformed(),
        a.opened() + b.opened());
  }

  private void heard(Frame frame, long nanos) {
    Key key = Key.of(frame);
    if (!options.gbt() && key.charging()) {
      charging(key);
      return;
    }
    if (!frame.remote() && (newest.size() < MOST_IDENTIFIERS || newest.containsKey(key))) {
      newest.put(key, new Heard(frame, clock.getAsLong()));
    }
    users.forEach(u -> u.heard(key));
    gbt.flatMap(g -> g.heard(frame, nanos)).ifPresent(this::said);
  }

  private void said(Set<String> messages) {
    users.forEach(u -> u.said(messages));
  }

  /** Whatever the form says: where charger and vehicle talk nobody else has anything to say. */
  private void charging(Key key) {
    if (restraint.charging()) {
      return;
    }
    restraint.letGo();
    String why =
        "frame "
            + key
            + " of a charger or vehicle was heard: this is a charging bus, which is only listened"
            + " to. It was let go of. Set role to CHARGING_BUS, send to false, and the interface to"
            + " listen only";
    hand(() -> drop(why));
  }

  private void tick() {
    try {
      gbt.flatMap(GbtBus::tick).ifPresent(this::said);
      users.forEach(BusUser::tick);
    } catch (RuntimeException e) {
      // A task that throws would never run again.
      LOG.warn("{}: a fault while looking for stale values", options.endpoint(), e);
    }
  }

  /** Why nothing is heard; empty while the bus is heard. */
  String fault() {
    Optional<CanLink> l = link;
    if (!fault.isEmpty() || l.isEmpty()) {
      return fault;
    }
    LinkState state = l.get().state();
    return state.open() ? "" : state.words();
  }

  /** What the link is doing, in words. */
  String words() {
    String why = fault();
    return why.isEmpty() ? link.map(l -> l.state().words()).orElse("") : why;
  }

  /** What all its links have counted. */
  LinkCounters counters() {
    return plus(before, link.map(CanLink::counters).orElse(LinkCounters.NONE));
  }

  /** The newest frame of an identifier. */
  Optional<Heard> newest(Key key) {
    return Optional.ofNullable(newest.get(key));
  }

  /** What charger and vehicle say; empty on a bus where they are not listened to. */
  Optional<GbtBus> gbt() {
    return gbt;
  }

  /** What is not sent, and what only the station sends. */
  Restraint restraint() {
    return restraint;
  }

  /** Time by which ages are told, monotonic, ns. */
  long now() {
    return clock.getAsLong();
  }

  BusOptions options() {
    return options;
  }

  /**
   * Sends a frame, unless that takes longer than there is time: then it is not sent later either.
   *
   * @return why it was not sent; empty if it was
   */
  String send(Frame frame, long deadlineNanos) {
    Sending sending = new Sending(frame);
    hand(sending);
    return sending.await(deadlineNanos);
  }

  /** A frame that waits for its turn; whoever comes first claims it, the sender or its deadline. */
  private final class Sending implements Runnable {
    private final Frame frame;
    private final CompletableFuture<String> result = new CompletableFuture<>();
    private boolean claimed;

    Sending(Frame frame) {
      this.frame = frame;
    }

    private synchronized boolean claim() {
      boolean first = !claimed;
      claimed = true;
      return first;
    }

    @Override
    public void run() {
      if (claim()) {
        result.complete(now());
      }
    }

    private String now() {
      String why = fault();
      if (!why.isEmpty()) {
        return why;
      }
      if (!(link.orElse(null) instanceof SendingLink out)) {
        return "this link has no way to send";
      }
      try {
        out.send(frame);
        return "";
      } catch (LinkException | RuntimeException e) {
        return String.valueOf(e.getMessage());
      }
    }

    String await(long deadlineNanos) {
      try {
        long left = Math.max(0, deadlineNanos - System.nanoTime());
        return result.get(left, TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException | TimeoutException late) {
        LOG.debug("{}: {} did not leave in time", options.endpoint(), frame);
      }
      return claim()
          ? "it did not leave in time and is not sent"
          : "the link did not take it in time; it may still be sent";
    }
  }

  void add(BusUser user) {
    users.add(user);
  }

  void remove(BusUser user) {
    users.remove(user);
  }

  /**
   * Lets the link go; nothing is sent from now on. Waits for nobody, also if the link hangs.
   *
   * @return done when the link is gone
   */
  CompletableFuture<Void> close() {
    closed = true;
    if (ticks != null) {
      ticks.cancel(false);
    }
    own.shutdown();
    Optional<CanLink> last = link;
    CompletableFuture<Void> gone = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              last.ifPresent(CanLink::close);
              gone.complete(null);
            },
            "ocpp809-can-close");
    thread.setDaemon(true);
    thread.start();
    return gone;
  }
}
