package io.ocpp809.kura.station;

import io.ocpp809.station.journal.EventCodec;
import io.ocpp809.station.journal.Journal;
import io.ocpp809.station.journal.JournalEntry;
import io.ocpp809.station.journal.TransactionEvent;
import io.ocpp809.station.journal.TransactionEvent.Ended;
import io.ocpp809.station.journal.TransactionEvent.Started;
import io.ocpp809.store.Log;
import io.ocpp809.store.StoreException;
import io.ocpp809.store.Values;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A station's journal on disk. An entry is let go when every reader has confirmed it and the
 * transaction it belongs to has ended.
 */
final class StoreJournal implements Journal {
  private static final String READERS = "journal.readers";
  private static final String READER = "journal.reader.";

  private final Log log;
  private final Values values;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, Long> confirmed = new LinkedHashMap<>();
  private final Map<String, Long> open = new LinkedHashMap<>();
  private String damage = "";

  StoreJournal(Log log, Values values) {
    this.log = log;
    this.values = values;
    values
        .get(READERS)
        .ifPresent(
            b -> {
              for (String name : new String(b, StandardCharsets.UTF_8).split("\n")) {
                if (!name.isEmpty()) {
                  confirmed.put(name, load(name));
                }
              }
            });
    for (JournalEntry entry : read(log.first(), Integer.MAX_VALUE)) {
      follow(entry.sequence(), entry.event());
    }
  }

  private long load(String reader) {
    return values.get(READER + reader).map(b -> ByteBuffer.wrap(b).getLong()).orElse(0L);
  }

  private synchronized void follow(long sequence, TransactionEvent event) {
    if (event instanceof Started s) {
      open.put(s.transactionId(), sequence);
    } else if (event instanceof Ended e) {
      open.remove(e.transactionId());
    }
  }

  @Override
  public CompletionStage<Long> append(TransactionEvent event) {
    return log.append(EventCodec.encode(event))
        .thenApply(
            sequence -> {
              follow(sequence, event);
              listeners.forEach(Runnable::run);
              return sequence;
            });
  }

  @Override
  public List<JournalEntry> read(long fromSequence, int atMost) {
    List<JournalEntry> result = new ArrayList<>();
    for (Log.Entry e : log.read(fromSequence, atMost)) {
      try {
        result.add(new JournalEntry(e.sequence(), EventCodec.decode(e.payload())));
      } catch (IllegalArgumentException unreadable) {
        damage = "entry " + e.sequence() + " is passed over: " + unreadable.getMessage();
      }
    }
    return result;
  }

  /** What was found unreadable; empty if nothing. */
  String damage() {
    return damage;
  }

  @Override
  public synchronized long position(String reader) {
    Long last = confirmed.get(reader);
    if (last == null) {
      last = log.first() - 1;
      confirmed.put(reader, last);
      saveReaders();
    }
    return Math.max(last + 1, log.first());
  }

  @Override
  public synchronized void confirm(String reader, long sequence) {
    confirmed.put(reader, sequence);
    values.put(READER + reader, ByteBuffer.allocate(8).putLong(sequence).array());
    letGo();
  }

  @Override
  public synchronized void forget(String reader) {
    confirmed.remove(reader);
    saveReaders();
    letGo();
  }

  private void saveReaders() {
    values.put(READERS, String.join("\n", confirmed.keySet()).getBytes(StandardCharsets.UTF_8));
  }

  private void letGo() {
    TreeSet<Long> needed = new TreeSet<>(open.values());
    confirmed.values().forEach(c -> needed.add(c + 1));
    if (!needed.isEmpty()) {
      try {
        log.discardBefore(needed.first());
      } catch (StoreException e) {
        damage = e.getMessage();
      }
    }
  }

  @Override
  public AutoCloseable onAppended(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public OptionalLong first() {
    return log.first() == log.next() ? OptionalLong.empty() : OptionalLong.of(log.first());
  }

  @Override
  public String fault() {
    return log.fault();
  }
}
