package io.ocpp809.kura.emulator;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.kura.configuration.Password;
import org.eclipse.kura.configuration.metatype.AD;
import org.eclipse.kura.configuration.metatype.Option;
import org.eclipse.kura.configuration.metatype.Scalar;

/** Checks configuration values against their attribute definitions, and makes them from text. */
final class Values {

  private Values() {}

  /**
   * The default of an attribute. As in Kura an empty default is no value.
   *
   * @param ad the attribute
   * @return the value in the attribute's type
   */
  static Optional<Object> defaultOf(AD ad) {
    if (ad.getDefault() == null || ad.getDefault().isEmpty()) {
      return Optional.empty();
    }
    List<String> parts = split(ad.getDefault());
    if (!array(ad)) {
      return Optional.of(parse(ad, parts.get(0)));
    }
    Object values = Array.newInstance(type(ad), parts.size());
    for (int i = 0; i < parts.size(); i++) {
      Array.set(values, i, parse(ad, parts.get(i)));
    }
    return Optional.of(values);
  }

  /** Splits at commas that no backslash precedes, and cuts outer blanks. */
  static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        part.append(text.charAt(++i));
      } else if (c == ',') {
        parts.add(part.toString().strip());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString().strip());
    return parts;
  }

  /** The values of an instance: defaults, what it has, what is given; later ones win. */
  static Map<String, Object> merge(Definition definition, Map<String, Object> given) {
    Map<String, Object> merged = new LinkedHashMap<>();
    for (AD ad : definition.ocd().getAD()) {
      defaultOf(ad).ifPresent(value -> merged.put(ad.getId(), value));
    }
    given.forEach(
        (key, value) -> {
          if (value == null) {
            merged.remove(key);
          } else {
            merged.put(key, value);
          }
        });
    return merged;
  }

  /**
   * Finds what is wrong with the values of an instance.
   *
   * @param definition what the values must satisfy
   * @param values attribute id to value; ids that the definition does not know are not looked at
   * @return one sentence for each fault, naming the attribute
   */
  static List<String> problems(Definition definition, Map<String, Object> values) {
    List<String> problems = new ArrayList<>();
    for (AD ad : definition.ocd().getAD()) {
      Object value = values.get(ad.getId());
      if (value == null) {
        if (ad.isRequired() && !empty(ad)) {
          problems.add(ad.getId() + " (" + ad.getName() + ") is required");
        }
      } else {
        problem(ad, value).ifPresent(text -> problems.add(ad.getId() + " " + text));
      }
    }
    return problems;
  }

  /**
   * An empty default of a required attribute arrives as no value, which Kura accepts at creation.
   */
  private static boolean empty(AD ad) {
    return ad.getDefault() != null && ad.getDefault().isEmpty();
  }

  private static Optional<String> problem(AD ad, Object value) {
    if (array(ad)) {
      if (!value.getClass().isArray()) {
        return Optional.of("needs an array of " + ad.getType().value() + ", not " + value);
      }
      for (int i = 0; i < Array.getLength(value); i++) {
        Optional<String> one = single(ad, Array.get(value, i));
        if (one.isPresent()) {
          return one;
        }
      }
      return Optional.empty();
    }
    return single(ad, value);
  }

  private static Optional<String> single(AD ad, Object value) {
    boolean password = ad.getType() == Scalar.PASSWORD;
    if (!type(ad).isInstance(value) && !(password && value instanceof Password)) {
      return Optional.of(
          "needs a value of type "
              + ad.getType().value()
              + ", not the "
              + value.getClass().getSimpleName()
              + " "
              + value);
    }
    if (!ad.getOption().isEmpty()
        && ad.getOption().stream().noneMatch(o -> o.getValue().equals(value.toString()))) {
      return Optional.of(
          "is "
              + value
              + "; there are: "
              + String.join(", ", ad.getOption().stream().map(Option::getValue).toList()));
    }
    return password ? Optional.empty() : bounds(ad, value);
  }

  private static Optional<String> bounds(AD ad, Object value) {
    boolean number = value instanceof Number;
    if (!number && !(value instanceof String)) {
      return Optional.empty();
    }
    double size = number ? ((Number) value).doubleValue() : ((String) value).length();
    String what = number ? "is " + value : "has " + ((String) value).length() + " characters";
    if (present(ad.getMin()) && size < Double.parseDouble(ad.getMin())) {
      return Optional.of(what + ", at least " + ad.getMin() + " is needed");
    }
    if (present(ad.getMax()) && size > Double.parseDouble(ad.getMax())) {
      return Optional.of(what + ", at most " + ad.getMax() + " is allowed");
    }
    return Optional.empty();
  }

  private static boolean present(String text) {
    return text != null && !text.isEmpty();
  }

  /** Whether the attribute holds several values; cardinality 0, 1 and -1 are one value. */
  static boolean array(AD ad) {
    return ad.getCardinality() > 1 || ad.getCardinality() < -1;
  }

  /** The Java type of one value; a password is text. */
  static Class<?> type(AD ad) {
    return switch (ad.getType()) {
      case LONG -> Long.class;
      case DOUBLE -> Double.class;
      case FLOAT -> Float.class;
      case INTEGER -> Integer.class;
      case BYTE -> Byte.class;
      case CHAR -> Character.class;
      case BOOLEAN -> Boolean.class;
      case SHORT -> Short.class;
      case STRING, PASSWORD -> String.class;
    };
  }

  /**
   * Makes one value from text.
   *
   * @throws IllegalArgumentException naming the attribute, if the text is no such value
   */
  static Object parse(AD ad, String text) {
    try {
      return switch (ad.getType()) {
        case LONG -> Long.valueOf(text);
        case DOUBLE -> Double.valueOf(text);
        case FLOAT -> Float.valueOf(text);
        case INTEGER -> Integer.valueOf(text);
        case BYTE -> Byte.valueOf(text);
        case CHAR -> text.charAt(0);
        case BOOLEAN -> parseBoolean(text);
        case SHORT -> Short.valueOf(text);
        case STRING, PASSWORD -> text;
      };
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          ad.getId() + " needs a value of type " + ad.getType().value() + ", not " + text, e);
    }
  }

  private static Boolean parseBoolean(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new NumberFormatException(text);
    }
    return Boolean.valueOf(text);
  }
}
