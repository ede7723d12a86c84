package io.ocpp809.gbt27930.message;

/**
 * Version of the protocol as CHM (SPN 2600) and BRM (SPN 2565) carry it: the minor number in the
 * first octet, the major one in the next two, low octet first. V1.1 is 01 01 00.
 *
 * @param major 1 in all editions that are understood, 0 to 65535
 * @param minor 0 for 2011, 1 for 2015; 0 to 255
 */
public record ProtocolVersion(int major, int minor) {
  /** GB/T 27930-2011. */
  public static final ProtocolVersion V1_0 = new ProtocolVersion(1, 0);

  /** GB/T 27930-2015. */
  public static final ProtocolVersion V1_1 = new ProtocolVersion(1, 1);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException a number that its octets do not hold
   */
  public ProtocolVersion {
    if (major < 0 || major > 0xFFFF || minor < 0 || minor > 0xFF) {
      throw new IllegalArgumentException("no protocol version: " + major + "." + minor);
    }
  }

  /** The edition whose lengths and bits apply: 2011 for V1.0 and older, 2015 for all others. */
  public Edition edition() {
    return major < 1 || major == 1 && minor == 0 ? Edition.Y2011 : Edition.Y2015;
  }

  /** Whether the version is one that is understood; from 2.0 on messages have other forms. */
  public boolean supported() {
    return major < 2;
  }

  static ProtocolVersion of(int raw) {
    return new ProtocolVersion(raw >>> 8, raw & 0xFF);
  }

  int raw() {
    return major << 8 | minor;
  }

  /** {@code V1.1}. */
  @Override
  public String toString() {
    return "V" + major + "." + minor;
  }
}
