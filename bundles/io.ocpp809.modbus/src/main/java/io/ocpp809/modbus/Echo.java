package io.ocpp809.modbus;

import java.util.Arrays;

/**
 * The echo of a request on a two-wire adapter whose receiver hears what it sends: compared octet by
 * octet and cut out of what is received. Without this the echo of a write, which looks as its
 * acknowledgement does, would be taken for it though the device never heard it.
 */
final class Echo {
  private byte[] expected = {};

  /** What was found at the beginning of what has been received. */
  enum Found {
    /** Nothing is expected, or it has been cut out. */
    NONE,
    /** The echo is there as a whole: its octets are to be cut out. */
    WHOLE,
    /** As far as it goes it is the echo. */
    PART,
    /** It is something else: somebody else sends, too, or the adapter does not echo. */
    OTHER
  }

  /** From now on this frame is expected; an empty one expects nothing. */
  void expect(byte[] frame) {
    expected = frame;
  }

  /** Whether the echo has not come yet. */
  boolean missing() {
    return expected.length > 0;
  }

  /** Looks at the octets received. */
  Found find(byte[] received, int length) {
    if (!missing()) {
      return Found.NONE;
    }
    int count = Math.min(length, expected.length);
    if (Arrays.mismatch(received, 0, count, expected, 0, count) >= 0) {
      return Found.OTHER;
    }
    return count < expected.length ? Found.PART : Found.WHOLE;
  }
}
