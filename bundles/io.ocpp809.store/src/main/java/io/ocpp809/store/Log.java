package io.ocpp809.store;

import io.ocpp809.store.RecordFrame.Content;
import io.ocpp809.store.RecordFrame.Found;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * An append-only log in segment files. Appends that arrive while a write is under way go to disk
 * together with one forced write. A log that is full or cannot write fails its appends and says
 * why; what it holds stays readable.
 *
 * <p>Segments are named by the sequence number of their first record. On opening, a torn or damaged
 * end is cut off and reported; a damaged segment in the middle loses what follows within it and is
 * reported as well.
 */
public final class Log {
  /** Length from which on a new segment is begun, in octets. */
  static final int SEGMENT_LENGTH = 256 * 1024;

  private static final String SUFFIX = ".log";

  private final Path folder;
  private final Disk disk;
  private final Executor writer;
  private final long maximumLength;
  private final TreeMap<Long, Integer> segments = new TreeMap<>();
  private final TreeMap<Long, byte[]> records = new TreeMap<>();
  private final ArrayDeque<Pending> pending = new ArrayDeque<>();
  private final List<String> damages = new ArrayList<>();
  private long next = 1;
  private long length;
  private boolean writing;
  private boolean tailUnsure;
  private String fault = "";

  private record Pending(long sequence, byte[] payload, CompletableFuture<Long> done) {}

  /** A record with its place. */
  public record Entry(long sequence, byte[] payload) {}

  private Log(Path folder, Disk disk, Executor writer, long maximumLength) {
    this.folder = folder;
    this.disk = disk;
    this.writer = writer;
    this.maximumLength = maximumLength;
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
    Log log = new Log(folder, disk, writer, maximumLength);
    try {
      disk.makeFolder(folder);
      log.load();
      return log;
    } catch (IOException e) {
      throw new StoreException("the log in " + folder + " cannot be opened: " + e, e);
    }
  }

  private void load() throws IOException {
    for (Path file : disk.list(folder)) {
      String name = file.getFileName().toString();
      if (name.endsWith(SUFFIX)) {
        loadSegment(file, Long.parseLong(name.substring(0, name.length() - SUFFIX.length())));
      }
    }
  }

  private void loadSegment(Path file, long first) throws IOException {
    Content content = RecordFrame.decode(disk.read(file), first);
    for (Found f : content.records()) {
      records.put(f.sequence(), f.payload());
      next = f.sequence() + 1;
    }
    if (!content.damage().isEmpty()) {
      damages.add(
          file.getFileName()
              + ": "
              + content.damage()
              + "; "
              + content.records().size()
              + " records before it were kept");
      disk.truncate(file, content.goodLength());
    }
    next = Math.max(next, first);
    segments.put(first, content.goodLength());
    length += content.goodLength();
  }

  /**
   * Appends a record.
   *
   * @return completes with its sequence number once it survives a power cut, or exceptionally with
   *     a {@link StoreException}; then the record is not in the log
   */
  public CompletionStage<Long> append(byte[] payload) {
    CompletableFuture<Long> done = new CompletableFuture<>();
    synchronized (this) {
      if (payload.length > RecordFrame.MAX_PAYLOAD) {
        return CompletableFuture.failedFuture(
            new StoreException("a record of " + payload.length + " octets is too long"));
      }
      pending.add(new Pending(0, payload.clone(), done));
      if (writing) {
        return done;
      }
      writing = true;
    }
    writer.execute(this::write);
    return done;
  }

  private void write() {
    while (true) {
      List<Pending> batch = new ArrayList<>();
      synchronized (this) {
        if (pending.isEmpty()) {
          writing = false;
          return;
        }
        long sequence = next;
        long room = maximumLength - length;
        while (!pending.isEmpty()) {
          Pending p = pending.poll();
          room -= RecordFrame.HEAD + p.payload().length;
          if (room < 0) {
            pending.addFirst(p);
            break;
          }
          batch.add(new Pending(sequence++, p.payload(), p.done()));
        }
        if (batch.isEmpty()) {
          refuseAll("it is full with " + length + " octets of " + maximumLength);
          continue;
        }
      }
      writeBatch(batch);
    }
  }

