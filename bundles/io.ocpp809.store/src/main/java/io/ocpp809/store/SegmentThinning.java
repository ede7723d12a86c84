package io.ocpp809.store;

import io.ocpp809.store.SegmentFormat.Frame;
import io.ocpp809.store.SegmentFormat.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * What is left of a segment when the records that give way have gone: those that are kept, and the
 * newest places of the readers. Damaged stretches go too; they were reported when the file was
 * read.
 */
final class SegmentThinning implements SegmentScan.Visitor {
  static final String TEMPORARY = ".tmp";

  private final Segment segment;
  private final long acknowledged;
  private final byte[] data;
  private final ByteArrayOutputStream left = new ByteArrayOutputStream();
  private Optional<Frame> newestPlaces = Optional.empty();
  private long lost;

  /**
   * Reads a segment.
   *
   * @param acknowledged records up to this number no reader needs any more
   */
  SegmentThinning(FileSystem files, Segment segment, long acknowledged) throws IOException {
    this.segment = segment;
    this.acknowledged = acknowledged;
    try (InputStream in = files.read(segment.file(), 0)) {
      this.data = in.readNBytes(Math.toIntExact(segment.bytes()));
    }
    ByteBuffer head = SegmentFormat.head(segment.first());
    left.write(head.array(), 0, head.limit());
    SegmentScan.walk(data, SegmentFormat.HEAD, segment.first(), this);
    newestPlaces.ifPresent(this::keepPlaces);
  }

  private void keepPlaces(Frame places) {
    byte[] payload = Arrays.copyOfRange(data, places.payloadAt(), places.end());
    ByteBuffer frame = SegmentFormat.frame(Kind.PLACES, segment.next(), payload);
    left.write(frame.array(), 0, frame.limit());
  }

  @Override
  public boolean record(Frame record) {
    if (record.kind() == Kind.KEPT) {
      left.write(data, record.at(), record.end() - record.at());
    } else if (record.sequence() > acknowledged) {
      lost++;
    }
    return true;
  }

  @Override
  public void places(Frame places) {
    newestPlaces = Optional.of(places);
  }

  @Override
  public void gap(int from, Frame next) {}

  /** Records dropped that some reader had not acknowledged. */
  long lost() {
    return lost;
  }

  /** Writes what is left beside the segment, to be renamed over it. */
  Path write(FileSystem files) throws IOException {
    Path beside = segment.file().resolveSibling(segment.file().getFileName() + TEMPORARY);
    try (FileSystem.OutputFile out = files.open(beside)) {
      out.truncate(0);
      out.write(ByteBuffer.wrap(left.toByteArray()));
      out.force();
    }
    return beside;
  }
}
