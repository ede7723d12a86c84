package io.ocpp809.kura.modbus;

import io.ocpp809.kura.driver.Authorities;
import io.ocpp809.kura.driver.LeaseText;
import io.ocpp809.kura.driver.Records;
import io.ocpp809.modbus.Control;
import io.ocpp809.modbus.Lease;
import io.ocpp809.modbus.NeverWritten;
import io.ocpp809.modbus.PointCodec;
import io.ocpp809.modbus.Reply;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.kura.channel.ChannelRecord;

/**
 * Records to write, in their order. A controlled channel is written only if the unit's lease was
 * renewed earlier in the same call by a token that the charging station acknowledges; a write by
 * anybody else is refused also while the station's lease runs.
 */
final class WriteRequest {
  private final DriverSession session;
  private final DriverOptions options;
  private final Authorities authorities;
  private final Map<Integer, String> leased = new HashMap<>();
  private final Map<ChannelRecord, CompletableFuture<Reply>> replies = new LinkedHashMap<>();
  private final Deadline deadline;

  WriteRequest(DriverSession session, DriverOptions options, Authorities authorities) {
    this.session = session;
    this.options = options;
    this.authorities = authorities;
    this.deadline = Deadline.in(options.boundMillis());
  }

  void perform(List<ChannelRecord> records) {
    for (ChannelRecord r : records) {
      try {
        write(r, ChannelSpec.of(r.getChannelName(), r.getChannelConfig()));
      } catch (IllegalArgumentException e) {
        Records.fail(r, e.getMessage());
      }
    }
    replies.forEach(this::answer);
  }

  private void write(ChannelRecord r, ChannelSpec spec) {
    session.control(spec);
    Object value = r.getValue() == null ? null : r.getValue().getValue();
    if (value == null) {
      Records.fail(r, "there is no value to write");
    } else if (spec.lease().isPresent()) {
      renew(r, spec, String.valueOf(value));
    } else if (spec.point().isEmpty()) {
      Records.fail(r, "a counter cannot be written");
    } else if (spec.control() != Control.NONE && !leased.containsKey(spec.unit())) {
      Records.fail(r, Authorities.REFUSED);
    } else {
      Optional<String> wrong = PointCodec.unwritable(spec.point().get(), value);
      if (wrong.isPresent()) {
        Records.fail(r, "channel " + spec.name() + ", value " + value + ": " + wrong.get());
        return;
      }
      String holder = leased.getOrDefault(spec.unit(), "");
      replies.put(r, session.write(spec, value, holder, deadline.nanos()));
    }
  }

  private void renew(ChannelRecord r, ChannelSpec spec, String text) {
    Optional<LeaseText> written = LeaseText.of(text);
    if (written.isEmpty()) {
      Records.fail(r, LeaseText.WRONG);
    } else if (!authorities.acknowledge(written.get().token())) {
      Records.fail(r, Authorities.REFUSED);
    } else {
      renew(spec, written.get());
      Records.good(r, System.currentTimeMillis());
    }
  }

  private void renew(ChannelSpec spec, LeaseText written) {
    Lease lease = session.renewable(spec);
    written
        .never()
        .ifPresent(
            n -> NeverWritten.list(n).forEach(one -> session.line().forbid(spec.unit(), one)));
    lease.renew(written.holder(), written.millis());
    leased.put(spec.unit(), written.holder());
  }

  private void answer(ChannelRecord r, CompletableFuture<Reply> future) {
    Optional<Reply> reply = deadline.await(future);
    if (reply.isEmpty()) {
      Records.fail(r, "no answer within " + options.boundMillis() + " ms");
    } else if (reply.get().good()) {
      Records.good(r, System.currentTimeMillis());
    } else {
      Records.fail(r, reply.get().fault());
    }
  }
}
