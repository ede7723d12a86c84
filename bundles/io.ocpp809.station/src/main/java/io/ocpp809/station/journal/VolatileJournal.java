package io.ocpp809.station.journal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A journal in memory: survives nothing. For stations that run without a data folder and for tests,
 * which can make it fail.
 */
public final class VolatileJournal implements Journal {
  private final List<JournalEntry> entries = new ArrayList<>();
  private final Map<String, Long> readers = new HashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile String fault = "";

  /** Makes appends fail with this text from now on; empty lets them succeed again. */
  public void fail(String why) {
    fault = why;
  }

  @Override
  public CompletionStage<Long> append(TransactionEvent event) {
    if (!fault.isEmpty()) {
      return CompletableFuture.failedFuture(new IllegalStateException(fault));
    }
    long sequence;
    synchronized (this) {
      sequence = entries.size() + 1L;
      entries.add(new JournalEntry(sequence, event));
    }
    listeners.forEach(Runnable::run);
    return CompletableFuture.completedFuture(sequence);
  }

  @Override
  public synchronized List<JournalEntry> read(long fromSequence, int atMost) {
    return entries.stream().filter(e -> e.sequence() >= fromSequence).limit(atMost).toList();
  }

  @Override
  public synchronized long position(String reader) {
    return readers.computeIfAbsent(reader, r -> 1L);
  }

  @Override
  public synchronized void confirm(String reader, long sequence) {
    readers.merge(reader, sequence + 1, Math::max);
  }

  @Override
  public synchronized void forget(String reader) {
    readers.remove(reader);
  }

  @Override
  public AutoCloseable onAppended(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  @Override
  public synchronized OptionalLong first() {
    return entries.isEmpty() ? OptionalLong.empty() : OptionalLong.of(1);
  }

  @Override
  public String fault() {
    return fault;
  }
}
