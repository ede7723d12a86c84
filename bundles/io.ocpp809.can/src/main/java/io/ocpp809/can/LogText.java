package io.ocpp809.can;

import java.util.OptionalLong;

/** Numbers and frames as logs write them. */
final class LogText {
  private static final int NANO_DIGITS = 9;

  private LogText() {}

  /**
   * Nanoseconds of a decimal number of seconds; digits beyond the ninth count for nothing.
   *
   * @return empty if it is none, or too great
   */
  static OptionalLong seconds(String text) {
    int point = text.indexOf('.');
    String whole = point < 0 ? text : text.substring(0, point);
    String part = point < 0 ? "" : text.substring(point + 1);
    if (!digits(whole) || !part.isEmpty() && !digits(part) || whole.length() > 10) {
      return OptionalLong.empty();
    }
    String nanos = (part + "000000000").substring(0, NANO_DIGITS);
    long seconds = Long.parseLong(whole);
    if (seconds > 9_000_000_000L) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(seconds * 1_000_000_000L + Long.parseLong(nanos));
  }

  private static boolean digits(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /**
   * A number without sign.
   *
   * @return empty if it is none, or beyond 32 bits
   */
  static OptionalLong number(String text, int radix) {
    if (text.isEmpty() || text.length() > 10) {
      return OptionalLong.empty();
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = Character.digit(text.charAt(i), radix);
      if (digit < 0) {
        return OptionalLong.empty();
      }
      value = value * radix + digit;
    }
    return value > 0xFFFF_FFFFL ? OptionalLong.empty() : OptionalLong.of(value);
  }

  /**
   * Octets of two hexadecimal digits each; blanks between them count for nothing.
   *
   * @return null if they are none, or more than eight
   */
  static byte[] octets(String text) {
    String digits = text.replace(" ", "");
    if (digits.length() % 2 != 0 || digits.length() > 16) {
      return null;
    }
    byte[] octets = new byte[digits.length() / 2];
    for (int i = 0; i < octets.length; i++) {
      OptionalLong octet = number(digits.substring(2 * i, 2 * i + 2), 16);
      if (octet.isEmpty()) {
        return null;
      }
      octets[i] = (byte) octet.getAsLong();
    }
    return octets;
  }

  /** A data frame at a time, or why it is none. */
  static LogLine data(long id, boolean extended, byte[] octets, long nanos, String channel) {
    if (octets == null) {
      return new LogLine.Broken("the data are not up to eight octets");
    }
    if (id > (extended ? Frame.MAX_EXTENDED_ID : Frame.MAX_STANDARD_ID)) {
      return new LogLine.Broken("the identifier is too great");
    }
    Frame frame = extended ? Frame.extended((int) id, octets) : Frame.standard((int) id, octets);
    return new LogLine.Heard(frame, nanos, channel);
  }

  /** A remote frame at a time, or why it is none. */
  static LogLine remote(long id, boolean extended, long length, long nanos, String channel) {
    if (id > (extended ? Frame.MAX_EXTENDED_ID : Frame.MAX_STANDARD_ID) || length > 8) {
      return new LogLine.Broken("identifier or length is too great");
    }
    Frame.Kind kind = extended ? Frame.Kind.EXTENDED_REMOTE : Frame.Kind.STANDARD_REMOTE;
    return new LogLine.Heard(new Frame((int) id, kind, (int) length, 0), nanos, channel);
  }
}
