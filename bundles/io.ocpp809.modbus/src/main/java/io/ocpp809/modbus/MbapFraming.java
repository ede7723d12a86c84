package io.ocpp809.modbus;

import io.ocpp809.modbus.Reply.Failed;
import io.ocpp809.modbus.Reply.Failed.Kind;
import java.util.Arrays;

/**
 * Frames of Modbus TCP.
 *
 * <pre>
 * octets 0-1  transaction identifier
 * octets 2-3  protocol identifier, 0
 * octets 4-5  number of octets that follow
 * octet  6    unit identifier
 * octets 7-   protocol data unit
 * </pre>
 */
final class MbapFraming implements Framing {
  private static final int HEAD = 7;

  @Override
  public byte[] encode(Request request, int transaction) {
    byte[] pdu = Pdu.encode(request);
    byte[] frame = new byte[HEAD + pdu.length];
    put(frame, 0, transaction);
    put(frame, 4, pdu.length + 1);
    frame[6] = (byte) request.unit();
    System.arraycopy(pdu, 0, frame, HEAD, pdu.length);
    return frame;
  }

  @Override
  public Found find(Request request, int transaction, byte[] received, int length) {
    if (length < HEAD + 1) {
      return Found.NOTHING;
    }
    int size = get(received, 4);
    if (get(received, 2) != 0 || size < 3 || size > 254) {
      return Found.reply(
          new Failed(
              Kind.MISMATCH, "no Modbus TCP header; does the converter expect RTU over TCP?"),
          length);
    }
    int end = 6 + size;
    if (length < end) {
      return Found.NOTHING;
    }
    if (get(received, 0) != (transaction & 0xFFFF)) {
      return Found.passedOver(end, "");
    }
    int unit = received[6] & 0xFF;
    if (unit != request.unit()) {
      return Found.passedOver(end, "a reply of unit " + unit + " instead of " + request.unit());
    }
    return Found.reply(Pdu.decode(request, Arrays.copyOfRange(received, HEAD, end)), end);
  }

  private static void put(byte[] frame, int at, int value) {
    frame[at] = (byte) (value >> 8);
    frame[at + 1] = (byte) value;
  }

  private static int get(byte[] frame, int at) {
    return (frame[at] & 0xFF) << 8 | frame[at + 1] & 0xFF;
  }
}
