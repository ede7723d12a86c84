package io.ocpp809.kura.iec104;

import java.util.Arrays;
import java.util.Map;

/** Reads properties as Kura hands them over: typed, or as text, or not at all. */
record Props(Map<String, Object> map) {

  String pid() {
    return text("kura.service.pid", "iec104");
  }

  String text(String key, String otherwise) {
    Object v = map.get(key);
    return v == null ? otherwise : v.toString().trim();
  }

  int integer(String key, int otherwise) {
    return (int) real(key, otherwise);
  }

  double real(String key, double otherwise) {
    String text = text(key, "");
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(key + ": a number is needed, not " + text, e);
    }
  }

  boolean flag(String key, boolean otherwise) {
    return Boolean.parseBoolean(text(key, String.valueOf(otherwise)));
  }

  <E extends Enum<E>> E constant(Class<E> type, String key, E otherwise) {
    String text = text(key, otherwise.name());
    return Arrays.stream(type.getEnumConstants())
        .filter(e -> e.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    key + ": " + text + " is none of " + Arrays.toString(type.getEnumConstants())));
  }
}
