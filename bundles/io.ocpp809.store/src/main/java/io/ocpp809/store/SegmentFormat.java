package io.ocpp809.store;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Layout of a segment file, big endian.
 *
 * <pre>
 * head    0  4  magic "O9LG"
 *         4  4  format, 1
 *         8  8  sequence number of the first record
 *        16  4  CRC32C of the sixteen bytes before
 * record  0  4  length n of the payload
 *         4  8  sequence number
 *        12  4  CRC32C of length, sequence number and payload
 *        16  n  payload
 * </pre>
 *
 * The file's name is the number of its first record with twenty digits, and {@code .log}; so a
 * damaged head costs no record.
 */
final class SegmentFormat {
  static final int HEAD = 20;
  static final int FRAME = 16;
  private static final int MAGIC = 0x4F394C47;
  private static final int FORMAT = 1;
  private static final String SUFFIX = ".log";
  private static final int DIGITS = 20;

  private SegmentFormat() {}

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

  static ByteBuffer frame(long sequence, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(FRAME + payload.length);
    frame.putInt(payload.length).putLong(sequence);
    frame.putInt(crc(frame.array(), payload)).put(payload);
    return frame.flip();
  }

  /** Length of the payload of a whole and undamaged record at this place, else -1. */
  static int validAt(byte[] data, int at, long lowest, long highest) {
    if (data.length - at < FRAME) {
      return -1;
    }
    ByteBuffer frame = ByteBuffer.wrap(data, at, data.length - at);
    int length = frame.getInt();
    long sequence = frame.getLong();
    if (length < 0
        || length > data.length - at - FRAME
        || sequence < lowest
        || sequence > highest) {
      return -1;
    }
    CRC32C crc = new CRC32C();
    crc.update(data, at, FRAME - 4);
    crc.update(data, at + FRAME, length);
    return (int) crc.getValue() == frame.getInt() ? length : -1;
  }

  static long sequenceAt(byte[] data, int at) {
    return ByteBuffer.wrap(data).getLong(at + 4);
  }

  private static int crc(byte[] head, byte[] payload) {
    CRC32C crc = new CRC32C();
    crc.update(head, 0, FRAME - 4);
    crc.update(payload, 0, payload.length);
    return (int) crc.getValue();
  }

  static int crc(byte[] data, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(data, from, length);
    return (int) crc.getValue();
  }
}
