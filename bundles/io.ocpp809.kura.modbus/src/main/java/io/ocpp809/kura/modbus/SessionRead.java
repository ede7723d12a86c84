package io.ocpp809.kura.modbus;

import io.ocpp809.kura.driver.ReadRequest;
import io.ocpp809.kura.driver.Records;
import io.ocpp809.modbus.Device;
import io.ocpp809.modbus.Device.PollClass;
import io.ocpp809.modbus.Point;
import io.ocpp809.modbus.PointValue;
import io.ocpp809.modbus.Priority;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.kura.channel.ChannelRecord;

/**
 * A read by way of a session: from the newest values where they are young enough, else from the
 * device, else with a failure.
 */
final class SessionRead {
  /**
   * How long what is polled once lasts: reading all channels of an asset does not go to the line
   * for it, where a set-point may wait.
   */
  private static final long ONCE_MILLIS = 600_000;

  private final DriverSession session;
  private final DriverOptions options;
  private final long begin = DriverSession.millis();

  /** A read that begins now. */
  SessionRead(DriverSession session, DriverOptions options) {
    this.session = session;
    this.options = options;
  }

  /** Answers each record within the bound of the options. */
  void perform(ReadRequest<ChannelSpec> request) {
    Map<Device, List<Point>> old = new LinkedHashMap<>();
    for (ChannelSpec spec : request.specs()) {
      session.track(spec);
      spec.point()
          .filter(p -> !young(spec, session.device(spec).newest(p), since() + 1))
          .ifPresent(p -> old.computeIfAbsent(session.device(spec), d -> new ArrayList<>()).add(p));
    }
    Deadline deadline = Deadline.in(options.boundMillis());
    List<CompletableFuture<Void>> parts = new ArrayList<>();
    old.forEach((d, points) -> parts.add(d.fetch(points, Priority.DEMAND, deadline.nanos())));
    deadline.await(CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)));
    request.answer(this::answer);
  }

  private long since() {
    return begin - options.maxAgeMillis();
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

  private void answer(ChannelRecord r, ChannelSpec spec) {
    if (!spec.counter().isEmpty()) {
      Object value = Counters.value(session.line(), spec.unit(), spec.counter());
      Records.good(r, value, System.currentTimeMillis());
    } else if (spec.lease().isPresent()) {
      Records.good(r, session.lease(spec).words(), System.currentTimeMillis());
    } else {
      Optional<PointValue> value = session.device(spec).newest(spec.point().get());
      if (young(spec, value, since())) {
        PointValue shown = session.shown(spec).orElse(value.get());
        Records.fill(r, Answers.shown(shown), System.nanoTime());
      } else {
        Records.fail(r, "no answer within " + options.boundMillis() + " ms");
      }
    }
  }
}
