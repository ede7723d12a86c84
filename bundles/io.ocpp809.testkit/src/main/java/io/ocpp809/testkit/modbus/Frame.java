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
    byte[] head = in.readNBytes(7);
    if (head.length < 7) {
      throw new EOFException("closed");
    }
    int more =
        switch (head[1]) {
          case 1, 2, 3, 4, 5, 6 -> 1;
          case 15, 16 -> (head[6] & 0xFF) + 2;
          default -> throw new IOException("no frame that is understood");
        };
    byte[] frame = new byte[7 + more];
    System.arraycopy(head, 0, frame, 0, 7);
    in.readFully(frame, 7, more);
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

  /** The frame of a reply, with what goes wrong with it; null for right. */
  byte[] reply(byte[] answer, Misbehaviour wrong) {
    byte[] body = answer.clone();
    int from = wrong == Misbehaviour.WRONG_UNIT ? unit + 1 & 0xFF : unit;
    int id = wrong == Misbehaviour.WRONG_TRANSACTION ? transaction + 1 & 0xFFFF : transaction;
    if (wrong == Misbehaviour.WRONG_FUNCTION) {
      body[0] = (byte) (body[0] == 3 ? 4 : 3);
    }
    if (wrong == Misbehaviour.SHORT && body.length > 3) {
      body = java.util.Arrays.copyOf(body, body.length - 2);
      body[1] = (byte) (body.length - 2);
    }
    byte[] frame = rtu ? withCrc(from, body) : withHeader(id, from, body);
    if (wrong == Misbehaviour.BIT_FLIPPED) {
      frame[frame.length - 3] ^= 1;
    }
    return frame;
  }

  private static byte[] withHeader(int transaction, int unit, byte[] pdu) {
    return ByteBuffer.allocate(7 + pdu.length)
        .putShort((short) transaction)
        .putShort((short) 0)
        .putShort((short) (pdu.length + 1))
        .put((byte) unit)
        .put(pdu)
        .array();
  }

  private static byte[] withCrc(int unit, byte[] pdu) {
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
