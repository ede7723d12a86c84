package io.ocpp809.store;

import io.ocpp809.store.SegmentFormat.Frame;
import io.ocpp809.store.SegmentFormat.Kind;
import java.util.Optional;

/**
 * Walks over the frames in a stretch of a segment. A frame that does not match its checksum is
 * stepped over by looking for the next one that does; if there is none, the rest is a torn tail.
 */
final class SegmentScan {

  /** Takes the frames and gaps found, in order. */
  interface Visitor {
    /**
     * A record.
     *
     * @return false to end the walk
     */
    boolean record(Frame record);

    /** The readers' places as they were then. */
    default void places(Frame places) {}

    /** Bytes that hold no usable frame, with a good one after them. */
    void gap(int from, Frame next);
  }

  /**
   * What a walk found.
   *
   * @param end first byte after the last good frame
   * @param next lowest sequence number that a following record may have
   * @param torn whether unusable bytes follow the last good frame
   */
  record Outcome(int end, long next, boolean torn) {}

  private SegmentScan() {}

  /**
   * Walks.
   *
   * @param data the stretch
   * @param from where the first frame begins
   * @param firstSequence lowest number that the first record may have
   */
  static Outcome walk(byte[] data, int from, long firstSequence, Visitor visitor) {
    int at = from;
    long expected = firstSequence;
    while (at < data.length) {
      Optional<Frame> found = nextGood(data, at, expected);
      if (found.isEmpty()) {
        return new Outcome(at, expected, true);
      }
      Frame frame = found.get();
      if (frame.at() > at) {
        visitor.gap(at, frame);
      }
      if (frame.kind() == Kind.PLACES) {
        visitor.places(frame);
        expected = frame.sequence();
      } else if (visitor.record(frame)) {
        expected = frame.sequence() + 1;
      } else {
        return new Outcome(frame.at(), expected, false);
      }
      at = frame.end();
    }
    return new Outcome(at, expected, false);
  }

  private static Optional<Frame> nextGood(byte[] data, int from, long expected) {
    for (int at = from; at <= data.length - SegmentFormat.FRAME; at++) {
      Optional<Frame> frame = SegmentFormat.frameAt(data, at, expected);
      if (frame.isPresent()) {
        return frame;
      }
    }
    return Optional.empty();
  }
}
