package io.ocpp809.modbus.survey;

import java.util.Arrays;
import java.util.Optional;

/**
 * Frames as octets, for questions that the driver never asks: any function, any unit. RTU: unit,
 * protocol data unit, CRC-16 low octet first (Modbus over Serial Line V1.02, section 2.5.1). TCP:
 * transaction, 0, length, unit, protocol data unit (Modbus Messaging on TCP/IP V1.0b, section 3.1).
 */
final class Frames {
  private static final int LEAST = 4;
  private static final int MOST = 256;
  private static final int HEAD = 7;

  private Frames() {}

  /**
   * A frame found in octets.
   *
   * @param from where it begins
   * @param end where it ends
   * @param unit unit
   * @param pdu protocol data unit
   */
  record Found(int from, int end, int unit, byte[] pdu) {}

  static byte[] rtu(int unit, byte[] pdu) {
    byte[] frame = new byte[pdu.length + 3];
    frame[0] = (byte) unit;
    System.arraycopy(pdu, 0, frame, 1, pdu.length);
    int crc = crc(frame, 0, pdu.length + 1);
    frame[pdu.length + 1] = (byte) crc;
    frame[pdu.length + 2] = (byte) (crc >> 8);
    return frame;
  }

  static byte[] tcp(int transaction, int unit, byte[] pdu) {
    byte[] frame = new byte[HEAD + pdu.length];
    frame[0] = (byte) (transaction >> 8);
    frame[1] = (byte) transaction;
    frame[4] = (byte) (pdu.length + 1 >> 8);
    frame[5] = (byte) (pdu.length + 1);
    frame[6] = (byte) unit;
    System.arraycopy(pdu, 0, frame, HEAD, pdu.length);
    return frame;
  }

  /** CRC-16 of the polynomial 0xA001, begun with 0xFFFF (section 6.2.2). */
  static int crc(byte[] octets, int from, int end) {
    int crc = 0xFFFF;
    for (int i = from; i < end; i++) {
      crc ^= octets[i] & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xA001;
      }
    }
    return crc;
  }

  /** Whether these octets end with the checksum of those before. */
  static boolean sound(byte[] octets, int from, int end) {
    int sum = (octets[end - 1] & 0xFF) << 8 | octets[end - 2] & 0xFF;
    return end - from >= LEAST && sum == crc(octets, from, end - 2);
  }

  /**
   * The reply to a function, after at most two stray octets, as a transceiver makes them when it
   * changes direction.
   */
  static Optional<Found> rtuReply(byte[] octets, int length, int function) {
    for (int from = 0; from <= 2; from++) {
      int end = replyEnd(octets, from, length, function);
      if (end > 0) {
        byte[] pdu = Arrays.copyOfRange(octets, from + 1, end - 2);
        return Optional.of(new Found(from, end, octets[from] & 0xFF, pdu));
      }
    }
    return Optional.empty();
  }

  private static int replyEnd(byte[] octets, int from, int length, int function) {
    if (length - from < LEAST + 1) {
      return 0;
    }
    int code = octets[from + 1] & 0xFF;
    if ((code & 0x7F) != function) {
      return 0;
    }
    if (code > 0x80) {
      return fits(octets, from, from + 5, length);
    }
    if (function <= 4 || function == 17) {
      return fits(octets, from, from + 5 + (octets[from + 2] & 0xFF), length);
    }
    for (int end = from + LEAST + 1; end <= length; end++) {
      if (sound(octets, from, end)) {
        return end;
      }
    }
    return 0;
  }

  private static int fits(byte[] octets, int from, int end, int length) {
    return end <= length && end - from <= MOST && sound(octets, from, end) ? end : 0;
  }

  /** The reply with a transaction identifier; replies with others are passed over. */
  static Optional<Found> tcpReply(byte[] octets, int length, int transaction) {
    int from = 0;
    while (length - from > HEAD) {
      int size = word(octets, from + 4);
      int end = from + 6 + size;
      if (word(octets, from + 2) != 0 || size < 3 || size > 254 || end > length) {
        return Optional.empty();
      }
      if (word(octets, from) == (transaction & 0xFFFF)) {
        byte[] pdu = Arrays.copyOfRange(octets, from + HEAD, end);
        return Optional.of(new Found(0, end, octets[from + 6] & 0xFF, pdu));
      }
      from = end;
    }
    return Optional.empty();
  }

  private static int word(byte[] octets, int at) {
    return (octets[at] & 0xFF) << 8 | octets[at + 1] & 0xFF;
  }
}