  private void refuseAll(String why) {
    fault = "the log in " + folder + " takes no more: " + why;
    List<Pending> refused = new ArrayList<>(pending);
    pending.clear();
    refused.forEach(p -> p.done().completeExceptionally(new StoreException(fault)));
  }

  private void writeBatch(List<Pending> batch) {
    long segment = segmentFor(batch.get(0).sequence());
    int size = batch.stream().mapToInt(p -> RecordFrame.HEAD + p.payload().length).sum();
    ByteBuffer bytes = ByteBuffer.allocate(size);
    batch.forEach(p -> bytes.put(RecordFrame.encode(p.sequence(), p.payload())));
    Path file = file(segment);
    try {
      if (tailUnsure) {
        disk.truncate(file, segments.getOrDefault(segment, 0));
        tailUnsure = false;
      }
      disk.append(file, bytes.flip());
      disk.force(file);
    } catch (IOException e) {
      synchronized (this) {
        tailUnsure = segments.getOrDefault(segment, 0) > 0;
        if (!tailUnsure) {
          deleteQuietly(file);
        }
        fault = "the log in " + folder + " cannot be written: " + e.getMessage();
      }
      batch.forEach(p -> p.done().completeExceptionally(new StoreException(fault, e)));
      return;
    }
    synchronized (this) {
      segments.merge(segment, size, Integer::sum);
      length += size;
      batch.forEach(p -> records.put(p.sequence(), p.payload()));
      next += batch.size();
      fault = "";
    }
    batch.forEach(p -> p.done().complete(p.sequence()));
  }

  private synchronized long segmentFor(long sequence) {
    Map.Entry<Long, Integer> last = segments.lastEntry();
    if (last == null || last.getValue() >= SEGMENT_LENGTH) {
      return sequence;
    }
    return last.getKey();
  }

  private void deleteQuietly(Path file) {
    try {
      disk.delete(file);
    } catch (IOException e) {
      damages.add(file.getFileName() + ": a half-written segment cannot be deleted: " + e);
    }
  }

  private Path file(long first) {
    return folder.resolve(String.format(Locale.ROOT, "%016d%s", first, SUFFIX));
  }

  /** Records from a sequence number on, oldest first. */
  public synchronized List<Entry> read(long fromSequence, int atMost) {
    List<Entry> result = new ArrayList<>();
    for (Map.Entry<Long, byte[]> e : records.tailMap(fromSequence, true).entrySet()) {
      if (result.size() >= atMost) {
        break;
      }
      result.add(new Entry(e.getKey(), e.getValue()));
    }
    return result;
  }

  /**
   * Lets go of whole segments whose records all lie before a sequence number.
   *
   * @throws StoreException if a segment cannot be deleted
   */
  public synchronized void discardBefore(long sequence) throws StoreException {
    while (segments.size() > 1 && segments.higherKey(segments.firstKey()) <= sequence) {
      long first = segments.firstKey();
      try {
        disk.delete(file(first));
      } catch (IOException e) {
        throw new StoreException("segment " + file(first) + " cannot be deleted: " + e, e);
      }
      length -= segments.remove(first);
      records.headMap(segments.firstKey(), false).clear();
    }
  }

  /** Sequence number that the next record gets. */
  public synchronized long next() {
    return next;
  }

  /** Sequence number of the oldest record, or of the next one if there is none. */
  public synchronized long first() {
    return records.isEmpty() ? next : records.firstKey();
  }

  /** Why the log cannot write; empty while it can. */
  public synchronized String fault() {
    return fault;
  }

  /** What was found damaged on opening, a sentence each. */
  public synchronized List<String> damages() {
    return List.copyOf(damages);
  }
}
