package io.ocpp809.kura.driver;

import java.util.Arrays;
import java.util.Map;

/**
 * Attributes of a form or of a channel, as Kura hands them over: of any type, some missing. Every
 * refusal begins with the attribute's name.
 *
 * @param map by name
 */
public record Attributes(Map<String, Object> map) {
  /** None of them, if Kura hands over nothing. */
  public Attributes {
    map = map == null ? Map.of() : map;
  }

  /** A text without outer blanks; the other one if there is none or it is blank. */
  public String text(String key, String otherwise) {
    Object v = map.get(key);
    return v == null || v.toString().isBlank() ? otherwise : v.toString().trim();
  }

  /**
   * A whole number.
   *
   * @throws IllegalArgumentException if it is none, or out of the range
   */
  public int integer(String key, int otherwise, int min, int max) {
    String text = text(key, String.valueOf(otherwise));
    try {
      int value = Integer.parseInt(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(key + ": a whole number is needed, not " + text, e);
    }
    throw new IllegalArgumentException(key + ": " + min + " to " + max + ", not " + text);
  }

  /**
   * A number.
   *
   * @throws IllegalArgumentException if it is none, or out of the range
   */
  public double real(String key, double otherwise, double min, double max) {
    double value = real(key, otherwise);
    if (value >= min && value <= max) {
      return value;
    }
    throw new IllegalArgumentException(
        key + ": " + min + " to " + max + ", not " + text(key, String.valueOf(otherwise)));
  }

  /**
   * A number, whatever its size.
   *
   * @throws IllegalArgumentException if it is none
   */
  public double real(String key, double otherwise) {
    String text = text(key, String.valueOf(otherwise));
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(key + ": a number is needed, not " + text, e);
    }
  }

  /**
   * A hexadecimal number, with or without 0x in front.
   *
   * @throws IllegalArgumentException if it is none, or has more than 64 bits
   */
  public static long hexadecimal(String key, String text) {
    try {
      return Long.parseUnsignedLong(text.replaceFirst("(?i)^0x", ""), 16);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(key + ": hexadecimal digits are needed, not " + text, e);
    }
  }

  /**
   * true or false.
   *
   * @throws IllegalArgumentException if it is neither
   */
  public boolean yes(String key, boolean otherwise) {
    String text = text(key, String.valueOf(otherwise));
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return Boolean.parseBoolean(text);
    }
    throw new IllegalArgumentException(key + ": true or false, not " + text);
  }

  /**
   * A constant by its name, in any case.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public <E extends Enum<E>> E constant(Class<E> type, String key, E otherwise) {
    return constant(type, key, text(key, otherwise.name()));
  }

  /**
   * The constant of that name, in any case.
   *
   * @param key the attribute that names it
   * @throws IllegalArgumentException if there is none of that name
   */
  public static <E extends Enum<E>> E constant(Class<E> type, String key, String text) {
    for (E e : type.getEnumConstants()) {
      if (e.name().equalsIgnoreCase(text)) {
        return e;
      }
    }
    throw new IllegalArgumentException(
        key + ": " + text + " is none of " + Arrays.toString(type.getEnumConstants()));
  }
}
