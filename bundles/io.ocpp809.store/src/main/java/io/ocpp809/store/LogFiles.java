package io.ocpp809.store;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The segment files of one log. Reading is for any thread; all else is for the writer's thread,
 * after {@link #load}.
 */
final class LogFiles {
  private final LogDisk files;
  private final Path folder;
  private final int segmentBytes;
  private final Consumer<Damage> damages;
  private volatile List<Segment> segments = List.of();
  private long lowestNext = 1;
  private SegmentWriter writer;

  LogFiles(LogDisk files, Path folder, int segmentBytes, Consumer<Damage> damages) {
    this.files = files;
    this.folder = folder;
    this.segmentBytes = segmentBytes;
    this.damages = damages;
  }

  /**
   * Checks all files.
   *
   * @param acknowledged highest number that a reader has acknowledged: numbering goes on behind it
   *     even if the records themselves were lost
   */
  void load(long acknowledged) throws IOException {
    List<Path> found = files.list(folder).stream().filter(SegmentFormat::isSegment).toList();
    List<Segment> loaded = new ArrayList<>();
    for (Path file : found) {
      boolean last = file.equals(found.get(found.size() - 1));
      loaded.add(Segment.load(files, file, last, damages));
    }
    segments = List.copyOf(loaded);
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
    for (Segment segment : segments) {
      if (room.exhausted()) {
        break;
      }
      if (segment.next() > from) {
        read(segment, from, room, result);
      }
    }
    return result;
  }

  private void read(Segment segment, long from, ReadBudget room, List<LogRecord> result)
      throws IOException {
    try {
      segment.read(from, room, result, damages);
    } catch (NoSuchFileException e) {
      if (segments.contains(segment)) {
        throw e;
      }
    }
  }

  /** Whether a record of this length needs a new segment, so that {@link #roll} must come first. */
  boolean mustRoll(int payloadLength) {
    return writer != null
        && writer.bytes() > SegmentFormat.HEAD
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
  long stage(byte[] payload) throws IOException {
    if (writer == null) {
      open(payload.length);
    }
    return writer.stage(payload);
  }

  private void open(int payloadLength) throws IOException {
    List<Segment> now = segments;
    long next = next();
    if (now.isEmpty() || now.get(now.size() - 1).next() != next) {
      begin(next);
      return;
    }
    writer = SegmentWriter.open(files, now.get(now.size() - 1), folder);
    if (mustRoll(payloadLength)) {
      roll();
    }
  }

  private void begin(long first) throws IOException {
    Segment segment = Segment.fresh(files, folder, first);
    writer = SegmentWriter.open(files, segment, folder);
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

  /** Removes segments that hold no record above this number, but not the newest. */
  boolean discardThrough(long sequence) throws IOException {
    List<Segment> now = segments;
    int gone = 0;
    while (gone < now.size() - 1 && now.get(gone + 1).first() - 1 <= sequence) {
      gone++;
    }
    if (gone == 0) {
      return false;
    }
    segments = List.copyOf(now.subList(gone, now.size()));
    for (Segment segment : now.subList(0, gone)) {
      files.delete(segment.file());
    }
    return true;
  }

  void close() throws IOException {
    if (writer != null) {
      writer.close();
      writer = null;
    }
  }
}
