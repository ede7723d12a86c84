package io.ocpp809.modbus;

import io.ocpp809.modbus.Reply.Failed;
import io.ocpp809.modbus.Reply.Failed.Kind;
import java.util.Arrays;

/**
 * Frames of Modbus RTU: unit identifier, protocol data unit, CRC-16 with its low octet first
 * (Modbus over Serial Line V1.02, section 2.5.1). A frame says its own length.
 */
final class RtuFraming implements Framing {
  private static final int EXCEPTION_LENGTH = 5;
  private static final int WRITE_LENGTH = 8;
  private static final int MASK_LENGTH = 10;

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
    int begin = fitting(request, received, length);
    if (begin > 0) {
      byte[] frame = Arrays.copyOfRange(received, begin + 1, length - 2);
      return Found.reply(Pdu.decode(request, frame), length);
    }
    return first(request, received, length);
  }

  /**
   * Where the only frame begins that fits the request in everything and ends what was received;
   * before it may be what a disturbance, an adapter's echo or a reply that came too late has left.
   * -1 if there is none, or more than one.
   */
  private static int fitting(Request request, byte[] received, int length) {
    int size = Pdu.replyLength(request) + 3;
    int found = -1;
    for (int at = 0; at + EXCEPTION_LENGTH <= length; at++) {
      if ((received[at] & 0xFF) != request.unit()) {
        continue;
      }
      int function = received[at + 1] & 0xFF;
      int mine = function == (request.function() | 0x80) ? EXCEPTION_LENGTH : size;
      boolean fits =
          (function & 0x7F) == request.function()
              && at + mine <= length
              && sound(received, at, mine);
      if (fits && (found >= 0 || at + mine < length)) {
        return -1;
      }
      found = fits ? at : found;
    }
    return found;
  }

  private static boolean sound(byte[] received, int at, int size) {
    int crc = (received[at + size - 1] & 0xFF) << 8 | received[at + size - 2] & 0xFF;
    return crc == Pdu.crc(Arrays.copyOfRange(received, at, at + size - 2), size - 2);
  }

  /** What the octets at the beginning are. */
  private static Found first(Request request, byte[] received, int length) {
    int size = length < 3 ? 0 : size(request, received);
    if (size == 0 || length < size) {
      return Found.NOTHING;
    }
    if (!sound(received, 0, size)) {
      return Found.reply(new Failed(Kind.CRC, "a frame with a wrong checksum"), length);
    }
    int unit = received[0] & 0xFF;
    if (unit != request.unit()) {
      return Found.passedOver(size, "a reply of unit " + unit + " instead of " + request.unit());
    }
    if (length > size) {
      return Found.reply(
          new Failed(
              Kind.MISMATCH,
              "a reply that is longer than it says; are two devices on unit " + unit + "?"),
          length);
    }
    return Found.reply(Pdu.decode(request, Arrays.copyOfRange(received, 1, size - 2)), size);
  }

  /** Octets of the frame that begins here, as it says itself. */
  private static int size(Request request, byte[] received) {
    int function = received[1] & 0xFF;
    if (function > 0x80) {
      return EXCEPTION_LENGTH;
    }
    return switch (function) {
      case 1, 2, 3, 4 -> 5 + (received[2] & 0xFF);
      case 5, 6, 15, 16 -> WRITE_LENGTH;
      case 22 -> MASK_LENGTH;
      default -> Pdu.replyLength(request) + 3;
    };
  }
}
