package io.ocpp809.kura.station;

import java.util.Map;

/** Reads properties as Kura hands them over: typed, or as text, or not at all. */
final class Props {
  private final Map<String, Object> map;

  Props(Map<String, Object> map) {
    this.map = Map.copyOf(map);
  }

  /** The component's name in the configuration. */
  String pid() {
    return text("kura.service.pid", text("service.pid", "unnamed"));
  }

  String text(String key, String otherwise) {
    Object v = map.get(key);
    return v == null ? otherwise : v.toString().trim();
  }

  int integer(String key, int otherwise) {
    Object v = map.get(key);
    if (v == null || v.toString().isBlank()) {
      return otherwise;
    }
    try {
      return v instanceof Number n ? n.intValue() : Integer.parseInt(v.toString().trim());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(key + ": a whole number is needed, not " + v, e);
    }
  }

  double real(String key, double otherwise) {
    Object v = map.get(key);
    if (v == null || v.toString().isBlank()) {
      return otherwise;
    }
    try {
      return v instanceof Number n ? n.doubleValue() : Double.parseDouble(v.toString().trim());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(key + ": a number is needed, not " + v, e);
    }
  }

  boolean flag(String key, boolean otherwise) {
    return Boolean.parseBoolean(text(key, String.valueOf(otherwise)));
  }

  <E extends Enum<E>> E constant(Class<E> type, String key, E otherwise) {
    String text = text(key, otherwise.name());
    for (E e : type.getEnumConstants()) {
      if (e.name().equalsIgnoreCase(text)) {
        return e;
      }
    }
    throw new IllegalArgumentException(
        key + ": " + text + " is none of " + java.util.Arrays.toString(type.getEnumConstants()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Props p && map.equals(p.map);
  }

  @Override
  public int hashCode() {
    return map.hashCode();
  }
}
