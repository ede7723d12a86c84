package io.ocpp809.kura.station;

import io.ocpp809.station.journal.EventCodec;
import io.ocpp809.station.journal.Journal;
import io.ocpp809.station.journal.JournalEntry;
import io.ocpp809.station.journal.TransactionEvent;
import io.ocpp809.store.DurableLog;
import io.ocpp809.store.Health;
import io.ocpp809.store.LogRecord;
import io.ocpp809.store.Rank;
import io.ocpp809.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A station's journal on disk. What begins and ends a transaction is kept until all readers have
 * confirmed it; when the journal is full, meter values and changes of state give way.
 */
final class StoreJournal implements Journal {
  private final DurableLog log;
  private final Supplier<Health> health;
  private final Consumer<String> troubles;

  /**
   * Makes a journal.
   *
   * @param log holds the events, one a record
   * @param health whether the folder of the log can be written
   * @param troubles told of what cannot be read, in words for the operator
   */
  StoreJournal(DurableLog log, Supplier<Health> health, Consumer<String> troubles) {
    this.log = log;
    this.health = health;
    this.troubles = troubles;
  }

  @Override
  public CompletionStage<Long> append(TransactionEvent event) {
    return log.append(event.givesWay() ? Rank.GIVES_WAY : Rank.KEPT, EventCodec.encode(event));
  }

  @Override
  public List<JournalEntry> read(long fromSequence, int atMost) {
    List<JournalEntry> result = new ArrayList<>();
    try {
      List<LogRecord> records = log.read(fromSequence, atMost);
      while (result.isEmpty() && !records.isEmpty()) {
        records.forEach(r -> decode(r, result));
        records = log.read(records.get(records.size() - 1).sequence() + 1, atMost);
      }
    } catch (StoreException e) {
      troubles.accept(e.getMessage());
    }
    return result;
  }

  private void decode(LogRecord stored, List<JournalEntry> result) {
    try {
      result.add(new JournalEntry(stored.sequence(), EventCodec.decode(stored.payload())));
    } catch (IllegalArgumentException unreadable) {
      troubles.accept(
          "entry "
              + stored.sequence()
              + " of the journal is passed over: "
              + unreadable.getMessage());
    }
  }

  @Override
  public void join(String reader) {
    log.join(reader);
  }

  @Override
  public long position(String reader) {
    OptionalLong acknowledged = log.acknowledged(reader);
    long end = log.lastSequence() + 1;
    return acknowledged.isEmpty()
        ? end
        : Math.max(acknowledged.getAsLong() + 1, log.firstSequence().orElse(end));
  }

  @Override
  public CompletionStage<Void> confirm(String reader, long sequence) {
    return log.acknowledge(reader, sequence);
  }

  @Override
  public CompletionStage<Void> confirmNow(String reader, long sequence) {
    return log.acknowledgeNow(reader, sequence);
  }

  @Override
  public void forget(String reader) {
    log.forget(reader);
  }

  @Override
  public AutoCloseable onAppended(Runnable listener) {
    return log.onAppended(listener);
  }

  @Override
  public OptionalLong first() {
    return log.firstSequence();
  }

  @Override
  public String fault() {
    return health.get().message();
  }

  @Override
  public String dropped() {
    long count = log.dropped();
    return count == 0
        ? ""
        : "The journal is full: "
            + count
            + " meter values and changes of state were dropped, the oldest first; starts and ends are"
            + " kept. It waits for "
            + log.slowestReader().orElse("nobody")
            + ".";
  }
}
