package io.ocpp809.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes records at the end of one segment: collects them, then puts all on disk with one flush. On
 * a failure the file is cut back to what was known to be on disk, at once if the disk lets it, else
 * before the next write.
 */
final class SegmentWriter {
  private final Segment segment;
  private final FileSystem.OutputFile out;
  private final ByteArrayOutputStream staged = new ByteArrayOutputStream();
  private final List<Long> offsets = new ArrayList<>();
  private long next;

  private SegmentWriter(Segment segment, FileSystem.OutputFile out) {
    this.segment = segment;
    this.out = out;
    this.next = segment.next();
  }

  /** Opens a segment, cutting off what lies behind its last good record. */
  static SegmentWriter open(LogDisk files, Segment segment, Path folder) throws IOException {
    FileSystem.OutputFile out = files.append(segment.file());
    try {
      out.truncate(segment.bytes());
      SegmentWriter writer = new SegmentWriter(segment, out);
      if (segment.bytes() == 0) {
        ByteBuffer head = SegmentFormat.head(segment.first());
        writer.staged.write(head.array(), 0, head.limit());
        files.forceFolder(folder);
      }
      return writer;
    } catch (IOException e) {
      out.close();
      throw e;
    }
  }

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

  long stage(byte[] payload) {
    offsets.add(bytes());
    ByteBuffer frame = SegmentFormat.frame(next, payload);
    staged.write(frame.array(), 0, frame.limit());
    return next++;
  }

  /** Puts what is staged on disk; readers see it after that. */
  void commit() throws IOException {
    if (staged.size() == 0) {
      return;
    }
    out.write(ByteBuffer.wrap(staged.toByteArray()));
    out.force();
    long[] places = offsets.stream().mapToLong(Long::longValue).toArray();
    segment.grown(next - places.length, places, bytes());
    staged.reset();
    offsets.clear();
  }

  void close() throws IOException {
    out.close();
  }

  /**
   * Cuts off what a failed write left behind and closes the file.
   *
   * @throws IOException if the disk refuses that too; the next opening cuts it off then
   */
  void abandon() throws IOException {
    try (out) {
      out.truncate(segment.bytes());
    }
  }
}
