package io.ocpp809.kura.driver;

import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.driver.PreparedRead;

/**
 * Records to read, with what their configuration says; made once, carried out many times. A record
 * whose configuration is wrong is answered with a failure that names the attribute.
 *
 * @param <S> what a channel's configuration says
 */
public final class ReadRequest<S> implements PreparedRead {
  private final List<ChannelRecord> records;
  private final Consumer<ReadRequest<S>> reader;
  private final Map<ChannelRecord, String> wrong = new IdentityHashMap<>();
  private final Map<ChannelRecord, S> specs = new IdentityHashMap<>();

  /**
   * Reads what the records' configuration says.
   *
   * @param specs of a channel's name and configuration; refuses what is wrong with an {@link
   *     IllegalArgumentException}
   * @param reader carries it out
   */
  public ReadRequest(
      List<ChannelRecord> records,
      BiFunction<String, Map<String, Object>, S> specs,
      Consumer<ReadRequest<S>> reader) {
    this.records = List.copyOf(records);
    this.reader = reader;
    for (ChannelRecord r : this.records) {
      try {
        this.specs.put(r, specs.apply(r.getChannelName(), r.getChannelConfig()));
      } catch (IllegalArgumentException e) {
        wrong.put(r, e.getMessage());
      }
    }
  }

  @Override
  public synchronized List<ChannelRecord> execute() {
    reader.accept(this);
    return records;
  }

  @Override
  public List<ChannelRecord> getChannelRecords() {
    return records;
  }

  /** What the channels' configuration says, of those that are right. */
  public Collection<S> specs() {
    return specs.values();
  }

  /** All fail for the same reason. */
  public void fail(String why) {
    records.forEach(r -> Records.fail(r, wrong.getOrDefault(r, why)));
  }

  /** Answers each record, in their order; those whose configuration is wrong with that. */
  public void answer(BiConsumer<ChannelRecord, S> each) {
    for (ChannelRecord r : records) {
      String fault = wrong.get(r);
      if (fault != null) {
        Records.fail(r, fault);
      } else {
        each.accept(r, specs.get(r));
      }
    }
  }

  @Override
  public void close() {
    // Nothing is held but the records themselves.
  }
}
