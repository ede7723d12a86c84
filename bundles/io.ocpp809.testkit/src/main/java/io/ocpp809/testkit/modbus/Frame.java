package io.ocpp809.testkit.modbus;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A request in its frame, and replies framed alike.
 *
 * @param rtu framed with a CRC; else with an MBAP header
 * @param transaction transaction identifier of an MBAP header
 * @param unit unit identifier
 * @param pdu function code and data
 * @param octets length of the whole frame
 */
record Frame(boolean rtu, int transaction, int unit, byte[] pdu, int octets) {

  /** Waits for a request; null if it was damaged on the way. */
  static Frame read(ModbusServer.Framing framing, DataInputStream in) throws IOException {
    return framing == ModbusServer.Framing.TCP ? tcp(in) : rtu(in);
  }

  private static Frame tcp(DataInputStream in) throws IOException {
    int transaction = in.readUnsignedShort();
    int protocol = in.readUnsignedShort();
    int length = in.readUnsignedShort();
    if (protocol != 0 || length < 2 || length > 254) {
      throw new IOException("no Modbus frame");
    }
    int unit = in.readUnsignedByte();
    byte[] pdu = new byte[length - 1];
    in.readFully(pdu);
    return new Frame(false, transaction, unit, pdu, length + 6);
  }

  /** Requests that are understood tell their own length, so no silent interval is needed. */
  private static Frame rtu(DataInputStream in) throws IOException {
    byte[] begin = in.readNBytes(2);
    if (begin.length < 2) {
      throw new EOFException("closed");
    }
    int known =
        switch (begin[1]) {
          case 1, 2, 3, 4, 5, 6 -> 8;
          case 15, 16, 43 -> 7;
          case 17 -> 4;
          default -> throw new IOException("no frame that is understood");
        };
    byte[] head = new byte[known];
    System.arraycopy(begin, 0, head, 0, 2);
    in.readFully(head, 2, known - 2);
    int more = begin[1] == 15 || begin[1] == 16 ? (head[6] & 0xFF) + 2 : 0;
    byte[] frame = new byte[known + more];
    System.arraycopy(head, 0, frame, 0, known);
    in.readFully(frame, known, more);
    int body = frame.length - 2;
    int crc = (frame[body] & 0xFF) | (frame[body + 1] & 0xFF) << 8;
    if (crc != crc(frame, body)) {
      in.skipNBytes(Math.max(0, in.available()));
      return null;
    }
    byte[] pdu = new byte[body - 1];
    System.arraycopy(frame, 1, pdu, 0, pdu.length);
    return new Frame(true, 0, frame[0] & 0xFF, pdu, frame.length);
  }

  /** The frame of a reply. */
  byte[] reply(byte[] answer) {
    return rtu ? withCrc(unit, answer) : withHeader(unit, answer);
  }

  /** The frame of the request itself. */
  byte[] frame() {
    return reply(pdu);
  }

  /** A frame with the header of this request's transaction. */
  byte[] withHeader(int from, byte[] body) {
    return ByteBuffer.allocate(7 + body.length)
        .putShort((short) transaction)
        .putShort((short) 0)
        .putShort((short) (body.length + 1))
        .put((byte) from)
        .put(body)
        .array();
  }

  /** A frame with its checksum. */
  static byte[] withCrc(int unit, byte[] pdu) {
    byte[] frame = new byte[pdu.length + 3];
    frame[0] = (byte) unit;
    System.arraycopy(pdu, 0, frame, 1, pdu.length);
    int sum = crc(frame, frame.length - 2);
    frame[frame.length - 2] = (byte) sum;
    frame[frame.length - 1] = (byte) (sum >> 8);
    return frame;
  }

  private static int crc(byte[] data, int length) {
    int crc = 0xFFFF;
    for (int i = 0; i < length; i++) {
      crc ^= data[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xA001;
      }
    }
    return crc;
  }
}
