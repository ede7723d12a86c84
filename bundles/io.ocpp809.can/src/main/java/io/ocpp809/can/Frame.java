package io.ocpp809.can;

import java.util.HexFormat;

/**
 * A frame of classic CAN (ISO 11898-1), without its time. Up to eight octets of data are held in
 * one long, the first octet in the lowest eight bits, so that a frame costs one object and a little
 * endian field is a shift and a mask.
 *
 * @param id identifier: 11 bits of a standard, 29 bits of an extended frame
 * @param kind what the frame is
 * @param length number of octets of data, 0 to 8; of a remote frame the length asked for, of which
 *     nothing is in {@code data}
 * @param data the octets, little endian; those beyond {@code length} are zero
 */
public record Frame(int id, Kind kind, int length, long data) {
  /** Greatest 29-bit identifier. */
  public static final int MAX_EXTENDED_ID = 0x1FFF_FFFF;

  /** Greatest 11-bit identifier. */
  public static final int MAX_STANDARD_ID = 0x7FF;

  /** What a frame is (ISO 11898-1: format and type). */
  public enum Kind {
    /** Data with an 11-bit identifier. */
    STANDARD,
    /** Data with a 29-bit identifier. */
    EXTENDED,
    /** A request for data with an 11-bit identifier. */
    STANDARD_REMOTE,
    /** A request for data with a 29-bit identifier. */
    EXTENDED_REMOTE
  }

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException an identifier that its kind cannot have, a length beyond eight
   *     octets
   */
  public Frame {
    int most = extended(kind) ? MAX_EXTENDED_ID : MAX_STANDARD_ID;
    if (id < 0 || id > most) {
      throw new IllegalArgumentException(
          "identifier " + Integer.toHexString(id) + " is beyond " + Integer.toHexString(most));
    }
    if (length < 0 || length > 8) {
      throw new IllegalArgumentException("a CAN frame has 0 to 8 octets, not " + length);
    }
    data &= remote(kind) ? 0 : mask(length);
  }

  /** An extended data frame of the octets; at most eight. */
  public static Frame extended(int id, byte... octets) {
    return new Frame(id, Kind.EXTENDED, octets.length, pack(octets));
  }

  /** A standard data frame of the octets; at most eight. */
  public static Frame standard(int id, byte... octets) {
    return new Frame(id, Kind.STANDARD, octets.length, pack(octets));
  }

  private static boolean extended(Kind kind) {
    return kind == Kind.EXTENDED || kind == Kind.EXTENDED_REMOTE;
  }

  private static boolean remote(Kind kind) {
    return kind == Kind.STANDARD_REMOTE || kind == Kind.EXTENDED_REMOTE;
  }

  private static long mask(int length) {
    return length == 8 ? -1 : (1L << 8 * length) - 1;
  }

  private static long pack(byte[] octets) {
    long packed = 0;
    for (int i = Math.min(octets.length, 8) - 1; i >= 0; i--) {
      packed = packed << 8 | octets[i] & 0xFF;
    }
    return packed;
  }

  /** Whether the identifier has 29 bits. */
  public boolean extended() {
    return extended(kind);
  }

  /** Whether this is a remote frame: it asks for data and has none. */
  public boolean remote() {
    return remote(kind);
  }

  /**
   * An octet of the data.
   *
   * @param index 0 for the first octet on the wire
   * @return 0 to 255; 0 beyond the length
   */
  public int octet(int index) {
    return index < 0 || index > 7 ? 0 : (int) (data >>> 8 * index) & 0xFF;
  }

  /** The octets as on the wire; a new array. */
  public byte[] octets() {
    byte[] result = new byte[remote() ? 0 : length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (byte) octet(i);
    }
    return result;
  }

  /** The notation of candump's log: identifier, '#', octets; 'R' and the length if remote. */
  @Override
  public String toString() {
    String what = remote() ? "R" + length : HexFormat.of().withUpperCase().formatHex(octets());
    return String.format(extended() ? "%08X#%s" : "%03X#%s", id, what);
  }
}
