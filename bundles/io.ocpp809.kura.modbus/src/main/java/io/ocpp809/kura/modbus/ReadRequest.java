package io.ocpp809.kura.modbus;

import io.ocpp809.modbus.Device;
import io.ocpp809.modbus.Device.PollClass;
import io.ocpp809.modbus.Point;
import io.ocpp809.modbus.PointValue;
import io.ocpp809.modbus.Priority;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.driver.PreparedRead;

/**
 * Records to read, with what their configuration says; made once, carried out many times. A record
 * whose configuration is wrong is answered with a failure that names the attribute.
 */
final class ReadRequest implements PreparedRead {
  /**
   * How long what is polled once lasts: reading all channels of an asset does not go to the line
   * for it, where a set-point may wait.
   */
  private static final long ONCE_MILLIS = 600_000;

  private final ModbusDriver driver;
  private final List<ChannelRecord> records;
  private final Map<ChannelRecord, String> wrong = new IdentityHashMap<>();
  private final Map<ChannelRecord, ChannelSpec> specs = new IdentityHashMap<>();

  ReadRequest(ModbusDriver driver, List<ChannelRecord> records) {
    this.driver = driver;
    this.records = List.copyOf(records);
    for (ChannelRecord r : this.records) {
      try {
        specs.put(r, driver.spec(r.getChannelName(), r.getChannelConfig()));
      } catch (IllegalArgumentException e) {
        wrong.put(r, e.getMessage());
      }
    }
  }

  @Override
  public synchronized List<ChannelRecord> execute() {
    driver.perform(this);
    return records;
  }

  @Override
  public List<ChannelRecord> getChannelRecords() {
    return records;
  }

  /** All fail for the same reason. */
  void fail(String why) {
    records.forEach(r -> Records.fail(r, wrong.getOrDefault(r, why)));
  }

  /** Fills the records from the newest values, from the device, or with a failure. */
  void perform(DriverSession s, DriverOptions o) {
    long begin = DriverSession.millis();
    Map<Device, List<Point>> old = new LinkedHashMap<>();
    for (ChannelSpec spec : specs.values()) {
      s.track(spec);
      spec.point()
          .filter(p -> !young(spec, s.device(spec).newest(p), begin - o.maxAgeMillis() + 1))
          .ifPresent(p -> old.computeIfAbsent(s.device(spec), d -> new ArrayList<>()).add(p));
    }
    Deadline deadline = Deadline.in(o.boundMillis());
    List<CompletableFuture<Void>> parts = new ArrayList<>();
    old.forEach((d, points) -> parts.add(d.fetch(points, Priority.DEMAND, deadline.nanos())));
    deadline.await(CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)));
    for (ChannelRecord r : records) {
      String fault = wrong.get(r);
      if (fault != null) {
        Records.fail(r, fault);
      } else {
        answer(s, r, specs.get(r), begin - o.maxAgeMillis(), o.boundMillis());
      }
    }
  }

  /**
   * Whether a value came at that time or later. Younger than the greatest age is less than it: a
   * value of the millisecond in which a read with the age 0 begins may be that of an earlier one.
   */
  private static boolean young(ChannelSpec spec, Optional<PointValue> v, long since) {
    boolean lasting = spec.poll() == PollClass.ONCE && v.filter(PointValue::answered).isPresent();
    long from = lasting ? since - ONCE_MILLIS : since;
    return v.filter(x -> x.atMillis() >= from).isPresent();
  }

  private static void answer(
      DriverSession s, ChannelRecord r, ChannelSpec spec, long since, int boundMillis) {
    if (!spec.counter().isEmpty()) {
      Object value = Counters.value(s.line(), spec.unit(), spec.counter());
      Records.good(r, value, System.currentTimeMillis());
    } else if (spec.lease().isPresent()) {
      Records.good(r, s.lease(spec).words(), System.currentTimeMillis());
    } else {
      Optional<PointValue> value = s.device(spec).newest(spec.point().get());
      if (young(spec, value, since)) {
        Records.fill(r, s.shown(spec).orElse(value.get()));
      } else {
        Records.fail(r, "no answer within " + boundMillis + " ms");
      }
    }
  }

  @Override
  public void close() {
    // Nothing is held but the records themselves.
  }
}
