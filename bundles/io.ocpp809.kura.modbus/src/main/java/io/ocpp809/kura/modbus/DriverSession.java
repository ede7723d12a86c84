package io.ocpp809.kura.modbus;

import io.ocpp809.modbus.BlockPlanner;
import io.ocpp809.modbus.Device;
import io.ocpp809.modbus.Device.PollClass;
import io.ocpp809.modbus.Lease;
import io.ocpp809.modbus.Line;
import io.ocpp809.modbus.Point;
import io.ocpp809.modbus.PointValue;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** A driver's use of its line: the devices on it and the timers that poll and feed them. */
final class DriverSession implements AutoCloseable {
  private static final int FEED_MILLIS = 250;

  private final DriverOptions options;
  private final Line line;
  private final BiConsumer<DeviceKey, Map.Entry<Point, PointValue>> listener;
  private final Map<DeviceKey, Device> devices = new ConcurrentHashMap<>();
  private final Map<Integer, Lease> leases = new ConcurrentHashMap<>();
  private final Map<Integer, Integer> watchdogs = new ConcurrentHashMap<>();
  private final ScheduledFuture<?>[] timers;

  /** Devices differ by unit and by how their reads may be joined. */
  record DeviceKey(int unit, int gap, int most) {}

  DriverSession(
      DriverOptions options, BiConsumer<DeviceKey, Map.Entry<Point, PointValue>> listener) {
    this.options = options;
    this.line = LineRegistry.instance().acquire(options);
    this.listener = listener;
    var timer = LineRegistry.instance().timer();
    timers =
        new ScheduledFuture<?>[] {
          timer.scheduleAtFixedRate(
              () -> devices.values().forEach(d -> d.poll(PollClass.FAST)),
              0,
              options.fastMillis(),
              TimeUnit.MILLISECONDS),
          timer.scheduleAtFixedRate(
              () -> devices.values().forEach(d -> d.poll(PollClass.SLOW)),
              0,
              options.slowMillis(),
              TimeUnit.MILLISECONDS),
          timer.scheduleAtFixedRate(
              () -> devices.values().forEach(Device::feedDue),
              FEED_MILLIS,
              FEED_MILLIS,
              TimeUnit.MILLISECONDS)
        };
  }

  Line line() {
    return line;
  }

  /** The device that a channel belongs to, made on first use. */
  Device device(ChannelSpec spec) {
    DeviceKey key = new DeviceKey(spec.unit(), spec.gap(), spec.most());
    return devices.computeIfAbsent(key, this::newDevice);
  }

  private Device newDevice(DeviceKey key) {
    Device device =
        new Device(
            key.unit(),
            line,
            new BlockPlanner(Math.max(0, key.gap()), key.most(), key.gap() < 0),
            DriverSession::millis);
    device.listen((point, value) -> listener.accept(key, Map.entry(point, value)));
    Lease lease = leases.get(key.unit());
    if (lease != null) {
      device.lease(lease, watchdogs.getOrDefault(key.unit(), 0));
    }
    return device;
  }

  /** Declares that a unit is under the station's lease. */
  Lease lease(ChannelSpec spec) {
    watchdogs.put(spec.unit(), spec.watchdogMillis());
    Lease lease =
        leases.compute(
            spec.unit(),
            (u, old) ->
                old != null && old.watchdog() == spec.lease().orElseThrow()
                    ? old
                    : new Lease(spec.lease().orElseThrow(), DriverSession::millis));
    devices.forEach(
        (key, device) -> {
          if (key.unit() == spec.unit() && device.lease().orElse(null) != lease) {
            device.lease(lease, spec.watchdogMillis());
          }
        });
    return lease;
  }

  /** Takes a channel into polls and feeds. */
  void track(ChannelSpec spec) {
    if (spec.lease().isPresent()) {
      lease(spec);
      return;
    }
    spec.point()
        .ifPresent(
            p -> {
              if (spec.poll() != PollClass.NEVER) {
                device(spec).track(p, spec.poll());
              }
              if (!spec.feedValue().isEmpty() && spec.feedMillis() > 0) {
                device(spec).feed(p, spec.feedValue(), spec.feedMillis());
              }
            });
  }

  static long millis() {
    return System.nanoTime() / 1_000_000;
  }

  @Override
  public void close() {
    for (ScheduledFuture<?> timer : timers) {
      timer.cancel(false);
    }
    LineRegistry.instance().release(options);
  }
}
