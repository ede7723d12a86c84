package io.ocpp809.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * How a record lies in a segment.
 *
 * <pre>
 * octets 0-3    length of the payload, big-endian, 0 to 1 MiB
 * octets 4-7    CRC-32C over octets 8 to the end of the payload, big-endian
 * octets 8-15   sequence number, big-endian
 * octets 16-    payload
 * </pre>
 */
final class RecordFrame {
  static final int HEAD = 16;
  static final int MAX_PAYLOAD = 1 << 20;

  private RecordFrame() {}

  /** A record with its place. */
  record Found(long sequence, byte[] payload) {}

  /**
   * What a segment holds.
   *
   * @param records the good records in order
   * @param goodLength length of the part that is good
   * @param damage what was found behind it; empty if nothing
   */
  record Content(List<Found> records, int goodLength, String damage) {}

  static ByteBuffer encode(long sequence, byte[] payload) {
    ByteBuffer buffer = ByteBuffer.allocate(HEAD + payload.length);
    buffer.putInt(payload.length).putInt(0).putLong(sequence).put(payload);
    buffer.putInt(4, crc(buffer.array(), 8, 8 + payload.length));
    return buffer.flip();
  }

  static Content decode(byte[] segment, long firstSequence) {
    List<Found> records = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(segment);
    long expected = firstSequence;
    while (in.remaining() >= HEAD) {
      int at = in.position();
      int length = in.getInt(at);
      if (length < 0 || length > MAX_PAYLOAD || in.remaining() < HEAD + length) {
        return new Content(records, at, "a record at octet " + at + " is cut off");
      }
      boolean right =
          in.getInt(at + 4) == crc(segment, at + 8, 8 + length) && in.getLong(at + 8) == expected;
      if (!right) {
        return new Content(records, at, "the record at octet " + at + " is damaged");
      }
      byte[] payload = new byte[length];
      in.get(at + HEAD, payload);
      records.add(new Found(expected++, payload));
      in.position(at + HEAD + length);
    }
    int at = in.position();
    return new Content(
        records, at, in.hasRemaining() ? "a record at octet " + at + " is cut off" : "");
  }

  private static int crc(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }
}
