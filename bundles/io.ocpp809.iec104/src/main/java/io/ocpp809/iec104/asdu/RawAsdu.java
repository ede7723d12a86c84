package io.ocpp809.iec104.asdu;

import java.util.HexFormat;
import java.util.Optional;

/**
 * An ASDU as it came, with its data unit identifier read (IEC 60870-5-101, 7.1, with the lengths
 * that 60870-5-104 fixes):
 *
 * <pre>
 * octet 0    type identification
 * octet 1    bits 0-6 number of objects, bit 7 SQ
 * octet 2    bits 0-5 cause of transmission, 6 P/N, 7 T
 * octet 3    originator address
 * octets 4-5 common address, little-endian
 * octets 6-  information objects, each with three octets of address, or the first alone if SQ is set
 * </pre>
 *
 * Confirmations are made of it by changing the octet of the cause alone, so that everything else is
 * mirrored as it was received.
 */
public final class RawAsdu {
  /** Octets of the data unit identifier. */
  public static final int HEADER = 6;

  /** Most octets of an ASDU in an APDU of 253. */
  public static final int MOST = 249;

  /** Common address that means all. */
  public static final int BROADCAST = 0xFFFF;

  private final byte[] octets;

  private RawAsdu(byte[] octets) {
    this.octets = octets;
  }

  /**
   * Takes the octets of an ASDU.
   *
   * @throws MalformedAsduException if they are too few or too many for any
   */
  public static RawAsdu of(byte[] octets) throws MalformedAsduException {
    if (octets.length < HEADER || octets.length > MOST) {
      throw new MalformedAsduException("an ASDU has 6 to 249 octets, not " + octets.length);
    }
    return new RawAsdu(octets.clone());
  }

  /** The octets; a copy. */
  public byte[] octets() {
    return octets.clone();
  }

  int length() {
    return octets.length;
  }

  int octet(int index) {
    return octets[index] & 0xFF;
  }

  /** Code of the type, known or not. */
  public int typeCode() {
    return octet(0);
  }

  /** The type, if it is known. */
  public Optional<TypeId> type() {
    return TypeId.of(octet(0));
  }

  /** Number of objects, 0 to 127. */
  public int number() {
    return octet(1) & 0x7F;
  }

  /** Whether the objects follow one another in address (SQ). */
  public boolean sequence() {
    return (octet(1) & 0x80) != 0;
  }

  /** Code of the cause, 0 to 63, known or not. */
  public int causeCode() {
    return octet(2) & 0x3F;
  }

  /** P/N: whether it is a negative confirmation. */
  public boolean negative() {
    return (octet(2) & 0x40) != 0;
  }

  /** T: whether it is a test, which must drive nothing. */
  public boolean test() {
    return (octet(2) & 0x80) != 0;
  }

  /** Originator address, 0 if not used. */
  public int originator() {
    return octet(3);
  }

  /** Common address, 1 to 65534; 65535 is all. */
  public int commonAddress() {
    return octet(4) | octet(5) << 8;
  }

  /** Address of the first object, or -1 if the ASDU ends before it. */
  public int firstAddress() {
    return octets.length < HEADER + 3 ? -1 : octet(6) | octet(7) << 8 | octet(8) << 16;
  }

  /** The same octets with another cause; the test bit stays. */
  public byte[] mirrored(Cause cause, boolean negative) {
    byte[] result = octets.clone();
    result[2] = (byte) (octets[2] & 0x80 | (negative ? 0x40 : 0) | cause.code());
    return result;
  }

  /** The same octets with another cause and common address, for a request to all. */
  public byte[] mirrored(Cause cause, boolean negative, int commonAddress) {
    byte[] result = mirrored(cause, negative);
    result[4] = (byte) commonAddress;
    result[5] = (byte) (commonAddress >> 8);
    return result;
  }

  /** Writes originator address and test bit of this ASDU into one that answers it. */
  public void sign(byte[] answer) {
    answer[2] = (byte) (answer[2] & 0x7F | octets[2] & 0x80);
    answer[3] = octets[3];
  }

  /** The octets in hexadecimal, for messages. */
  @Override
  public String toString() {
    return HexFormat.ofDelimiter(" ").withUpperCase().formatHex(octets);
  }
}
