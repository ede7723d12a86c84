package io.ocpp809.modbus;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Text, octets and decimal digits in registers, the first register first. */
final class RegisterText {
  private RegisterText() {}

  static BigInteger bcd(int[] r) {
    StringBuilder digits = new StringBuilder();
    for (int x : r) {
      for (int shift = 12; shift >= 0; shift -= 4) {
        int digit = x >> shift & 0xF;
        if (digit > 9) {
          throw new IllegalArgumentException(
              "register " + Integer.toHexString(x) + " is not binary coded decimal");
        }
        digits.append(digit);
      }
    }
    return new BigInteger(digits.toString());
  }

  static byte[] octets(int[] r) {
    ByteBuffer buffer = ByteBuffer.allocate(2 * r.length);
    for (int x : r) {
      buffer.putShort((short) x);
    }
    return buffer.array();
  }

  /** One octet a character, ISO 8859-1, which ASCII is a part of. */
  static String ascii(byte[] octets) {
    return cut(new String(octets, StandardCharsets.ISO_8859_1), "\u00ff");
  }

  static int[] ascii(Point p, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xFF) {
        throw new IllegalArgumentException(
            "the character " + text.charAt(i) + " does not exist in ISO 8859-1");
      }
    }
    return text(p, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  static String utf16(byte[] octets) {
    return cut(new String(octets, StandardCharsets.UTF_16BE), "\uffff");
  }

  /**
   * Ends with the first NUL; blanks and control characters around it, and what never written flash
   * memory shows behind it, do not count.
   */
  private static String cut(String text, String erased) {
    int end = text.indexOf('\0');
    String whole = end < 0 ? text : text.substring(0, end);
    return whole.replaceFirst(erased + "+$", "").trim();
  }

  static byte[] bytes(Object value) {
    if (value instanceof byte[] b) {
      return b;
    }
    try {
      return HexFormat.of().parseHex(String.valueOf(value).replace(" ", ""));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("octets are needed, not " + value, e);
    }
  }

  static int[] text(Point p, byte[] octets) {
    if (octets.length > 2 * p.size()) {
      throw new IllegalArgumentException(
          octets.length + " octets do not fit into " + p.size() + " registers");
    }
    ByteBuffer buffer = ByteBuffer.wrap(Arrays.copyOf(octets, 2 * p.size()));
    int[] r = new int[p.size()];
    for (int i = 0; i < r.length; i++) {
      r[i] = buffer.getShort() & 0xFFFF;
    }
    return r;
  }

  static int[] bcd(Point p, BigInteger value) {
    String digits = value.toString();
    if (value.signum() < 0 || digits.length() > 4 * p.size()) {
      throw new IllegalArgumentException(
          value + " does not fit into " + 4 * p.size() + " decimal digits");
    }
    String padded = "0".repeat(4 * p.size() - digits.length()) + digits;
    int[] r = new int[p.size()];
    for (int i = 0; i < r.length; i++) {
      r[i] = Integer.parseInt(padded.substring(4 * i, 4 * i + 4), 16);
    }
    return r;
  }
}
