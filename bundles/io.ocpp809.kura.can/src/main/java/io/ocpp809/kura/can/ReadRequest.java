package io.ocpp809.kura.can;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.driver.PreparedRead;

/**
 * Records to read, with what their configuration says; made once, carried out many times. Waits for
 * nothing: what was heard last is the answer, with the time at which it was heard.
 */
final class ReadRequest implements PreparedRead {
  private final CanDriver driver;
  private final List<ChannelRecord> records;
  private final Map<ChannelRecord, String> wrong = new IdentityHashMap<>();
  private final Map<ChannelRecord, ChannelSpec> specs = new IdentityHashMap<>();

  ReadRequest(CanDriver driver, List<ChannelRecord> records) {
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

  /** Fills the records from what was heard, or with a failure. */
  void perform(Source source) {
    long now = source.bus().now();
    for (ChannelRecord r : records) {
      String fault = wrong.get(r);
      if (fault != null) {
        Records.fail(r, fault);
      } else {
        Records.fill(r, source.shown(specs.get(r), now), now);
      }
    }
  }

  @Override
  public void close() {
    // Nothing is held but the records themselves.
  }
}
