package io.ocpp809.kura.can;

import java.util.Arrays;
import java.util.Map;

/**
 * Attributes of a form or of a channel, as Kura hands them over: of any type, some missing. Every
 * refusal begins with the attribute's name.
 *
 * @param map by name
 */
record Attributes(Map<String, Object> map) {
  /** A text without outer blanks; the other one if there is none or it is blank. */
  String text(String key, String otherwise) {
    Object v = map.get(key);
    return v == null || v.toString().isBlank() ? otherwise : v.toString().trim();
  }

  /**
   * A whole number.
   *
   * @throws IllegalArgumentException if it is none, or out of the range
   */
  int integer(String key, int otherwise, int min, int max) {
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
  double real(String key, double otherwise, double min, double max) {
    String text = text(key, String.valueOf(otherwise));
    try {
      double value = Double.parseDouble(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(key + ": a number is needed, not " + text, e);
    }
    throw new IllegalArgumentException(key + ": " + min + " to " + max + ", not " + text);
  }

  /**
   * true or false.
   *
   * @throws IllegalArgumentException if it is neither
   */
  boolean yes(String key, boolean otherwise) {
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
  <E extends Enum<E>> E constant(Class<E> type, String key, E otherwise) {
    String text = text(key, otherwise.name());
    for (E e : type.getEnumConstants()) {
      if (e.name().equalsIgnoreCase(text)) {
        return e;
      }
    }
    throw new IllegalArgumentException(
        key + ": " + text + " is none of " + Arrays.toString(type.getEnumConstants()));
  }
}
