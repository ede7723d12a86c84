package io.ocpp809.can;

import java.util.Optional;

/**
 * Frames in the notation of SLCAN (Lawicel CAN232): one line each, ended by a carriage return.
 *
 * <pre>
 * tiiilDD...       data, 11 bits: identifier of 3 hexadecimal digits, length, octets of 2 digits
 * TiiiiiiiilDD...  data, 29 bits: identifier of 8 digits
 * riiil  Riiiiiiiil  the same, remote: without octets
 * </pre>
 *
 * A time stamp of 4 digits (milliseconds) may follow, and is not used: it wraps after a minute.
 */
final class SlcanCodec {
  private static final int STAMP_DIGITS = 4;

  private SlcanCodec() {}

  /** The line of a frame, without its end. */
  static String encode(Frame frame) {
    StringBuilder line = new StringBuilder(27);
    char letter = frame.remote() ? 'r' : 't';
    line.append(frame.extended() ? Character.toUpperCase(letter) : letter);
    line.append(String.format(frame.extended() ? "%08X" : "%03X", frame.id()));
    line.append(frame.length());
    if (!frame.remote()) {
      for (int i = 0; i < frame.length(); i++) {
        line.append(String.format("%02X", frame.octet(i)));
      }
    }
    return line.toString();
  }

  /** Whether a line begins as a frame does. */
  static boolean begins(CharSequence line) {
    return !line.isEmpty() && "tTrR".indexOf(line.charAt(0)) >= 0;
  }

  /**
   * The frame of a line.
   *
   * @param line without its end
   * @return empty if it is none
   */
  static Optional<Frame> decode(CharSequence line) {
    if (!begins(line)) {
      return Optional.empty();
    }
    char letter = line.charAt(0);
    boolean extended = letter == 'T' || letter == 'R';
    boolean remote = letter == 'r' || letter == 'R';
    int digits = extended ? 8 : 3;
    if (line.length() < digits + 2) {
      return Optional.empty();
    }
    long id = hex(line, 1, 1 + digits);
    int length = line.charAt(1 + digits) - '0';
    if (id < 0 || id > (extended ? Frame.MAX_EXTENDED_ID : Frame.MAX_STANDARD_ID)) {
      return Optional.empty();
    }
    int begin = digits + 2;
    int end = begin + (remote ? 0 : 2 * length);
    if (length < 0 || length > 8 || line.length() != end && line.length() != end + STAMP_DIGITS) {
      return Optional.empty();
    }
    long data = 0;
    for (int i = end - 2; i >= begin; i -= 2) {
      long octet = hex(line, i, i + 2);
      if (octet < 0) {
        return Optional.empty();
      }
      data = data << 8 | octet;
    }
    return Optional.of(new Frame((int) id, kind(extended, remote), length, data));
  }

  private static Frame.Kind kind(boolean extended, boolean remote) {
    if (extended) {
      return remote ? Frame.Kind.EXTENDED_REMOTE : Frame.Kind.EXTENDED;
    }
    return remote ? Frame.Kind.STANDARD_REMOTE : Frame.Kind.STANDARD;
  }

  /** The number of hexadecimal digits; -1 if one is none. */
  private static long hex(CharSequence line, int begin, int end) {
    long value = 0;
    for (int i = begin; i < end; i++) {
      int digit = Character.digit(line.charAt(i), 16);
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }
}
