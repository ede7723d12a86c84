package io.ocpp809.store;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Layout of a segment file, big endian.
 *
 * <pre>
 * head    0  4  magic "O9LG"
 *         4  4  format, 1
 *         8  8  sequence number of the first record
 *        16  4  CRC32C of the sixteen bytes before
 * frame   0  1  kind: 0 record that is kept, 1 record that gives way, 2 places of the readers
 *         1  3  length n of the payload
 *         4  8  sequence number; with the places, that of the record to come
 *        12  4  CRC32C of the twelve bytes before and the payload
 *        16  n  payload
 * </pre>
 *
 * Numbers rise by one from record to record, except where records have given way. The file's name
 * is the number of its first record with twenty digits, and {@code .log}; so a damaged head costs
 * no record.
 */
final class SegmentFormat {
  static final int HEAD = 20;
  static final int FRAME = 16;
  static final int LONGEST_PAYLOAD = 0xFFFFFF;
  private static final int MAGIC = 0x4F394C47;
  private static final int FORMAT = 1;
  private static final String SUFFIX = ".log";
  private static final int DIGITS = 20;

  private SegmentFormat() {}

  /** What a frame holds; its place in the list is its code on disk. */
  enum Kind {
    KEPT,
    GIVES_WAY,
    PLACES;

    private static final Kind[] ALL = values();

    static Kind of(Rank rank) {
      return rank == Rank.KEPT ? KEPT : GIVES_WAY;
    }
  }

  /**
   * A whole and undamaged frame within some data.
   *
   * @param at where it begins
   * @param length length of its payload
   */
  record Frame(Kind kind, long sequence, int at, int length) {
    int payloadAt() {
      return at + FRAME;
    }

    int end() {
      return at + FRAME + length;
    }
  }

  static String fileName(long firstSequence) {
    return String.format("%0" + DIGITS + "d", firstSequence) + SUFFIX;
  }

  static boolean isSegment(Path file) {
    return file.getFileName().toString().matches("\\d{" + DIGITS + "}\\.log");
  }

  static long firstSequence(Path file) {
    return Long.parseLong(file.getFileName().toString().substring(0, DIGITS));
  }

  static ByteBuffer head(long firstSequence) {
    ByteBuffer head = ByteBuffer.allocate(HEAD);
    head.putInt(MAGIC).putInt(FORMAT).putLong(firstSequence);
    return head.putInt(crc(head.array(), 0, HEAD - 4)).flip();
  }

  static boolean headMatches(byte[] data, long firstSequence) {
    return data.length >= HEAD && ByteBuffer.wrap(data, 0, HEAD).equals(head(firstSequence));
  }

  static ByteBuffer frame(Kind kind, long sequence, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(FRAME + payload.length);
    frame.putInt(kind.ordinal() << 24 | payload.length).putLong(sequence);
    CRC32C crc = new CRC32C();
    crc.update(frame.array(), 0, FRAME - 4);
    crc.update(payload);
    return frame.putInt((int) crc.getValue()).put(payload).flip();
  }

  /**
   * The frame at this place if it is whole and undamaged.
   *
   * @param lowest lowest sequence number that it may have
   */
  static Optional<Frame> frameAt(byte[] data, int at, long lowest) {
    if (data.length - at < FRAME) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(data, at, data.length - at);
    int word = in.getInt();
    int kind = word >>> 24;
    int length = word & LONGEST_PAYLOAD;
    long sequence = in.getLong();
    if (kind >= Kind.ALL.length || length > data.length - at - FRAME || sequence < lowest) {
      return Optional.empty();
    }
    CRC32C crc = new CRC32C();
    crc.update(data, at, FRAME - 4);
    crc.update(data, at + FRAME, length);
    return (int) crc.getValue() == in.getInt()
        ? Optional.of(new Frame(Kind.ALL[kind], sequence, at, length))
        : Optional.empty();
  }

  static int crc(byte[] data, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(data, from, length);
    return (int) crc.getValue();
  }
}
