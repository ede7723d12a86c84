package io.ocpp809.store;

import io.ocpp809.store.SegmentFormat.Frame;
import io.ocpp809.store.SegmentFormat.Kind;
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
 * growth; readers need no lock for that.
 */
final class Segment {
  private static final int INDEX_EVERY = 64;
  private static final int STRETCH = 32 * 1024;

  /**
   * How far the file is good: the number after the last record, its end in bytes, and how many
   * records up to there would give way.
   */
  private record End(long next, long bytes, int yielding) {}

  private final FileSystem files;
  private final Path file;
  private final long first;
  private final NavigableMap<Long, Long> index = new ConcurrentSkipListMap<>();
  private volatile End end;

  private Segment(FileSystem files, Path file, long first, End end) {
    this.files = files;
    this.file = file;
    this.first = first;
    this.end = end;
  }

  /** A segment about to be written. */
  static Segment fresh(FileSystem files, Path folder, long first) {
    return new Segment(
        files, folder.resolve(SegmentFormat.fileName(first)), first, new End(first, 0, 0));
  }

  /**
   * Checks a file found on disk.
   *
   * @param last whether it is the newest, whose end may be torn
   * @param places told of all readers' places found, oldest first
   */
  static Segment load(
      FileSystem files, Path file, boolean last, Consumer<byte[]> places, Consumer<Damage> damages)
      throws IOException {
    return load(files, file, file, last, places, damages);
  }

  /**
   * Checks a file that is about to get the name of a segment that is not the newest.
   *
   * @param beside where it lies as yet
   */
  static Segment load(
      FileSystem files, Path file, Path beside, Consumer<byte[]> places, Consumer<Damage> damages)
      throws IOException {
    return load(files, file, beside, false, places, damages);
  }

  private static Segment load(
      FileSystem files,
      Path file,
      Path from,
      boolean last,
      Consumer<byte[]> places,
      Consumer<Damage> damages)
      throws IOException {
    long first = SegmentFormat.firstSequence(file);
    byte[] data;
    try (InputStream in = files.read(from, 0)) {
      data = in.readAllBytes();
    }
    Segment segment = new Segment(files, file, first, new End(first, 0, 0));
    if (data.length < SegmentFormat.HEAD) {
      damages.accept(
          new Damage(Damage.Kind.TORN_TAIL, file, 0, data.length, "it held no record yet"));
      return segment;
    }
    if (!SegmentFormat.headMatches(data, first)) {
      damages.accept(
          new Damage(Damage.Kind.HEAD, file, 0, SegmentFormat.HEAD, "all its records are read"));
    }
    Loader loader = segment.new Loader(data, places, damages);
    SegmentScan.Outcome outcome = SegmentScan.walk(data, SegmentFormat.HEAD, first, loader);
    segment.end = new End(outcome.next(), outcome.end(), loader.yielding);
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

  private Damage gapDamage(long base, int from, Frame next) {
    return new Damage(
        Damage.Kind.CORRUPT,
        file,
        base + from,
        next.at() - (long) from,
        "records before it and from " + next.sequence() + " on are kept");
  }

  private void index(long sequence, long at) {
    if ((sequence - first) % INDEX_EVERY == 0) {
      index.put(sequence, at);
    }
  }

  private final class Loader implements SegmentScan.Visitor {
    private final byte[] data;
    private final Consumer<byte[]> places;
    private final Consumer<Damage> damages;
    private int yielding;

    Loader(byte[] data, Consumer<byte[]> places, Consumer<Damage> damages) {
      this.data = data;
      this.places = places;
      this.damages = damages;
    }

    @Override
    public boolean record(Frame record) {
      index(record.sequence(), record.at());
      if (record.kind() == Kind.GIVES_WAY) {
        yielding++;
      }
      return true;
    }

    @Override
    public void places(Frame frame) {
      places.accept(Arrays.copyOfRange(data, frame.payloadAt(), frame.end()));
    }

    @Override
    public void gap(int from, Frame next) {
      damages.accept(gapDamage(0, from, next));
    }
  }

  /**
   * The writer has put records on disk: they may be read from now on.
   *
   * @param yielding how many of them would give way
   */
  void grown(long firstNew, long[] offsets, long bytes, int yielding) {
    for (int i = 0; i < offsets.length; i++) {
      index(firstNew + i, offsets[i]);
    }
    end = new End(firstNew + offsets.length, bytes, end.yielding() + yielding);
  }

  /**
   * Reads records from a number on. Where few are wanted, a short stretch of the file is read, and
   * fewer may be returned than there are.
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
    long expected = start == null ? first : start.getKey();
    int all = Math.toIntExact(known.bytes() - offset);
    if (room.few() && all > STRETCH) {
      byte[] some = bytes(offset, STRETCH);
      int before = result.size();
      SegmentScan.walk(some, 0, expected, collector(from, offset, some, room, result, damages));
      if (result.size() > before) {
        room.end();
        return;
      }
    }
    byte[] data = bytes(offset, all);
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

  private byte[] bytes(long offset, int length) throws IOException {
    try (InputStream in = files.read(file, offset)) {
      return in.readNBytes(length);
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
      public boolean record(Frame record) {
        if (record.sequence() < from) {
          return true;
        }
        if (!room.take(record.length())) {
          return false;
        }
        result.add(
            new LogRecord(
                record.sequence(), Arrays.copyOfRange(data, record.payloadAt(), record.end())));
        return true;
      }

      @Override
      public void gap(int start, Frame next) {
        damages.accept(gapDamage(offset, start, next));
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

  /** How many records on disk would give way. */
  int yielding() {
    return end.yielding();
  }
}
