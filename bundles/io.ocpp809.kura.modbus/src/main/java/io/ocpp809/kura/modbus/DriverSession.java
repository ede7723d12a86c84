package io.ocpp809.kura.modbus;

import io.ocpp809.modbus.BlockPlanner;
import io.ocpp809.modbus.Control;
import io.ocpp809.modbus.Device;
import io.ocpp809.modbus.Device.PollClass;
import io.ocpp809.modbus.Lease;
import io.ocpp809.modbus.Line;
import io.ocpp809.modbus.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A driver's use of its line: the devices on it and the timers that poll and feed them. A channel
 * that nobody has read for a while and nobody listens to is polled no more.
 */
final class DriverSession implements AutoCloseable {
  private static final int FEED_MILLIS = 250;
  private static final long FORGET_MILLIS = 120_000;

  private final Line line;
  private final Listeners listeners;
  private final Map<DeviceKey, Device> devices = new ConcurrentHashMap<>();
  private final Map<ChannelSpec, Long> used = new ConcurrentHashMap<>();
  private final List<ScheduledFuture<?>> timers = new ArrayList<>();
  private DriverOptions options;

  /** Devices differ by unit and by how their reads may be joined. */
  record DeviceKey(int unit, int gap, int most) {
    static DeviceKey of(ChannelSpec spec) {
      return new DeviceKey(spec.unit(), spec.gap(), spec.most());
    }
  }

  /**
   * Opens a session; no I/O happens before something is read, written or listened to.
   *
   * @throws IllegalStateException if the line cannot be shared
   */
  DriverSession(DriverOptions options, Listeners listeners) {
    this.line = LineRegistry.instance().acquire(options.line());
    this.listeners = listeners;
    start(options);
  }

  private synchronized void start(DriverOptions next) {
    options = next;
    every(next.fastMillis(), () -> poll(PollClass.FAST));
    every(next.slowMillis(), this::slow);
    every(FEED_MILLIS, () -> devices.values().forEach(Device::feedDue));
  }

  private void every(int millis, Runnable task) {
    ScheduledExecutorService timer = LineRegistry.instance().timer();
    timers.add(timer.scheduleAtFixedRate(task, 0, millis, TimeUnit.MILLISECONDS));
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

  private void poll(PollClass poll) {
    devices.values().forEach(d -> d.poll(poll));
  }

  private void slow() {
    long now = millis();
    used.forEach(
        (spec, at) -> {
          if (now - at > FORGET_MILLIS && !listeners.hears(spec)) {
            forget(spec);
          }
        });
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
    }
  }

  Line line() {
    return line;
  }

  /** The device that a channel belongs to, made on first use. */
  Device device(ChannelSpec spec) {
    return devices.computeIfAbsent(DeviceKey.of(spec), this::newDevice);
  }

  private Device newDevice(DeviceKey key) {
    int most = Math.min(key.most(), line.settings().mostRegisters());
    BlockPlanner planner = new BlockPlanner(Math.max(0, key.gap()), most, key.gap() < 0);
    Device device = new Device(key.unit(), line, planner, DriverSession::millis);
    device.listen((point, value) -> listeners.arrived(key, point, value));
    return device;
  }

  /** Puts a unit under the station's lease. */
  Lease lease(ChannelSpec spec) {
    Lease.Watchdog kind = spec.lease().orElseThrow();
    Lease lease = line.lease(spec.unit(), new Lease(kind, DriverSession::millis));
    lease.watchdog(kind, spec.watchdogMillis());
    return lease;
  }

  /** Takes a channel that is read or listened to into the polls. */
  void track(ChannelSpec spec) {
    boolean fresh = used.put(spec, millis()) == null;
    if (fresh) {
      control(spec);
    }
    if (fresh && spec.poll() != PollClass.NEVER) {
      spec.point().ifPresent(p -> device(spec).track(p, spec.poll()));
    }
  }

  /** Remembers registers that only the station writes. */
  void control(ChannelSpec spec) {
    if (spec.control() != Control.NONE) {
      spec.point().ifPresent(p -> line.control(spec.unit(), p));
    }
  }

  /** Feeds a watchdog from now on while the lease runs, if the channel is its life register. */
  void feed(ChannelSpec spec, Object written) {
    Object value = spec.feedValue().isEmpty() ? written : spec.feedValue();
    Point point = spec.point().orElseThrow();
    device(spec).feed(point, value, spec.feedMillis());
  }

  static long millis() {
    return System.nanoTime() / 1_000_000;
  }

  @Override
  public void close() {
    stop();
    LineRegistry.instance().release(options.line());
  }
}
