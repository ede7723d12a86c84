package io.ocpp809.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The segment files of one log. Reading is for any thread; all else is for the writer's thread,
 * after {@link #load}.
 */
final class LogFiles {
  private final FileSystem files;
  private final Path folder;
  private final int segmentBytes;
  private final Supplier<byte[]> places;
  private final Consumer<Damage> damages;

  /** Held for writing while files that readers may have open by name are removed or replaced. */
  private final ReadWriteLock names = new ReentrantReadWriteLock();

  private volatile List<Segment> segments = List.of();
  private volatile long lowestNext = 1;
  private SegmentWriter writer;
  private boolean tidied;

  /**
   * Makes the files of a log.
   *
   * @param places the readers' places at the moment, with which each segment begins, so that older
   *     ones may go; none if empty
   */
  LogFiles(
      FileSystem files,
      Path folder,
      int segmentBytes,
      Supplier<byte[]> places,
      Consumer<Damage> damages) {
    this.files = files;
    this.folder = folder;
    this.segmentBytes = segmentBytes;
    this.places = places;
    this.damages = damages;
  }

  /**
   * Checks all files.
   *
   * @param found told of the readers' places, the newest last
   */
  void load(Consumer<byte[]> found) throws IOException {
    List<Path> names = files.list(folder).stream().filter(SegmentFormat::isSegment).toList();
    List<Segment> loaded = new ArrayList<>();
    for (Path file : names) {
      boolean last = file.equals(names.get(names.size() - 1));
      loaded.add(Segment.load(files, file, last, found, damages));
    }
    segments = List.copyOf(loaded);
  }

  /** Numbers up to this one are not given again, even if their records were lost. */
  void notBelow(long acknowledged) {
    lowestNext = acknowledged + 1;
  }

  OptionalLong first() {
    return segments.stream()
        .filter(s -> s.next() > s.first())
        .mapToLong(Segment::first)
        .findFirst();
  }

  /** Number of the next record, as far as is on disk. */
  long next() {
    List<Segment> now = segments;
    return Math.max(lowestNext, now.isEmpty() ? 1 : now.get(now.size() - 1).next());
  }

  /** Bytes on disk and staged. */
  long bytes() {
    long staged = writer == null ? 0 : writer.bytes() - writer.segment().bytes();
    return onDisk() + staged;
  }

  /** Whether one more record stays within a bound of the whole log. */
  boolean hasRoom(int payloadLength, long totalBytes) {
    return bytes() + SegmentFormat.FRAME + payloadLength <= totalBytes;
  }

  long onDisk() {
    return segments.stream().mapToLong(Segment::bytes).sum();
  }

  List<LogRecord> read(long from, int atMost) throws IOException {
    List<LogRecord> result = new ArrayList<>();
    ReadBudget room = new ReadBudget(atMost);
    names.readLock().lock();
    try {
      for (Segment segment : segments) {
        if (room.exhausted()) {
          break;
        }
        if (segment.next() > from) {
          segment.read(from, room, result, damages);
        }
      }
    } finally {
      names.readLock().unlock();
    }
    return result;
  }

  /** Whether a record of this length needs a new segment, so that {@link #roll} must come first. */
  boolean mustRoll(int payloadLength) {
    return writer != null
        && writer.next() > writer.segment().first()
        && writer.bytes() + SegmentFormat.FRAME + payloadLength > segmentBytes;
  }

  /** Ends the present segment; what was staged must have been committed. */
  void roll() throws IOException {
    SegmentWriter ended = writer;
    writer = null;
    ended.close();
    begin(ended.next());
  }

  /** Adds a record to those that the next commit puts on disk; returns its number. */
  long stage(Rank rank, byte[] payload) throws IOException {
    open();
    if (mustRoll(payload.length)) {
      roll();
    }
    return writer.stage(rank, payload);
  }

  /** Adds the readers' places to what the next commit puts on disk. */
  void stagePlaces(byte[] now) throws IOException {
    open();
    writer.stagePlaces(now);
  }

  private void open() throws IOException {
    if (writer != null) {
      return;
    }
    tidy();
    List<Segment> now = segments;
    long next = next();
    if (now.isEmpty() || now.get(now.size() - 1).next() != next) {
      begin(next);
    } else {
      writer = SegmentWriter.open(files, now.get(now.size() - 1), folder, places.get());
    }
  }

  /** Removes what a power cut left of files that were to be renamed, or tried and removed. */
  private void tidy() {
    if (tidied) {
      return;
    }
    tidied = true;
    try {
      for (Path file : files.list(folder)) {
        if (file.toString().endsWith(SegmentThinning.TEMPORARY)) {
          files.delete(file);
        }
      }
    } catch (IOException takesOnlyRoom) {
      // The next opening tries again.
    }
  }

  private void begin(long first) throws IOException {
    Segment segment = Segment.fresh(files, folder, first);
    writer = SegmentWriter.open(files, segment, folder, places.get());
    List<Segment> more = new ArrayList<>(segments);
    more.removeIf(s -> s.first() == first);
    more.add(segment);
    segments = List.copyOf(more);
  }

  void commit() throws IOException {
    if (writer != null) {
      writer.commit();
    }
  }

  /**
   * After a failure: cuts back to what is on disk; the next record opens the file anew.
   *
   * @throws IOException if the disk refuses that too; opening cuts back again
   */
  void abandon() throws IOException {
    if (writer != null) {
      SegmentWriter failed = writer;
      writer = null;
      failed.abandon();
    }
  }

  /**
   * Removes segments that hold no record above this number, but not the newest that is on disk: the
   * readers' places are in it.
   */
  boolean discardThrough(long sequence) throws IOException {
    List<Segment> now = segments;
    int newest = now.size() - 1;
    while (newest > 0 && now.get(newest).bytes() == 0) {
      newest--;
    }
    int gone = 0;
    while (gone < newest && now.get(gone + 1).first() - 1 <= sequence) {
      gone++;
    }
    if (gone == 0) {
      return false;
    }
    names.writeLock().lock();
    try {
      segments = List.copyOf(now.subList(gone, now.size()));
      for (Segment segment : now.subList(0, gone)) {
        files.delete(segment.file());
      }
    } finally {
      names.writeLock().unlock();
    }
    return true;
  }

  /**
   * Drops the records that give way from the oldest segment that has any, but not from the newest.
   *
   * @param acknowledged records up to this number no reader needs any more
   * @return how many records were dropped that some reader had not seen; empty if no segment has
   *     any left to drop
   */
  OptionalLong thin(long acknowledged) throws IOException {
    List<Segment> now = segments;
    for (int i = 0; i < now.size() - 1; i++) {
      if (now.get(i).yielding() > 0) {
        SegmentThinning thinning = new SegmentThinning(files, now.get(i), acknowledged);
        replace(i, thinning.write(files));
        return OptionalLong.of(thinning.lost());
      }
    }
    return OptionalLong.empty();
  }

  private void replace(int at, Path thinned) throws IOException {
    Segment old = segments.get(at);
    Segment next = Segment.load(files, old.file(), thinned, p -> {}, damages);
    names.writeLock().lock();
    try {
      files.rename(thinned, old.file());
      List<Segment> changed = new ArrayList<>(segments);
      changed.set(at, next);
      segments = List.copyOf(changed);
    } finally {
      names.writeLock().unlock();
    }
    files.forceFolder(folder);
  }

  void close() throws IOException {
    if (writer != null) {
      writer.close();
      writer = null;
    }
  }
}
