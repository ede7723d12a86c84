package io.ocpp809.gbt27930.message;

/**
 * Something about a message that its reader should know, and that is no reason to drop it.
 *
 * @param type the message
 * @param field the value it is about; for {@link Reason#SHORT} the first one that is missing
 * @param raw the raw number, of a text its first eight octets, little endian; 0 of a VIN, which is
 *     personal, and of what is missing
 * @param reason what is wrong
 */
public record Remark(MessageType type, Field field, long raw, Reason reason) {
  /** What may be wrong with a value. */
  public enum Reason {
    /** Beyond what the value can be; it is taken for not available. */
    IMPLAUSIBLE("is beyond what it can be and is taken for not available"),
    /** Characters that do not belong into the text; it is taken for not available. */
    UNREADABLE("is no readable text and is taken for not available"),
    /** The message ends before the value, or within it. */
    SHORT("is missing, because the message is too short"),
    /** The list is longer than the standard allows, or has half an item at its end. */
    SURPLUS("has more octets than its items need; the rest is left out");

    private final String words;

    Reason(String words) {
      this.words = words;
    }
  }

  /** One line: message, name, SPN, raw number and what is wrong. */
  public String text() {
    String spn = field.spn() == 0 ? "" : " (SPN " + field.spn() + ")";
    String number = reason == Reason.IMPLAUSIBLE ? String.format(", raw %d (0x%X),", raw, raw) : "";
    return type + "." + field.name() + spn + number + " " + reason.words;
  }

  @Override
  public String toString() {
    return text();
  }
}
