package io.ocpp809.kura.can;

import io.ocpp809.can.Frame;
import io.ocpp809.kura.driver.Authorities;
import io.ocpp809.kura.driver.LeaseText;
import io.ocpp809.kura.driver.Records;
import io.ocpp809.kura.driver.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.kura.channel.ChannelRecord;

/**
 * Records to write, in their order. Those of one identifier go into one frame; what none of them
 * sets is as the first one's {@code frame} says. A controlled channel is written only if the lease
 * was renewed earlier in the same call by a token that the charging station acknowledges.
 */
final class WriteRequest {
  private final Bus bus;
  private final CanDriver driver;
  private final Authorities authorities;
  private final long deadline;
  private final Map<Key, Draft> drafts = new LinkedHashMap<>();
  private boolean leased;

  private static final class Draft {
    private final Frame base;
    private long data;
    private final List<ChannelRecord> records = new ArrayList<>();

    Draft(Frame base) {
      this.base = base;
      this.data = base.data();
    }

    Frame frame() {
      return new Frame(base.id(), base.kind(), base.length(), data);
    }
  }

  WriteRequest(Bus bus, CanDriver driver, Authorities authorities, int boundMillis) {
    this.bus = bus;
    this.driver = driver;
    this.authorities = authorities;
    this.deadline = System.nanoTime() + boundMillis * 1_000_000L;
  }

  void perform(List<ChannelRecord> records) {
    for (ChannelRecord r : records) {
      try {
        ChannelSpec spec = driver.spec(r.getChannelName(), r.getChannelConfig());
        Optional<String> why = write(r, spec);
        why.ifPresent(w -> Records.fail(r, w));
      } catch (IllegalArgumentException e) {
        Records.fail(r, e.getMessage());
      }
    }
    drafts.values().forEach(this::send);
  }

  /** Takes a record into its frame; or says why not. */
  private Optional<String> write(ChannelRecord r, ChannelSpec spec) {
    Object value = r.getValue() == null ? null : r.getValue().getValue();
    if (value == null) {
      return Optional.of("there is no value to write");
    }
    if (spec.what() instanceof ChannelSpec.Lease) {
      return renew(r, String.valueOf(value));
    }
    if (!(spec.what() instanceof ChannelSpec.Raw raw)) {
      return Optional.of("only channels of kind RAW are written");
    }
    if (bus.options().gbt()) {
      return Optional.of(
          "a charging bus is only listened to, nothing is sent on it; write through the pile's own"
              + " interface");
    }
    Optional<String> refused = bus.restraint().refuses(spec.name(), raw, leased);
    if (refused.isPresent()) {
      return refused;
    }
    if (!bus.options().send()) {
      return Optional.of(
          "the driver does not send; set send to true in its form, if no charger and no vehicle are"
              + " on this bus");
    }
    return put(r, raw, Values.real(value));
  }

  private Optional<String> put(ChannelRecord r, ChannelSpec.Raw raw, double value) {
    Draft draft = drafts.computeIfAbsent(raw.key(), k -> new Draft(raw.base()));
    if (draft.base.length() != raw.base().length()) {
      return Optional.of(
          "frame: channels of identifier " + raw.key() + " written together need the same length");
    }
    draft.data =
        raw.control() == Control.LIMIT
            ? raw.signal().withAtMost(draft.data, value)
            : raw.signal().with(draft.data, value);
    draft.records.add(r);
    return Optional.empty();
  }

  private Optional<String> renew(ChannelRecord r, String text) {
    Optional<LeaseText> lease = LeaseText.of(text);
    if (lease.isEmpty()) {
      return Optional.of(LeaseText.WRONG);
    }
    if (!authorities.acknowledge(lease.get().token())) {
      return Optional.of(Authorities.REFUSED);
    }
    lease.get().never().ifPresent(n -> bus.restraint().forbid(NeverSent.list(n)));
    bus.restraint().renew(lease.get().millis());
    leased = true;
    Records.good(r, System.currentTimeMillis());
    return Optional.empty();
  }

  private void send(Draft draft) {
    if (draft.records.isEmpty()) {
      return;
    }
    String why = bus.send(draft.frame(), deadline);
    for (ChannelRecord r : draft.records) {
      if (why.isEmpty()) {
        Records.good(r, System.currentTimeMillis());
      } else {
        Records.fail(r, why);
      }
    }
  }
}
