package io.ocpp809.store;

import io.ocpp809.store.SegmentFormat.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes frames at the end of one segment: collects them, then puts all on disk with one flush. On
 * a failure the file is cut back to what was known to be on disk, at once if the disk lets it, else
 * before the next write.
 */
final class SegmentWriter {
  private final Segment segment;
  private final FileSystem.OutputFile out;
  private final ByteArrayOutputStream staged = new ByteArrayOutputStream();
  private final List<Long> offsets = new ArrayList<>();
  private int yielding;
  private long next;

  private SegmentWriter(Segment segment, FileSystem.OutputFile out) {
    this.segment = segment;
    this.out = out;
    this.next = segment.next();
  }

  /**
   * Opens a segment, cutting off what lies behind its last good frame.
   *
   * @param places the readers' places, with which a new segment begins; none if empty
   */
  static SegmentWriter open(FileSystem files, Segment segment, Path folder, byte[] places)
      throws IOException {
    FileSystem.OutputFile out = files.open(segment.file());
    try {
      out.truncate(segment.bytes());
      SegmentWriter writer = new SegmentWriter(segment, out);
      if (segment.bytes() == 0) {
        writer.stage(SegmentFormat.head(segment.first()));
        if (places.length > 0) {
          writer.stagePlaces(places);
        }
        files.forceFolder(folder);
      }
      return writer;
    } catch (IOException e) {
      out.close();
      throw e;
    }
  }

  private void stage(ByteBuffer bytes) {
    staged.write(bytes.array(), 0, bytes.limit());
  }

  /** Bytes on disk and staged. */
  long bytes() {
    return segment.bytes() + staged.size();
  }

  /** Number that the next record gets. */
  long next() {
    return next;
  }

  Segment segment() {
    return segment;
  }

  long stage(Rank rank, byte[] payload) {
    offsets.add(bytes());
    if (rank == Rank.GIVES_WAY) {
      yielding++;
    }
    stage(SegmentFormat.frame(Kind.of(rank), next, payload));
    return next++;
  }

  void stagePlaces(byte[] places) {
    stage(SegmentFormat.frame(Kind.PLACES, next, places));
  }

  /** Puts what is staged on disk; readers see it after that. */
  void commit() throws IOException {
    if (staged.size() == 0) {
      return;
    }
    out.write(ByteBuffer.wrap(staged.toByteArray()));
    out.force();
    long[] places = offsets.stream().mapToLong(Long::longValue).toArray();
    segment.grown(next - places.length, places, bytes(), yielding);
    staged.reset();
    offsets.clear();
    yielding = 0;
  }

  void close() throws IOException {
    out.close();
  }

  /**
   * Cuts off what a failed write left behind, so that it does not come back with the power, and
   * closes the file.
   *
   * @throws IOException if the disk refuses that too; the next opening cuts it off then
   */
  void abandon() throws IOException {
    try (out) {
      out.truncate(segment.bytes());
      out.force();
    }
  }
}
