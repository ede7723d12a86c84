package io.ocpp809.store;

/**
 * Bounds of a log. A log that has reached its bound refuses further records and says so in its
 * health until segments are discarded; it never drops a record that somebody still has to read.
 *
 * @param segmentBytes size at which a new segment file is begun, 4 KiB to 64 MiB
 * @param totalBytes bound of the whole log, at least two segments
 * @param recordBytes largest payload, at most what fits a segment
 */
public record LogOptions(int segmentBytes, long totalBytes, int recordBytes) {
  private static final int KIB = 1024;

  /** Segments of 256 KiB, 32 MiB in all, records up to 64 KiB. */
  public static final LogOptions DEFAULT = new LogOptions(256 * KIB, 32L * KIB * KIB, 64 * KIB);

  /** Checks the ranges. */
  public LogOptions {
    if (segmentBytes < 4 * KIB || segmentBytes > 64 * KIB * KIB) {
      throw new IllegalArgumentException("segment size 4 KiB to 64 MiB, not " + segmentBytes);
    }
    if (totalBytes < 2L * segmentBytes) {
      throw new IllegalArgumentException("a log holds two segments or more, not " + totalBytes);
    }
    if (recordBytes < 1 || recordBytes > segmentBytes - SegmentFormat.HEAD - SegmentFormat.FRAME) {
      throw new IllegalArgumentException("a record must fit a segment, not " + recordBytes);
    }
  }
}
