package io.ocpp809.gbt27930.message;

import java.util.Optional;

/**
 * A diagnostic trouble code of annex B. The bits of octet 3 lie the other way round than in
 * J1939-73.
 *
 * <pre>
 * octet
 * 1      SPN, low octet
 * 2      SPN, middle octet
 * 3.1    SPN, high three bits
 * 3.4    failure mode, five bits
 * 4.1    occurrences, seven bits
 * 4.8    conversion method, 0
 * </pre>
 *
 * @param spn suspect parameter number, 0 to 524287
 * @param failureMode 0 to 31; 0 to 8 are named by {@link #failure}
 * @param occurrences 0 to 126; 127 not available
 */
public record TroubleCode(int spn, int failureMode, int occurrences) {
  private static final String[] FAILURES = {
    "battery voltage",
    "battery current",
    "battery temperature",
    "insulation",
    "output connector too hot",
    "component of the BMS or connector too hot",
    "charger too hot",
    "charging connector",
    "inside of the charger too hot"
  };

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException a number that its bits do not hold
   */
  public TroubleCode {
    if ((spn & ~0x7_FFFF | failureMode & ~0x1F | occurrences & ~0x7F) != 0) {
      throw new IllegalArgumentException(
          "no trouble code: SPN " + spn + ", mode " + failureMode + ", times " + occurrences);
    }
  }

  static Optional<TroubleCode> decode(byte[] octets, int at) {
    int third = octets[at + 2] & 0xFF;
    int spn = octets[at] & 0xFF | (octets[at + 1] & 0xFF) << 8 | (third & 7) << 16;
    boolean fill = spn == 0x7_FFFF && third == 0xFF;
    return fill
        ? Optional.empty()
        : Optional.of(new TroubleCode(spn, third >>> 3, octets[at + 3] & 0x7F));
  }

  /** The four octets. */
  public byte[] encode() {
    return new byte[] {
      (byte) spn, (byte) (spn >>> 8), (byte) (spn >>> 16 & 7 | failureMode << 3), (byte) occurrences
    };
  }

  /** What the failure mode says, in plain English. */
  public String failure() {
    return failureMode < FAILURES.length ? FAILURES[failureMode] : "failure mode " + failureMode;
  }
}
