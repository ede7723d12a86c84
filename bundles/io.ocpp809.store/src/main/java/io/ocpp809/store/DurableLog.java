package io.ocpp809.store;

import io.ocpp809.store.BatchWriter.Pending;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * An append-only log in checked segments. Appending never waits for the disk: records collect while
 * the disk is busy and go down together with one flush. Several readers follow by name; whole
 * segments that all of them have acknowledged are removed.
 *
 * <p>A failed append is not in the log, unless the disk refused even to cut it off: then it may
 * show up after a restart.
 */
public final class DurableLog {
  private static final long PLACES_NANOS = TimeUnit.MINUTES.toNanos(2);

  private final String name;
  private final Path folder;
  private volatile LogOptions options;
  private final FolderGuard guard;
  private final GroupWriter writer;
  private final GroupWriter.Participant records = this::commit;
  private final GroupWriter.Participant places = this::commitPlaces;
  private final Cursors cursors = new Cursors();
  private final LogFiles files;
  private final BatchWriter batches;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final AppendQueue queue = new AppendQueue();
  private final CompletableFuture<Void> closed = new CompletableFuture<>();
  private boolean loaded;
  private volatile String fault = "";
  private volatile String full = "";
  private volatile long dropped;

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
    this.files = new LogFiles(disk, folder, options.segmentBytes(), cursors::bytes, damages);
    this.batches =
        new BatchWriter(
            files,
            () -> this.options.totalBytes(),
            new BatchWriter.Outcomes(this::refuse, n -> dropped += n, this::flushed));
    try {
      load();
    } catch (IOException e) {
      fault = Faults.words(folder, e);
      writer.submit(records);
    }
  }

  private synchronized void load() throws IOException {
    if (!loaded) {
      files.load(cursors::load);
      files.notBelow(cursors.highest().orElse(0));
      loaded = true;
    }
  }

  /** Changes the bounds of the log and of a record; the size of a segment stays. */
  void bounds(LogOptions next) {
    options = next;
  }

  /** The log's name within its folder. */
  public String name() {
    return name;
  }

  /**
   * Appends a record. Never blocks.
   *
   * @param rank what becomes of it when the log is full
   * @param payload up to {@link LogOptions#recordBytes} bytes; not to be changed afterwards
   * @return completes on the writer's thread with the record's number once it survives a power cut;
   *     fails with a {@link StoreException} whose message says why it is not in the log
   */
  public CompletableFuture<Long> append(Rank rank, byte[] payload) {
    CompletableFuture<Long> future = new CompletableFuture<>();
    String refusal = enqueue(new Pending(rank, payload, future));
    if (refusal.isEmpty()) {
      writer.submit(records);
    } else {
      future.completeExceptionally(new StoreException("log " + name + ": " + refusal));
    }
    return future;
  }

  private String enqueue(Pending pending) {
    int length = pending.payload().length;
    return length > options.recordBytes()
        ? "a record of " + length + " bytes is above the bound of " + options.recordBytes()
        : queue.add(pending);
  }

  /**
   * Reads records that are on disk.
   *
   * @param from lowest number wanted
   * @param atMost most records to return; no more than 1 MiB is returned at once
   * @return in order, perhaps fewer than there are; empty only if there is none at or above this
   *     number
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

  /**
   * Adds a reader that begins with the oldest record kept that no forgotten reader had dealt with;
   * does nothing if it is there.
   *
   * @return completes once it survives a power cut
   */
  public CompletableFuture<Void> join(String reader) {
    CompletableFuture<Void> done = cursors.add(reader, files.first().orElse(files.next()) - 1);
    if (!done.isDone()) {
      writer.submit(places);
    }
    return done;
  }

  /** Number of the last record that a reader has dealt with; empty if there is no such reader. */
  public OptionalLong acknowledged(String reader) {
    return cursors.acknowledged(reader);
  }

  /**
   * A reader has dealt with all records up to this one. A number below its present place changes
   * nothing, and neither does a reader that is not there. The place goes to disk with the next
   * records, within two minutes if none come: after a power cut a reader may see records again, but
   * never misses one.
   *
   * @return completes once the place survives a power cut
   * @throws IllegalArgumentException if the log has no such record yet
   */
  public CompletableFuture<Void> acknowledge(String reader, long sequence) {
    return acknowledge(reader, sequence, PLACES_NANOS);
  }

  /**
   * As {@link #acknowledge(String, long)}, and the place goes to disk as soon as that is free: for
   * a record that should not be seen again.
   */
  public CompletableFuture<Void> acknowledgeNow(String reader, long sequence) {
    return acknowledge(reader, sequence, 0);
  }

  private CompletableFuture<Void> acknowledge(String reader, long sequence, long withinNanos) {
    if (sequence > lastSequence()) {
      throw new IllegalArgumentException(
          "record " + sequence + " is not in the log yet; the last is " + lastSequence());
    }
    CompletableFuture<Void> done = cursors.move(reader, sequence);
    if (!done.isDone()) {
      writer.submitWithin(withinNanos, places);
    }
    return done;
  }

  /**
   * Removes a reader, so that records only it had to see may go.
   *
   * @return completes once that survives a power cut
   */
  public CompletableFuture<Void> forget(String reader) {
    CompletableFuture<Void> done = cursors.remove(reader);
    if (!done.isDone()) {
      writer.submit(places);
    }
    return done;
  }

  /** Lowest number that all readers have acknowledged; empty if the log has no reader. */
  public OptionalLong acknowledgedByAll() {
    return cursors.lowest();
  }

  /** Name of the reader that stands furthest back; empty if the log has none. */
  public Optional<String> slowestReader() {
    return cursors.slowestReader();
  }

  /** How many records have given way since opening that some reader had not seen. */
  public long dropped() {
    return dropped;
  }

  /** Calls a listener on the writer's thread after each group of records has reached the disk. */
  public AutoCloseable onAppended(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /** Whether the log can write. */
  public Health health() {
    String trouble = fault.isEmpty() ? queue.behind() : fault;
    return new Health(trouble.isEmpty() ? full : "log " + name + ": " + trouble);
  }

  private boolean commit() {
    if (closed.isDone()) {
      return true;
    }
    boolean last = queue.closing();
    List<Pending> batch = queue.take();
    try {
      return write(batch, last) || last;
    } finally {
      queue.done(batch);
      if (last) {
        finish();
      }
    }
  }

  private boolean commitPlaces() {
    return closed.isDone() || !cursors.dirty() || write(List.of(), true);
  }

  private boolean write(List<Pending> batch, boolean withPlaces) {
    try {
      prepare(batch.isEmpty() && !cursors.dirty());
      if (withPlaces || !batch.isEmpty()) {
        writePlacesToo(batch);
      }
      fault = "";
      return true;
    } catch (IOException e) {
      fail(batch, Faults.words(folder, e), e);
      return false;
    } catch (RuntimeException | Error e) {
      fail(batch, folder + " cannot be written: " + e, e);
      throw e;
    }
  }

  private void fail(List<Pending> batch, String words, Throwable cause) {
    fault = words;
    StoreException why = new StoreException("log " + name + ": " + words, cause);
    batch.forEach(p -> p.future().completeExceptionally(why));
  }

  private void writePlacesToo(List<Pending> batch) throws IOException {
    Cursors.Saving saving = cursors.begin();
    try {
      batches.write(batch, saving.bytes(), cursors.lowest().orElse(lastSequence()));
      fault = "";
      saving.done();
    } catch (IOException | RuntimeException | Error e) {
      saving.failed();
      throw e;
    }
  }

  private void prepare(boolean idle) throws IOException {
    load();
    if (!idle) {
      guard.claim(folder);
    } else if (!fault.isEmpty()) {
      guard.probe(folder);
    }
    if (files.discardThrough(cursors.lowest().orElse(0))) {
      full = "";
    }
  }

  private void flushed() {
    fault = "";
    listeners.forEach(DurableLog::tell);
  }

  /**
   * What a listener does wrong, an Error too, must not keep the futures of records that are on disk
   * open.
   */
  private static void tell(Runnable listener) {
    try {
      listener.run();
    } catch (Throwable e) {
      Thread self = Thread.currentThread();
      self.getUncaughtExceptionHandler().uncaughtException(self, e);
    }
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
    cursors.close();
    try {
      files.close();
      closed.complete(null);
    } catch (IOException e) {
      closed.completeExceptionally(new StoreException(Faults.words(folder, e), e));
    }
  }

  /** Writes what waits, then closes; completes on the writer's thread. */
  CompletableFuture<Void> close() {
    queue.close();
    writer.submit(records);
    return closed;
  }
}
