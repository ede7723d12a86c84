package io.ocpp809.modbus;

import io.ocpp809.modbus.Reply.Failed;
import io.ocpp809.modbus.Reply.Failed.Kind;
import java.util.Arrays;

/**
 * Frames of Modbus RTU: unit identifier, protocol data unit, CRC-16 with its low octet first
 * (Modbus over Serial Line V1.02, section 2.5.1). The length of the reply is known from the
 * request.
 */
final class RtuFraming implements Framing {
  private static final int EXCEPTION_LENGTH = 5;

  @Override
  public byte[] encode(Request request, int transaction) {
    byte[] pdu = Pdu.encode(request);
    byte[] frame = new byte[pdu.length + 3];
    frame[0] = (byte) request.unit();
    System.arraycopy(pdu, 0, frame, 1, pdu.length);
    int crc = Pdu.crc(frame, pdu.length + 1);
    frame[pdu.length + 1] = (byte) crc;
    frame[pdu.length + 2] = (byte) (crc >> 8);
    return frame;
  }

  @Override
  public Found find(Request request, int transaction, byte[] received, int length) {
    if (length < 2) {
      return Found.NOTHING;
    }
    boolean exception = (received[1] & 0x80) != 0;
    int size = exception ? EXCEPTION_LENGTH : Pdu.replyLength(request) + 3;
    if (length < size) {
      return Found.NOTHING;
    }
    int crc = (received[size - 1] & 0xFF) << 8 | received[size - 2] & 0xFF;
    if (crc != Pdu.crc(received, size - 2)) {
      return new Found(new Failed(Kind.CRC, "a frame with a wrong checksum"), length);
    }
    int unit = received[0] & 0xFF;
    if (unit != request.unit()) {
      return new Found(
          new Failed(Kind.MISMATCH, "a reply of unit " + unit + " instead of " + request.unit()),
          length);
    }
    if (length > size) {
      return new Found(
          new Failed(
              Kind.MISMATCH,
              "a reply that is longer than asked; are two devices on unit " + unit + "?"),
          length);
    }
    return new Found(Pdu.decode(request, Arrays.copyOfRange(received, 1, size - 2)), size);
  }
}
