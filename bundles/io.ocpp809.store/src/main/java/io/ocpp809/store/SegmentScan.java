package io.ocpp809.store;

import java.util.Optional;

/**
 * Walks over the records in a stretch of a segment. A record that does not match its checksum is
 * stepped over by looking for the next one that does; if there is none, the rest is a torn tail.
 */
final class SegmentScan {

  /** Takes the records and gaps found, in order. */
  interface Visitor {
    /**
     * A whole record.
     *
     * @param at its place in the stretch
     * @return false to end the walk
     */
    boolean record(int at, long sequence, int payloadLength);

    /** Bytes that hold no usable record, with a good one after them. */
    void gap(int from, int to, long nextSequence);
  }

  /**
   * What a walk found.
   *
   * @param end first byte after the last good record
   * @param next lowest sequence number that a following record may have
   * @param torn whether unusable bytes follow the last good record
   */
  record Outcome(int end, long next, boolean torn) {}

  private SegmentScan() {}

  /**
   * Walks.
   *
   * @param data the stretch
   * @param from where the first record begins
   * @param firstSequence lowest number that the first record may have
   */
  static Outcome walk(byte[] data, int from, long firstSequence, Visitor visitor) {
    int at = from;
    long expected = firstSequence;
    while (at < data.length) {
      int length = SegmentFormat.validAt(data, at, expected, expected);
      if (length < 0) {
        Optional<Integer> good = nextGood(data, at, expected);
        if (good.isEmpty()) {
          return new Outcome(at, expected, true);
        }
        expected = SegmentFormat.sequenceAt(data, good.get());
        if (good.get() > at) {
          visitor.gap(at, good.get(), expected);
        }
        at = good.get();
        continue;
      }
      if (!visitor.record(at, expected, length)) {
        return new Outcome(at, expected, false);
      }
      at += SegmentFormat.FRAME + length;
      expected++;
    }
    return new Outcome(at, expected, false);
  }

  private static Optional<Integer> nextGood(byte[] data, int from, long expected) {
    for (int at = from; at <= data.length - SegmentFormat.FRAME; at++) {
      long mostSkipped = 1L + (at - from) / SegmentFormat.FRAME;
      if (SegmentFormat.validAt(data, at, expected, expected + mostSkipped) >= 0) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }
}
