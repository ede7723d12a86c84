package io.ocpp809.store;

import io.ocpp809.store.BatchWriter.Pending;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * An append-only log in segment files, in a folder that the caller owns. Appends that arrive while
 * a write is under way go to disk together with one forced write. A log that is full or cannot
 * write fails its appends and says why; what it holds stays readable, and it tries again by itself.
 *
 * <p>On opening, a torn end is cut off; a damaged record is passed over and those behind it are
 * kept. Both are reported. Records are read from disk, not held in memory.
 */
public final class Log {
  private static final int SEGMENT_LENGTH = 256 * 1024;
  private static final int MAX_PAYLOAD = 1 << 20;
  private static final int PROBE_LENGTH = 4096;
  private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Path folder;
  private final LogDisk disk;
  private final Executor writer;
  private final long maximumLength;
  private final LongSupplier nanos;
  private final LogFiles files;
  private final BatchWriter batches;
  private final Set<String> damages = Collections.synchronizedSet(new LinkedHashSet<>());
  private List<Pending> pending = new ArrayList<>();
  private boolean writing;
  private long discard;
  private long triedAt;
  private volatile String fault = "";
  private volatile String full = "";

  /** A record with its place. */
  public record Entry(long sequence, byte[] payload) {}

  private Log(Path folder, LogDisk disk, Executor writer, long maximumLength, LongSupplier nanos) {
    this.folder = folder;
    this.disk = disk;
    this.writer = writer;
    this.maximumLength = maximumLength;
    this.nanos = nanos;
    this.files = new LogFiles(disk, folder, SEGMENT_LENGTH, d -> damages.add(d.message()));
    this.batches = new BatchWriter(files, maximumLength, this::refuse, () -> fault = "");
  }

  /**
   * Opens a log, making its folder if need be.
   *
   * @param folder where its segments lie; one owner at a time
   * @param disk the file system
   * @param writer runs the writing; one thread serves many logs
   * @param maximumLength total length of all segments, in octets; an append beyond it fails
   * @throws StoreException if the folder cannot be made or read
   */
  public static Log open(Path folder, Disk disk, Executor writer, long maximumLength)
      throws StoreException {
    return open(folder, disk, writer, maximumLength, System::nanoTime);
  }

  static Log open(Path folder, Disk disk, Executor writer, long maximumLength, LongSupplier nanos)
      throws StoreException {
    Log log = new Log(folder, new DiskSegments(disk), writer, maximumLength, nanos);
    try {
      disk.makeFolder(folder);
      log.files.load(0);
      return log;
    } catch (IOException e) {
      throw new StoreException("the log in " + folder + " cannot be opened: " + e, e);
    }
  }

  /**
   * Appends a record.
   *
   * @return completes with its sequence number once it survives a power cut, or exceptionally with
   *     a {@link StoreException}; then the record is not in the log
   */
  public CompletionStage<Long> append(byte[] payload) {
    if (payload.length > MAX_PAYLOAD) {
      return CompletableFuture.failedFuture(
          new StoreException("a record of " + payload.length + " octets is too long"));
    }
    CompletableFuture<Long> done = new CompletableFuture<>();
    synchronized (this) {
      pending.add(new Pending(payload.clone(), done));
    }
    wake();
    return done;
  }

  private void wake() {
    synchronized (this) {
      if (writing) {
        return;
      }
      writing = true;
    }
    writer.execute(this::write);
  }

  private void write() {
    while (true) {
      List<Pending> batch;
      long upTo;
      synchronized (this) {
        if (pending.isEmpty() && discard == 0) {
          writing = false;
          return;
        }
        batch = pending;
        pending = new ArrayList<>();
        upTo = discard;
        discard = 0;
      }
      try {
        if (files.discardThrough(upTo)) {
          full = "";
        }
        batches.write(batch);
      } catch (IOException e) {
        failed(e);
        StoreException why = new StoreException(fault, e);
        batch.forEach(p -> p.future().completeExceptionally(why));
      }
    }
  }

  private void failed(IOException e) {
    synchronized (this) {
      triedAt = nanos.getAsLong();
    }
    fault = "the log in " + folder + " cannot be written: " + e.getMessage();
  }

  private void refuse(Pending refused) {
    full =
        "the log in "
            + folder
            + " takes no more: it is full with "
            + files.onDisk()
            + " octets of "
            + maximumLength;
    refused.future().completeExceptionally(new StoreException(full));
  }

  /** Records from a sequence number on, oldest first. */
  public List<Entry> read(long fromSequence, int atMost) {
    List<Entry> result = new ArrayList<>();
    long from = fromSequence;
    try {
      while (result.size() < atMost) {
        List<LogRecord> some = files.read(from, atMost - result.size());
        if (some.isEmpty()) {
          break;
        }
        some.forEach(r -> result.add(new Entry(r.sequence(), r.payload())));
        from = some.get(some.size() - 1).sequence() + 1;
      }
    } catch (IOException e) {
      damages.add("the log in " + folder + " cannot be read: " + e.getMessage());
    }
    return result;
  }

  /**
   * Lets go of whole segments whose records all lie before a sequence number; done by the writer.
   *
   * @throws StoreException if the log cannot write at present
   */
  public void discardBefore(long sequence) throws StoreException {
    synchronized (this) {
      discard = Math.max(discard, sequence - 1);
    }
    wake();
    if (!fault.isEmpty()) {
      throw new StoreException(fault);
    }
  }

  /** Sequence number that the next record gets. */
  public long next() {
    return files.next();
  }

  /** Sequence number of the oldest record, or of the next one if there is none. */
  public long first() {
    OptionalLong first = files.first();
    return first.orElse(files.next());
  }

  /**
   * Why the log cannot write; empty while it can. Asking makes it try again, in the background, if
   * the last attempt is five seconds old.
   */
  public String fault() {
    if (!fault.isEmpty()) {
      synchronized (this) {
        if (nanos.getAsLong() - triedAt < RETRY_NANOS) {
          return fault;
        }
        triedAt = nanos.getAsLong();
      }
      writer.execute(this::probe);
    }
    return fault.isEmpty() ? full : fault;
  }

  private void probe() {
    Path file = folder.resolve("probe.tmp");
    try {
      try (FileSystem.OutputFile out = disk.append(file)) {
        out.write(ByteBuffer.allocate(PROBE_LENGTH));
        out.force();
      } finally {
        disk.delete(file);
      }
      fault = "";
    } catch (IOException e) {
      failed(e);
    }
  }

  /** What was found damaged on opening or reading, a sentence each. */
  public List<String> damages() {
    synchronized (damages) {
      return List.copyOf(damages);
    }
  }
}
