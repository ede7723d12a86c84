package io.ocpp809.kura.driver;

import java.util.HexFormat;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValue;
import org.eclipse.kura.type.TypedValues;

/** Turns decoded values into the type that a channel asks for, and what is written into numbers. */
public final class Values {
  private Values() {}

  /**
   * The value in that type.
   *
   * @throws IllegalArgumentException if it cannot be had in that type, saying why
   */
  public static TypedValue<?> typed(Object value, DataType type) {
    return switch (type) {
      case BOOLEAN -> TypedValues.newBooleanValue(bool(value));
      case INTEGER ->
          TypedValues.newIntegerValue(
              (int) whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE, type));
      case LONG -> TypedValues.newLongValue(whole(value, Long.MIN_VALUE, Long.MAX_VALUE, type));
      case FLOAT -> TypedValues.newFloatValue(single(value));
      case DOUBLE -> TypedValues.newDoubleValue(real(value));
      case STRING -> TypedValues.newStringValue(text(value));
      case BYTE_ARRAY -> TypedValues.newByteArrayValue(octets(value));
    };
  }

  private static boolean bool(Object value) {
    return value instanceof Boolean b ? b : number(value) != 0;
  }

  private static float single(Object value) {
    double real = real(value);
    float single = (float) real;
    if (Float.isInfinite(single) && !Double.isInfinite(real)) {
      throw new IllegalArgumentException("the value " + value + " does not fit type FLOAT");
    }
    return single;
  }

  private static String text(Object value) {
    return value instanceof byte[] b
        ? HexFormat.of().withUpperCase().formatHex(b)
        : String.valueOf(value);
  }

  private static byte[] octets(Object value) {
    if (value instanceof byte[] b) {
      return b;
    }
    throw new IllegalArgumentException("the value " + value + " is no array of octets");
  }

  private static long whole(Object value, long min, long max, DataType type) {
    if (value instanceof Long l && l >= min && l <= max) {
      return l;
    }
    double real = value instanceof Long ? Double.POSITIVE_INFINITY : Math.rint(number(value));
    // The largest long is no double; the next one above it is.
    if (real < min || real > max || real >= 0x1p63) {
      throw new IllegalArgumentException("the value " + value + " does not fit type " + type);
    }
    return (long) real;
  }

  private static double number(Object value) {
    double real = real(value);
    if (Double.isNaN(real)) {
      throw new IllegalArgumentException("the value " + value + " is no number");
    }
    return real;
  }

  /**
   * The number that a value means: a number itself, 1 and 0 for true and false, a text that is one.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static double real(Object value) {
    if (value instanceof Number n) {
      return n.doubleValue();
    }
    if (value instanceof Boolean b) {
      return b ? 1 : 0;
    }
    try {
      return Double.parseDouble(String.valueOf(value));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("the value " + value + " is no number", e);
    }
  }
}
