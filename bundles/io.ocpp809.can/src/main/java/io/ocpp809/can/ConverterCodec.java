package io.ocpp809.can;

import java.util.Optional;

/**
 * Frames of 13 octets, as converters from CAN to Ethernet carry them:
 *
 * <pre>
 * 0      bit 7 identifier of 29 bits, bit 6 remote, bits 5 and 4 reserved (0), bits 3..0 length 0..8
 * 1..4   identifier, big endian
 * 5..12  data, filled with zeros
 * </pre>
 *
 * Some converters set bit 5 in datagrams, where nothing can slip out of step by it.
 */
final class ConverterCodec {
  /** Octets of a frame. */
  static final int OCTETS = 13;

  private static final int EXTENDED = 0x80;
  private static final int REMOTE = 0x40;
  private static final int RESERVED = 0x30;
  private static final int DATAGRAM_BIT = 0x20;

  private ConverterCodec() {}

  /** The octets of a frame. */
  static byte[] encode(Frame frame) {
    byte[] octets = new byte[OCTETS];
    octets[0] =
        (byte) ((frame.extended() ? EXTENDED : 0) | (frame.remote() ? REMOTE : 0) | frame.length());
    for (int i = 0; i < 4; i++) {
      octets[1 + i] = (byte) (frame.id() >> 24 - 8 * i);
    }
    for (int i = 0; i < 8; i++) {
      octets[5 + i] = (byte) frame.octet(i);
    }
    return octets;
  }

  /**
   * The frame of 13 octets.
   *
   * @param datagram whether they came in one, where bit 5 of the first counts for nothing
   * @return empty if they are none
   */
  static Optional<Frame> decode(byte[] octets, int offset, boolean datagram) {
    int info = octets[offset] & (datagram ? ~DATAGRAM_BIT : 0xFF) & 0xFF;
    int length = info & 0x0F;
    boolean extended = (info & EXTENDED) != 0;
    boolean remote = (info & REMOTE) != 0;
    long id = 0;
    for (int i = 1; i <= 4; i++) {
      id = id << 8 | octets[offset + i] & 0xFF;
    }
    if ((info & RESERVED) != 0
        || length > 8
        || id > (extended ? Frame.MAX_EXTENDED_ID : Frame.MAX_STANDARD_ID)) {
      return Optional.empty();
    }
    long data = 0;
    for (int i = 7; i >= 0; i--) {
      data = data << 8 | octets[offset + 5 + i] & 0xFF;
    }
    Frame.Kind kind =
        extended
            ? remote ? Frame.Kind.EXTENDED_REMOTE : Frame.Kind.EXTENDED
            : remote ? Frame.Kind.STANDARD_REMOTE : Frame.Kind.STANDARD;
    return Optional.of(new Frame((int) id, kind, length, data));
  }
}
