package io.ocpp809.kura.modbus;

import io.ocpp809.modbus.Device;
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
  private final ModbusDriver driver;
  private final List<ChannelRecord> records;
  private final Map<ChannelRecord, String> wrong = new IdentityHashMap<>();
  private final Map<ChannelRecord, ChannelSpec> specs = new IdentityHashMap<>();

  ReadRequest(ModbusDriver driver, List<ChannelRecord> records) {
    this.driver = driver;
    this.records = List.copyOf(records);
    for (ChannelRecord r : this.records) {
      try {
        specs.put(r, ChannelSpec.of(r.getChannelName(), r.getChannelConfig()));
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
          .filter(p -> !young(s.device(spec).newest(p), begin - o.maxAgeMillis()))
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

  private static boolean young(Optional<PointValue> v, long since) {
    return v.filter(x -> x.atMillis() >= since).isPresent();
  }

  private static void answer(
      DriverSession s, ChannelRecord r, ChannelSpec spec, long since, int boundMillis) {
    if (!spec.counter().isEmpty()) {
      Object value = Counters.value(s.line(), spec.unit(), spec.counter());
      Records.good(r, value, System.currentTimeMillis());
    } else if (spec.point().isEmpty()) {
      Records.fail(r, "a lease can only be written");
    } else {
      Optional<PointValue> value = s.device(spec).newest(spec.point().get());
      if (young(value, since)) {
        Records.fill(r, value.get());
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
