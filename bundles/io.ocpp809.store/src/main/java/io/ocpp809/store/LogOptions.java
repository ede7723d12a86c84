package io.ocpp809.store;

/**
 * Bounds of a log. A log that has reached its bound drops the oldest records that give way; when
 * there are none left it refuses new ones and says so in its health until segments are discarded.
 *
 * @param segmentBytes size at which a new segment file is begun, 4 KiB to 64 MiB; a record longer
 *     than that has a segment to itself
 * @param totalBytes bound of the whole log, at least two segments
 * @param recordBytes largest payload, 1 byte to half the bound, at most 16 MiB
 */
public record LogOptions(int segmentBytes, long totalBytes, int recordBytes) {
  private static final int KIB = 1024;

  /** Checks the ranges. */
  public LogOptions {
    if (segmentBytes < 4 * KIB || segmentBytes > 64 * KIB * KIB) {
      throw new IllegalArgumentException("segment size 4 KiB to 64 MiB, not " + segmentBytes);
    }
    if (totalBytes < 2L * segmentBytes) {
      throw new IllegalArgumentException("a log holds two segments or more, not " + totalBytes);
    }
    if (recordBytes < 1
        || recordBytes > totalBytes / 2
        || recordBytes > SegmentFormat.LONGEST_PAYLOAD) {
      throw new IllegalArgumentException("a record must fit the log, not " + recordBytes);
    }
  }

  /** A log of this many bytes: segments of 256 KiB, records up to 1 MiB or half the log. */
  public static LogOptions bounded(long totalBytes) {
    return new LogOptions(256 * KIB, totalBytes, (int) Math.min(KIB * KIB, totalBytes / 2));
  }
}
