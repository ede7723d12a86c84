package io.ocpp809.store;

import io.ocpp809.store.BatchWriter.Pending;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * An append-only log in checked segments. Appending never waits for the disk: records collect while
 * the disk is busy and go down together with one flush. Several readers follow by {@link Cursor};
 * whole segments that all of them have acknowledged are removed.
 *
 * <p>A failed append is not in the log, unless the disk refused even to cut it off: then it may
 * show up after a restart.
 */
public final class DurableLog {
  private static final int MOST_WAITING_BYTES = 8 * 1024 * 1024;

  private final String name;
  private final Path folder;
  private final LogOptions options;
  private final FolderGuard guard;
  private final GroupWriter writer;
  private final GroupWriter.Participant participant = this::commit;
  private final Consumer<Damage> damages;
  private final Cursors cursors;
  private final LogFiles files;
  private final BatchWriter batches;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final Object queueLock = new Object();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private List<Pending> queue = new ArrayList<>();
  private long queuedBytes;
  private boolean closing;
  private boolean loaded;
  private volatile String fault = "";
  private volatile String full = "";
  private volatile long discard;

  DurableLog(
      String name,
      Path folder,
      LogOptions options,
      FileSystem disk,
      FolderGuard guard,
      GroupWriter writer,
      Consumer<Damage> damages) {
    this.name = name;
    this.folder = folder;
    this.options = options;
    this.guard = guard;
    this.writer = writer;
    this.damages = damages;
    this.cursors = new Cursors(disk, folder);
    this.files = new LogFiles(disk, folder, options.segmentBytes(), damages);
    this.batches = new BatchWriter(files, options.totalBytes(), this::refuse, this::flushed);
    try {
      load();
    } catch (IOException e) {
      fault = Faults.words(folder, e);
      writer.submit(participant);
    }
  }

  private synchronized void load() throws IOException {
    if (!loaded) {
      cursors.load(damages);
      files.load(cursors.highest().orElse(0));
      loaded = true;
    }
  }

  /** The log's name within its folder. */
  public String name() {
    return name;
  }

  /**
   * Appends a record. Never blocks.
   *
   * @param payload up to {@link LogOptions#recordBytes} bytes; not to be changed afterwards
   * @return completes on the writer's thread with the record's number once it survives a power cut;
   *     fails with a {@link StoreException} whose message says why it is not in the log
   */
  public CompletableFuture<Long> append(byte[] payload) {
    CompletableFuture<Long> future = new CompletableFuture<>();
    String refusal = enqueue(new Pending(payload, future));
    if (refusal.isEmpty()) {
      writer.submit(participant);
    } else {
      future.completeExceptionally(new StoreException("log " + name + ": " + refusal));
    }
    return future;
  }

  private String enqueue(Pending pending) {
    int length = pending.payload().length;
    if (length > options.recordBytes()) {
      return "a record of " + length + " bytes is above the bound of " + options.recordBytes();
    }
    synchronized (queueLock) {
      if (closing) {
        return "it was closed";
      }
      if (queuedBytes + length > MOST_WAITING_BYTES) {
        return "the disk does not keep up, " + queuedBytes + " bytes wait for it";
      }
      queuedBytes += length;
      queue.add(pending);
      return "";
    }
  }

  /**
   * Reads records that are on disk.
   *
   * @param from lowest number wanted
   * @param atMost most records to return; no more than 1 MiB is returned at once
   * @return in order; empty if there is none at or above this number
   * @throws StoreException if the disk refuses
   */
  public List<LogRecord> read(long from, int atMost) throws StoreException {
    try {
      return files.read(from, atMost);
    } catch (IOException e) {
      throw new StoreException(Faults.words(folder, e), e);
    }
  }

  /** Number of the oldest record kept. */
  public OptionalLong firstSequence() {
    return files.first();
  }

  /** Number of the newest record on disk; 0 if there never was one. */
  public long lastSequence() {
    return files.next() - 1;
  }

  /** Size on disk in bytes. */
  public long bytes() {
    return files.onDisk();
  }

  /** Finds a reader's place, or adds a reader that begins with the oldest record kept. */
  public Cursor cursor(String reader) {
    if (cursors.add(reader, files.first().orElse(files.next()) - 1)) {
      writer.submit(participant);
    }
    return new Cursor(reader, this, cursors);
  }

  /** Removes a reader, so that records only it had to see may go. */
  public CompletableFuture<Void> forget(String reader) {
    CompletableFuture<Void> done = cursors.remove(reader);
    writer.submit(participant);
    return done;
  }

  CompletableFuture<Void> acknowledge(String reader, long sequence) {
    CompletableFuture<Void> done = cursors.move(reader, sequence);
    if (!done.isDone()) {
      writer.submit(participant);
    }
    return done;
  }

  /** Lowest number that all readers have acknowledged; empty if the log has no reader. */
  public OptionalLong acknowledgedByAll() {
    return cursors.lowest();
  }

  /** Lets whole segments up to this number go, whether readers have seen them or not. */
  public void discardThrough(long sequence) {
    synchronized (queueLock) {
      discard = Math.max(discard, sequence);
    }
    writer.submit(participant);
  }

  /** Calls a listener on the writer's thread after each group of records has reached the disk. */
  public AutoCloseable onAppended(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Whether the log can write. */
  public Health health() {
    return new Health(fault.isEmpty() ? full : "log " + name + ": " + fault);
  }

  private boolean commit() {
    List<Pending> batch;
    boolean last;
    synchronized (queueLock) {
      batch = queue;
      queue = new ArrayList<>();
      queuedBytes = 0;
      last = closing;
    }
    try {
      round(batch, last);
      fault = "";
    } catch (IOException e) {
      fault = Faults.words(folder, e);
      StoreException why = new StoreException("log " + name + ": " + fault, e);
      batch.forEach(p -> p.future().completeExceptionally(why));
      cursors.fail(why);
    }
    if (last) {
      finish();
      return true;
    }
    return fault.isEmpty();
  }

  private void round(List<Pending> batch, boolean last) throws IOException {
    load();
    if (!batch.isEmpty() || cursors.dirty()) {
      guard.claim(folder);
    } else if (!fault.isEmpty() && !last) {
      guard.probe(folder);
    }
    if (files.discardThrough(Math.max(discard, cursors.lowest().orElse(0)))) {
      full = "";
    }
    batches.write(batch);
    cursors.save();
  }

  private void flushed() {
    fault = "";
    listeners.forEach(Runnable::run);
  }

  private void refuse(Pending pending) {
    full =
        "log "
            + name
            + " is full: "
            + files.onDisk()
            + " of "
            + options.totalBytes()
            + " bytes are in use and "
            + cursors.slowest()
            + "; new records are refused";
    pending.future().completeExceptionally(new StoreException(full));
  }

  private void finish() {
    try {
      files.close();
      closed.complete(null);
    } catch (IOException e) {
      closed.completeExceptionally(new StoreException(Faults.words(folder, e), e));
    }
  }

  /** Writes what waits, then closes; completes on the writer's thread. */
  CompletableFuture<Void> close() {
    synchronized (queueLock) {
      closing = true;
    }
    writer.submit(participant);
    return closed;
  }
}
