package io.ocpp809.kura.modbus;

import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValue;
import org.eclipse.kura.type.TypedValues;

/** Turns decoded values into the type that a channel asks for. */
final class Values {
  private Values() {}

  /**
   * The value in that type.
   *
   * @throws IllegalArgumentException if it cannot be had in that type, saying why
   */
  static TypedValue<?> typed(Object value, DataType type) {
    return switch (type) {
      case BOOLEAN ->
          TypedValues.newBooleanValue(value instanceof Boolean b ? b : real(value) != 0);
      case INTEGER ->
          TypedValues.newIntegerValue((int) whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
      case LONG -> TypedValues.newLongValue(whole(value, Long.MIN_VALUE, Long.MAX_VALUE));
      case FLOAT -> TypedValues.newFloatValue((float) real(value));
      case DOUBLE -> TypedValues.newDoubleValue(real(value));
      case STRING -> TypedValues.newStringValue(String.valueOf(value));
      case BYTE_ARRAY -> {
        if (value instanceof byte[] b) {
          yield TypedValues.newByteArrayValue(b);
        }
        throw new IllegalArgumentException("the value " + value + " is no array of octets");
      }
    };
  }

  private static long whole(Object value, long min, long max) {
    if (value instanceof Long l && (l < min || l > max)) {
      throw new IllegalArgumentException("the value " + l + " does not fit the channel's type");
    }
    return value instanceof Long l ? l : Math.round(real(value));
  }

  private static double real(Object value) {
    if (value instanceof Number n) {
      return n.doubleValue();
    }
    if (value instanceof Boolean b) {
      return b ? 1 : 0;
    }
    throw new IllegalArgumentException("the value " + value + " is no number");
  }
}
