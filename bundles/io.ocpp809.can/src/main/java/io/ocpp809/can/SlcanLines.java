package io.ocpp809.can;

import java.util.Optional;

/**
 * Cuts what an SLCAN adapter sends into lines. A line ends with a carriage return; a bell is a line
 * by itself and means that a command was refused. What is longer than any line is dropped to the
 * next end.
 */
final class SlcanLines {
  /** The line that a bell makes. */
  static final String BELL = "\u0007";

  private static final int LONGEST = 64;

  private final StringBuilder line = new StringBuilder();
  private boolean tooLong;

  /**
   * The next octet.
   *
   * @return the line that it ends
   */
  Optional<String> accept(byte octet) {
    switch (octet) {
      case '\r' -> {
        String whole = tooLong ? "?" : line.toString();
        clear();
        return Optional.of(whole);
      }
      case 7 -> {
        clear();
        return Optional.of(BELL);
      }
      case '\n' -> {
        // Some adapters end with both.
        return Optional.empty();
      }
      default -> {
        if (line.length() < LONGEST) {
          line.append((char) (octet & 0x7F));
        } else {
          tooLong = true;
        }
        return Optional.empty();
      }
    }
  }

  /** Forgets what has been begun. */
  void clear() {
    line.setLength(0);
    tooLong = false;
  }
}
