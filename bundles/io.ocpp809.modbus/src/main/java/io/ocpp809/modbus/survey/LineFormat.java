package io.ocpp809.modbus.survey;

import io.ocpp809.serial.SerialSettings.Parity;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How characters look on a serial line; Modbus RTU has eight data bits.
 *
 * @param baud bits per second, 300 to 921600
 * @param parity parity
 * @param stopBits 1 or 2
 */
public record LineFormat(int baud, Parity parity, int stopBits) {
  private static final Pattern TEXT =
      Pattern.compile("(\\d{3,6})[ ,/-]?8?([NEO])([12])", Pattern.CASE_INSENSITIVE);

  /** Checks the ranges. */
  public LineFormat {
    Objects.requireNonNull(parity, "parity");
    if (baud < 300 || baud > 921_600) {
      throw new IllegalArgumentException("baud: 300 to 921600, not " + baud);
    }
    if (stopBits < 1 || stopBits > 2) {
      throw new IllegalArgumentException("stop bits: 1 or 2, not " + stopBits);
    }
  }

  /**
   * Reads a text such as {@code 9600 8E1} or {@code 19200-8N1}.
   *
   * @throws IllegalArgumentException saying how it is written
   */
  public static LineFormat of(String text) {
    Matcher m = TEXT.matcher(text.trim());
    if (!m.matches()) {
      throw new IllegalArgumentException(
          text + " is no line setting; write baud and format such as 9600-8E1");
    }
    Parity parity =
        switch (m.group(2).toUpperCase(java.util.Locale.ROOT)) {
          case "E" -> Parity.EVEN;
          case "O" -> Parity.ODD;
          default -> Parity.NONE;
        };
    return new LineFormat(Integer.parseInt(m.group(1)), parity, Integer.parseInt(m.group(3)));
  }

  /** N, E or O. */
  public String parityLetter() {
    return parity.name().substring(0, 1);
  }

  /** Bits of a character with start, parity and stop bits: 10 to 12. */
  public int bitsPerCharacter() {
    return 9 + (parity == Parity.NONE ? 0 : 1) + stopBits;
  }

  /** Time that octets take on the wire, ns. */
  public long nanos(int octets) {
    return octets * (1_000_000_000L * bitsPerCharacter() / baud);
  }

  /**
   * Silence that parts two frames, ns: 3.5 characters, 1.75 ms above 19200 baud (Modbus over Serial
   * Line V1.02, section 2.5.1.1).
   */
  public long silenceNanos() {
    return baud > 19_200 ? 1_750_000 : nanos(7) / 2;
  }

  /** As it is written: {@code 9600 8E1}. */
  @Override
  public String toString() {
    return baud + " 8" + parityLetter() + stopBits;
  }
}
