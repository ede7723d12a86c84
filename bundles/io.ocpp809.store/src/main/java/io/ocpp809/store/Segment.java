package io.ocpp809.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/**
 * One file of a log as readers see it: only what is known to be on disk. The writer publishes
 * growth; readers need no lock.
 */
final class Segment {
  private static final int INDEX_EVERY = 64;

  /** How far the file is good: the number after the last record, and its end in bytes. */
  private record End(long next, long bytes) {}

  private final LogDisk files;
  private final Path file;
  private final long first;
  private final NavigableMap<Long, Long> index = new ConcurrentSkipListMap<>();
  private volatile End end;

  private Segment(LogDisk files, Path file, long first, End end) {
    this.files = files;
    this.file = file;
    this.first = first;
    this.end = end;
  }

  /** A segment about to be written. */
  static Segment fresh(LogDisk files, Path folder, long first) {
    return new Segment(
        files, folder.resolve(SegmentFormat.fileName(first)), first, new End(first, 0));
  }

  /**
   * Checks a file found on disk.
   *
   * @param last whether it is the newest, whose end may be torn
   */
  static Segment load(LogDisk files, Path file, boolean last, Consumer<Damage> damages)
      throws IOException {
    long first = SegmentFormat.firstSequence(file);
    byte[] data;
    try (InputStream in = files.read(file, 0)) {
      data = in.readAllBytes();
    }
    Segment segment = new Segment(files, file, first, new End(first, 0));
    if (data.length < SegmentFormat.HEAD) {
      damages.accept(
          new Damage(Damage.Kind.TORN_TAIL, file, 0, data.length, "it held no record yet"));
      return segment;
    }
    if (!SegmentFormat.headMatches(data, first)) {
      damages.accept(
          new Damage(Damage.Kind.HEAD, file, 0, SegmentFormat.HEAD, "all its records are read"));
    }
    SegmentScan.Outcome outcome =
        SegmentScan.walk(data, SegmentFormat.HEAD, first, segment.indexer(0, damages));
    segment.end = new End(outcome.next(), outcome.end());
    if (outcome.torn()) {
      damages.accept(
          new Damage(
              last ? Damage.Kind.TORN_TAIL : Damage.Kind.CORRUPT,
              file,
              outcome.end(),
              data.length - outcome.end(),
              segment.kept(outcome.next())));
    }
    return segment;
  }

  private String kept(long next) {
    return next == first ? "no record before it" : "records up to " + (next - 1) + " are kept";
  }

  private SegmentScan.Visitor indexer(long base, Consumer<Damage> damages) {
    return new SegmentScan.Visitor() {
      @Override
      public boolean record(int at, long sequence, int payloadLength) {
        if ((sequence - first) % INDEX_EVERY == 0) {
          index.put(sequence, base + at);
        }
        return true;
      }

      @Override
      public void gap(int from, int to, long nextSequence) {
        damages.accept(gapDamage(base, from, to, nextSequence));
      }
    };
  }

  private Damage gapDamage(long base, int from, int to, long nextSequence) {
    return new Damage(
        Damage.Kind.CORRUPT,
        file,
        base + from,
        to - (long) from,
        "records before it and from " + nextSequence + " on are kept");
  }

  /** The writer has put records on disk: they may be read from now on. */
  void grown(long firstNew, long[] offsets, long bytes) {
    for (int i = 0; i < offsets.length; i++) {
      if ((firstNew + i - first) % INDEX_EVERY == 0) {
        index.put(firstNew + i, offsets[i]);
      }
    }
    end = new End(firstNew + offsets.length, bytes);
  }

  /**
   * Reads records from a number on.
   *
   * @param room how many more records, and bytes of payload, the result may take
   */
  void read(long from, ReadBudget room, List<LogRecord> result, Consumer<Damage> damages)
      throws IOException {
    End known = end;
    if (from >= known.next() || known.bytes() <= SegmentFormat.HEAD) {
      return;
    }
    Map.Entry<Long, Long> start = index.floorEntry(Math.max(from, first));
    long offset = start == null ? SegmentFormat.HEAD : start.getValue();
    byte[] data;
    try (InputStream in = files.read(file, offset)) {
      data = in.readNBytes(Math.toIntExact(known.bytes() - offset));
    }
    long expected = start == null ? first : start.getKey();
    SegmentScan.Outcome outcome =
        SegmentScan.walk(data, 0, expected, collector(from, offset, data, room, result, damages));
    if (outcome.torn()) {
      damages.accept(
          new Damage(
              Damage.Kind.CORRUPT,
              file,
              offset + outcome.end(),
              data.length - outcome.end(),
              kept(outcome.next())));
    }
  }

  private SegmentScan.Visitor collector(
      long from,
      long offset,
      byte[] data,
      ReadBudget room,
      List<LogRecord> result,
      Consumer<Damage> damages) {
    return new SegmentScan.Visitor() {
      @Override
      public boolean record(int at, long sequence, int payloadLength) {
        if (sequence < from) {
          return true;
        }
        if (!room.take(payloadLength)) {
          return false;
        }
        int start = at + SegmentFormat.FRAME;
        result.add(new LogRecord(sequence, Arrays.copyOfRange(data, start, start + payloadLength)));
        return true;
      }

      @Override
      public void gap(int start, int to, long nextSequence) {
        damages.accept(gapDamage(offset, start, to, nextSequence));
      }
    };
  }

  Path file() {
    return file;
  }

  long first() {
    return first;
  }

  /** Number after the last record on disk. */
  long next() {
    return end.next();
  }

  /** Good bytes on disk. */
  long bytes() {
    return end.bytes();
  }
}
