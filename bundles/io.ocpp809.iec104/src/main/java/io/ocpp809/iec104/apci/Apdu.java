package io.ocpp809.iec104.apci;

import java.util.Arrays;

/**
 * Application protocol data unit (IEC 60870-5-104, 5):
 *
 * <pre>
 * octet 0    0x68
 * octet 1    length of what follows, 4 to 253
 * octets 2-5 control field
 *   I: N(S) x 2 | N(R) x 2, both 15 bits, little-endian; the ASDU follows
 *   S: 01 00    | N(R) x 2
 *   U: function | 00 00 00
 * </pre>
 */
public sealed interface Apdu {
  /** First octet. */
  int START = 0x68;

  /** Sequence numbers are counted modulo this. */
  int MODULO = 32_768;

  /** Octets before the ASDU. */
  int HEADER = 6;

  /** Octets on the wire. */
  byte[] encode();

  /**
   * Transfer of an ASDU.
   *
   * @param sent N(S), 0 to 32767
   * @param received N(R), 0 to 32767
   * @param asdu its octets, 1 to 249
   */
  record Information(int sent, int received, byte[] asdu) implements Apdu {
    @Override
    public byte[] encode() {
      byte[] result = new byte[HEADER + asdu.length];
      frame(result, sent << 1, received << 1);
      System.arraycopy(asdu, 0, result, HEADER, asdu.length);
      return result;
    }
  }

  /**
   * Confirmation alone.
   *
   * @param received N(R), 0 to 32767
   */
  record Supervisory(int received) implements Apdu {
    @Override
    public byte[] encode() {
      byte[] result = new byte[HEADER];
      frame(result, 1, received << 1);
      return result;
    }
  }

  /** Control function without number. */
  record Unnumbered(Function function) implements Apdu {
    @Override
    public byte[] encode() {
      byte[] result = new byte[HEADER];
      frame(result, function.code, 0);
      return result;
    }
  }

  /** Functions of a U-APDU. */
  enum Function {
    /** Start of data transfer, activation. */
    STARTDT_ACT(0x07, "STARTDT act"),
    /** Start of data transfer, confirmation. */
    STARTDT_CON(0x0B, "STARTDT con"),
    /** Stop of data transfer, activation. */
    STOPDT_ACT(0x13, "STOPDT act"),
    /** Stop of data transfer, confirmation. */
    STOPDT_CON(0x23, "STOPDT con"),
    /** Test, activation. */
    TESTFR_ACT(0x43, "TESTFR act"),
    /** Test, confirmation. */
    TESTFR_CON(0x83, "TESTFR con");

    private final int code;
    private final String mnemonic;

    Function(int code, String mnemonic) {
      this.code = code;
      this.mnemonic = mnemonic;
    }

    /** First octet of the control field. */
    public int code() {
      return code;
    }

    @Override
    public String toString() {
      return mnemonic;
    }
  }

  /**
   * Reads a whole APDU.
   *
   * @param octets exactly one APDU, from the start octet on
   * @throws ApduException if it is none; the message says why
   */
  static Apdu decode(byte[] octets) throws ApduException {
    if (octets.length < HEADER
        || (octets[0] & 0xFF) != START
        || (octets[1] & 0xFF) != octets.length - 2) {
      throw new ApduException("no APDU");
    }
    int first = octets[2] & 0xFF | (octets[3] & 0xFF) << 8;
    int second = octets[4] & 0xFF | (octets[5] & 0xFF) << 8;
    if ((first & 1) == 0) {
      if (octets.length == HEADER) {
        throw new ApduException("an I-APDU without ASDU");
      }
      return new Information(
          first >> 1, second >> 1, Arrays.copyOfRange(octets, HEADER, octets.length));
    }
    if (octets.length != HEADER) {
      throw new ApduException("an S- or U-APDU has the length 4, not " + (octets.length - 2));
    }
    if ((first & 3) == 1) {
      return new Supervisory(second >> 1);
    }
    for (Function function : Function.values()) {
      if (first == function.code && second == 0) {
        return new Unnumbered(function);
      }
    }
    throw new ApduException(
        String.format("a U-APDU with the control field %04X %04X", first, second));
  }

  private static void frame(byte[] octets, int first, int second) {
    octets[0] = START;
    octets[1] = (byte) (octets.length - 2);
    octets[2] = (byte) first;
    octets[3] = (byte) (first >> 8);
    octets[4] = (byte) second;
    octets[5] = (byte) (second >> 8);
  }
}
