package io.ocpp809.kura.modbus;

import io.ocpp809.modbus.BlockPlanner;
import io.ocpp809.modbus.Control;
import io.ocpp809.modbus.Device;
import io.ocpp809.modbus.Device.PollClass;
import io.ocpp809.modbus.Lease;
import io.ocpp809.modbus.Line;
import io.ocpp809.modbus.PlanBudget;
import io.ocpp809.modbus.Point;
import io.ocpp809.modbus.PointValue;
import io.ocpp809.modbus.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A driver's use of its line: the devices on it and the timers that poll and feed them. A channel
 * that nobody has read for a while and nobody listens to is polled no more.
 */
final class DriverSession implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DriverSession.class);
  private static final int FEED_MILLIS = 250;
  private static final long FORGET_MILLIS = 120_000;

  private final Line line;
  private final Listeners listeners;
  private final Map<DeviceKey, Device> devices = new ConcurrentHashMap<>();
  private final Map<Place, LastGood> held = new ConcurrentHashMap<>();
  private final Map<ChannelSpec, Long> used = new ConcurrentHashMap<>();
  private final List<ScheduledFuture<?>> timers = new ArrayList<>();
  private final AtomicInteger faults = new AtomicInteger();
  private final AtomicBoolean planChanged = new AtomicBoolean(true);
  private volatile String planFault = "";
  private volatile DriverOptions options;

  private record Place(DeviceKey device, Point point) {}

  /** Devices differ by unit and by how their reads may be joined. */
  record DeviceKey(int unit, int gap, int most) {
    static DeviceKey of(ChannelSpec spec) {
      return new DeviceKey(spec.unit(), spec.gap(), spec.most());
    }
  }

  /**
   * Opens a session; no I/O happens before something is read, written or listened to.
   *
   * @param before the devices of the session before, whose watchdogs are fed on
   * @param there the line that led to the same devices in the field, as far as can be told, whose
   *     leases go on and stay ended; empty if there was none
   * @throws IllegalStateException if the line cannot be shared
   */
  DriverSession(
      DriverOptions options,
      Listeners listeners,
      Map<DeviceKey, Device> before,
      Optional<Line> there,
      Keystores keystores) {
    this.line = LineRegistry.instance().acquire(options.line(), keystores);
    this.listeners = listeners;
    boolean same = there.isPresent();
    there.filter(l -> l != line).ifPresent(line::adopt);
    before.forEach((key, d) -> devices.put(key, heard(key, d.movedTo(line, planner(key), same))));
    start(options);
  }

  private synchronized void start(DriverOptions next) {
    options = next;
    line.trace(this, next.trace());
    planChanged.set(true);
    every(next.fastMillis(), this::fast);
    every(next.slowMillis(), this::slow);
    every(FEED_MILLIS, () -> each(Device::feedDue));
  }

  /**
   * Runs a task now and in each period. All drivers at the same moments: many of them wake the
   * threads behind little more often than one.
   */
  private void every(int millis, Runnable task) {
    ScheduledExecutorService timer = LineRegistry.instance().timer();
    Runnable guarded = () -> guard(task);
    long next = Math.max(0, millis - millis() % FEED_MILLIS);
    timers.add(timer.schedule(guarded, 0, TimeUnit.MILLISECONDS));
    timers.add(timer.scheduleAtFixedRate(guarded, next, millis, TimeUnit.MILLISECONDS));
  }

  private void each(Consumer<Device> task) {
    devices.values().forEach(d -> guard(() -> task.accept(d)));
  }

  /** A task that throws would never run again: a bug at one device must end no period. */
  private void guard(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      if (faults.getAndIncrement() == 0) {
        LOG.warn("{}: polling or feeding failed and goes on", options.line().endpoint(), e);
      } else {
        LOG.debug("{}: fault {} of polling or feeding", options.line().endpoint(), faults, e);
      }
    }
  }

  /** Polls with other periods from now on; the connection stays. */
  synchronized void restart(DriverOptions next) {
    stop();
    start(next);
  }

  private synchronized void stop() {
    timers.forEach(t -> t.cancel(false));
    timers.clear();
  }

  private void fast() {
    if (planChanged.getAndSet(false)) {
      judge(true);
    }
    poll(PollClass.FAST);
  }

  /** Says, before it is polled, that a plan does not fit; again only when it has changed. */
  private void judge(boolean changed) {
    PlanBudget budget = budget();
    boolean fitted = planFault.isEmpty();
    if (!budget.fits() && (changed || fitted)) {
      planFault = budget.words();
      LOG.warn("{}", planFault);
    } else if (budget.fits() && !fitted && (changed || budget.fitsWell())) {
      planFault = "";
      LOG.info("{}: the polls fit into their periods again", options.line().endpoint());
    }
  }

  /** Why the polls cannot keep their periods, with the numbers; empty if they can. */
  String planFault() {
    return planFault;
  }

  /** The plan of all devices of this driver against the periods. */
  PlanBudget budget() {
    DriverOptions o = options;
    PlanBudget.Cost fast = PlanBudget.Cost.NONE;
    PlanBudget.Cost slow = PlanBudget.Cost.NONE;
    for (Device d : devices.values()) {
      fast = fast.plus(d.cost(PollClass.FAST));
      slow = slow.plus(d.cost(PollClass.SLOW));
    }
    String endpoint = o.line().endpoint();
    int baud = line.settings().baud();
    PlanBudget alone =
        new PlanBudget(endpoint, baud, fast, slow, o.fastMillis(), o.slowMillis(), 0);
    double others = line.plans(this, alone.share());
    return new PlanBudget(endpoint, baud, fast, slow, o.fastMillis(), o.slowMillis(), others);
  }

  private void poll(PollClass poll) {
    each(d -> d.poll(poll));
  }

  private void slow() {
    long now = millis();
    used.forEach(
        (spec, at) -> {
          if (now - at > FORGET_MILLIS && !listeners.hears(spec)) {
            forget(spec);
          }
        });
    judge(planChanged.getAndSet(false));
    poll(PollClass.SLOW);
    poll(PollClass.ONCE);
    listeners.counters(line);
  }

  private void forget(ChannelSpec spec) {
    used.remove(spec);
    DeviceKey key = DeviceKey.of(spec);
    boolean wanted =
        used.keySet().stream()
            .anyMatch(s -> DeviceKey.of(s).equals(key) && s.point().equals(spec.point()));
    if (!wanted) {
      spec.point().ifPresent(p -> device(spec).drop(p));
      spec.point().ifPresent(p -> held.remove(new Place(key, p)));
    }
  }

  Line line() {
    return line;
  }

  /** Where the line leads. */
  String endpoint() {
    return options.line().endpoint();
  }

  /** Whether a channel has been read or written within the last two minutes, or is listened to. */
  boolean used() {
    long now = millis();
    return used.entrySet().stream()
        .anyMatch(e -> now - e.getValue() <= FORGET_MILLIS || listeners.hears(e.getKey()));
  }

  /** Its devices. */
  Map<DeviceKey, Device> devices() {
    return Map.copyOf(devices);
  }

  /** The device that a channel belongs to, made on first use. */
  Device device(ChannelSpec spec) {
    return devices.computeIfAbsent(DeviceKey.of(spec), this::newDevice);
  }

  private Device newDevice(DeviceKey key) {
    return heard(key, new Device(key.unit(), line, planner(key), DriverSession::millis));
  }

  private BlockPlanner planner(DeviceKey key) {
    int most = Math.min(key.most(), line.settings().mostRegisters());
    return new BlockPlanner(Math.max(0, key.gap()), most, key.gap() < 0);
  }

  private Device heard(DeviceKey key, Device device) {
    device.listen((point, value) -> arrived(key, point, value));
    return device;
  }

  private void arrived(DeviceKey key, Point point, PointValue value) {
    LastGood last = held.get(new Place(key, point));
    if (last != null) {
      last.heard(value);
    }
    listeners.arrived(key, point, hold -> last == null ? value : last.shown(value, hold));
  }

  /** What a channel shows of its point: the newest, or the last good value while it is held. */
  Optional<PointValue> shown(ChannelSpec spec) {
    Point point = spec.point().orElseThrow();
    LastGood last = held.get(new Place(DeviceKey.of(spec), point));
    return device(spec).newest(point).map(v -> last == null ? v : last.shown(v, spec.hold()));
  }

  /**
   * The lease of a unit, made by the first channel that names it. Who merely reads may tell of a
   * watchdog, but not that there is none or another one: that is the station's to say.
   */
  Lease lease(ChannelSpec spec) {
    Lease.Watchdog kind = spec.lease().orElseThrow();
    Lease fresh = new Lease(kind, DriverSession::millis);
    fresh.watchdog(kind, spec.watchdogMillis());
    Lease lease = line.lease(spec.unit(), fresh);
    if (lease.watchdog() == Lease.Watchdog.NONE) {
      lease.watchdog(kind, spec.watchdogMillis());
    }
    return lease;
  }

  /** The lease of a unit that its station renews; what it says of the watchdog counts. */
  Lease renewable(ChannelSpec spec) {
    Lease lease = lease(spec);
    lease.watchdog(spec.lease().orElseThrow(), spec.watchdogMillis());
    return lease;
  }

  /** Takes a channel that is read or listened to into the polls. */
  void track(ChannelSpec spec) {
    boolean fresh = used.put(spec, millis()) == null;
    if (fresh) {
      control(spec);
    }
    if (spec.lease().isPresent()) {
      lease(spec);
    }
    if (fresh && spec.hold() > 0 && spec.point().isPresent()) {
      held.computeIfAbsent(new Place(DeviceKey.of(spec), spec.point().get()), p -> new LastGood());
    }
    if (fresh && spec.poll() != PollClass.NEVER) {
      spec.point().ifPresent(p -> device(spec).track(p, spec.poll()));
      planChanged.set(true);
    }
  }

  /**
   * Remembers registers that only the station writes, those that nobody writes, and those that no
   * joined read touches.
   */
  void control(ChannelSpec spec) {
    spec.neverRead().forEach(n -> line.prohibit(spec.unit(), n.block()));
    spec.never().forEach(n -> line.forbid(spec.unit(), n));
    if (spec.control() != Control.NONE) {
      spec.point().ifPresent(p -> line.control(spec.unit(), p));
    }
  }

  /**
   * Writes a channel's value under a lease, or without one where nothing is controlled. A limit or
   * life register that was written by way of another channel before is repeated by this one only.
   *
   * @param holder of the unit's lease
   * @param expiresNanos instant of {@link System#nanoTime()} after which it is not sent any more
   */
  CompletableFuture<Reply> write(ChannelSpec spec, Object value, String holder, long expiresNanos) {
    Point point = spec.point().orElseThrow();
    Device device = device(spec);
    if (spec.control() == Control.LIMIT || spec.control() == Control.FEED) {
      devices.values().stream()
          .filter(d -> d != device && d.unit() == spec.unit())
          .forEach(d -> d.leave(point, holder));
    }
    if (spec.control() == Control.FEED) {
      Object fed = spec.feedValue().isEmpty() ? value : spec.feedValue();
      device.feed(point, fed, spec.feedMillis(), holder);
    }
    return device.write(point, value, spec.control(), expiresNanos, holder);
  }

  static long millis() {
    return System.nanoTime() / 1_000_000;
  }

  @Override
  public void close() {
    stop();
    line.plans(this, 0);
    line.trace(this, false);
    LineRegistry.instance().release(options.line());
  }
}
