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
  private long forgotten = 1;
  private final List<JournalEntry> entries = new ArrayList<>();
  private final Map<String, Long> readers = new HashMap<>();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile String fault = "";
  private volatile String dropped = "";
  private volatile boolean quiet;

  /** Makes appends fail with this text from now on; empty lets them succeed again. */
  public void fail(String why) {
    fault = why;
    quiet = false;
  }

  /** As {@link #fail}, but nobody is told before the next append. */
  public void failQuietly(String why) {
    fault = why;
    quiet = true;
  }

  /** Makes it say from now on that entries were given up. */
  public void drop(String what) {
    dropped = what;
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
  public synchronized void join(String reader) {
    readers.putIfAbsent(reader, forgotten);
  }

  @Override
  public synchronized long position(String reader) {
    return readers.getOrDefault(reader, entries.size() + 1L);
  }

  @Override
  public synchronized CompletionStage<Void> confirm(String reader, long sequence) {
    readers.computeIfPresent(reader, (r, next) -> Math.max(next, sequence + 1));
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Void> confirmNow(String reader, long sequence) {
    return confirm(reader, sequence);
  }

  @Override
  public synchronized void forget(String reader) {
    Long next = readers.remove(reader);
    forgotten = next == null ? forgotten : Math.max(forgotten, next);
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
    return quiet ? "" : fault;
  }

  @Override
  public String dropped() {
    return dropped;
  }
}
