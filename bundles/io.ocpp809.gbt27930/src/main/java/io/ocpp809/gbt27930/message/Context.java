package io.ocpp809.gbt27930.message;

import java.util.Objects;

/**
 * What must be known of a bus beside the octets.
 *
 * @param edition the edition that the vehicle speaks (BRM says it)
 * @param currentOffset what raw 0 of a current is, A: -400 by the standard; chargers with the
 *     CFC/BFC extension count from -1000, for example. Never above 0 and never below -6500
 */
public record Context(Edition edition, int currentOffset) {
  /** The offset of currents in the standard, A. */
  public static final int STANDARD_OFFSET = -400;

  /** The edition of 2015 with the standard's offset. */
  public static final Context Y2015 = new Context(Edition.Y2015, STANDARD_OFFSET);

  /** The edition of 2011 with the standard's offset. */
  public static final Context Y2011 = new Context(Edition.Y2011, STANDARD_OFFSET);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException an offset beyond -6500 to 0 A
   */
  public Context {
    Objects.requireNonNull(edition, "edition");
    if (currentOffset > 0 || currentOffset < -6500) {
      throw new IllegalArgumentException(
          "a current offset lies between -6500 and 0 A, not at " + currentOffset);
    }
  }

  /** The same with another edition. */
  public Context with(Edition other) {
    return other == edition ? this : new Context(other, currentOffset);
  }

  /** The same with another offset of currents, A. */
  public Context with(int otherOffset) {
    return otherOffset == currentOffset ? this : new Context(edition, otherOffset);
  }
}
