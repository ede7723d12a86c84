package io.ocpp809.kura.can;

import io.ocpp809.can.Frame;
import java.util.Locale;

/**
 * Which frames are meant, in candump's notation: three hexadecimal digits for a standard
 * identifier, eight for an extended one.
 *
 * @param id identifier
 * @param extended whether it has 29 bits
 */
record Key(int id, boolean extended) {
  /** The key of a frame. */
  static Key of(Frame frame) {
    return new Key(frame.id(), frame.extended());
  }

  /**
   * From text.
   *
   * @throws IllegalArgumentException if it is no identifier in that notation; the message does not
   *     name the attribute
   */
  static Key of(String text) {
    String digits = text.trim().replaceFirst("^0[xX]", "");
    boolean extended = digits.length() == 8;
    if (digits.matches("[0-9A-Fa-f]{3}|[0-9A-Fa-f]{8}")) {
      long id = Long.parseLong(digits, 16);
      if (id <= (extended ? Frame.MAX_EXTENDED_ID : Frame.MAX_STANDARD_ID)) {
        return new Key((int) id, extended);
      }
    }
    throw new IllegalArgumentException(
        "an identifier of three hexadecimal digits (11 bits, to 7FF) or eight (29 bits, to"
            + " 1FFFFFFF) is needed, not "
            + (digits.isEmpty() ? "empty" : text));
  }

  /** Whether charger (0x56) and BMS (0xF4) of GB/T 27930 talk to each other by it. */
  boolean charging() {
    int pair = id & 0xFFFF;
    return extended && (pair == 0x56F4 || pair == 0xF456);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, extended ? "%08X" : "%03X", id);
  }
}
