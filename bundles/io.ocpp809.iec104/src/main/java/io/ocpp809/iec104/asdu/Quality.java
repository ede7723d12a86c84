package io.ocpp809.iec104.asdu;

import java.util.StringJoiner;

/**
 * Quality of an information object (IEC 60870-5-101, 7.2.6.1 to 7.2.6.4), one bit each as in the
 * quality descriptor:
 *
 * <pre>
 * bit 0 OV overflow, 3 EI elapsed time invalid, 4 BL blocked, 5 SB substituted, 6 NT not topical, 7 IV invalid
 * </pre>
 *
 * Which of them a type carries, its {@link Form} says; the others are dropped when it is encoded.
 *
 * @param bits the set bits
 */
public record Quality(int bits) {
  /** Beyond the range of the value. */
  public static final int OV = 0x01;

  /** Elapsed time of a protection event is not valid. */
  public static final int EI = 0x08;

  /** Blocked: the value is the one from before the blocking. */
  public static final int BL = 0x10;

  /** Substituted by a person. */
  public static final int SB = 0x20;

  /** Not topical: the last update has failed or is too old. */
  public static final int NT = 0x40;

  /** Invalid: there is no value. */
  public static final int IV = 0x80;

  /** Nothing to object. */
  public static final Quality GOOD = new Quality(0);

  private static final int ALL = OV | EI | BL | SB | NT | IV;

  /** Drops bits that have no meaning. */
  public Quality {
    bits &= ALL;
  }

  /** This quality with more bits set. */
  public Quality with(int more) {
    return new Quality(bits | more);
  }

  /** Whether any of these bits is set. */
  public boolean has(int any) {
    return (bits & any) != 0;
  }

  @Override
  public String toString() {
    StringJoiner words = new StringJoiner("+");
    String[] names = {"OV", "EI", "BL", "SB", "NT", "IV"};
    int[] masks = {OV, EI, BL, SB, NT, IV};
    for (int i = 0; i < masks.length; i++) {
      if (has(masks[i])) {
        words.add(names[i]);
      }
    }
    return bits == 0 ? "good" : words.toString();
  }
}
