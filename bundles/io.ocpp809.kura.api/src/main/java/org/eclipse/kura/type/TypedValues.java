package org.eclipse.kura.type;

import java.util.Base64;
import org.osgi.annotation.versioning.ProviderType;

/** Kura class typed values. */
@ProviderType
public final class TypedValues {
  private TypedValues() {}

  /** A value of that type. */
  public static BooleanValue newBooleanValue(boolean value) {
    return new BooleanValue(value);
  }

  /** A value of that type. */
  public static ByteArrayValue newByteArrayValue(byte[] value) {
    return new ByteArrayValue(value);
  }

  /** A value of that type. */
  public static DoubleValue newDoubleValue(double value) {
    return new DoubleValue(value);
  }

  /** A value of that type. */
  public static FloatValue newFloatValue(float value) {
    return new FloatValue(value);
  }

  /** A value of that type. */
  public static IntegerValue newIntegerValue(int value) {
    return new IntegerValue(value);
  }

  /** A value of that type. */
  public static LongValue newLongValue(long value) {
    return new LongValue(value);
  }

  /** A value of that type. */
  public static StringValue newStringValue(String value) {
    return new StringValue(value);
  }

  /** A value of the object's type, else IllegalArgumentException. */
  public static TypedValue<?> newTypedValue(Object value) {
    if (value instanceof Boolean b) {
      return new BooleanValue(b);
    }
    if (value instanceof byte[] b) {
      return new ByteArrayValue(b);
    }
    if (value instanceof Float f) {
      return new FloatValue(f);
    }
    if (value instanceof Double d) {
      return new DoubleValue(d);
    }
    if (value instanceof Integer i) {
      return new IntegerValue(i);
    }
    if (value instanceof Long l) {
      return new LongValue(l);
    }
    if (value instanceof String s) {
      return new StringValue(s);
    }
    throw new IllegalArgumentException(
        "no typed value for " + (value == null ? null : value.getClass().getName()));
  }

  /** A value of that type read from text, byte arrays as Base64, else IllegalArgumentException. */
  public static TypedValue<?> parseTypedValue(DataType type, String text) {
    return switch (type) {
      case BOOLEAN -> new BooleanValue(Boolean.parseBoolean(text));
      case BYTE_ARRAY -> new ByteArrayValue(Base64.getDecoder().decode(text));
      case DOUBLE -> new DoubleValue(Double.parseDouble(text));
      case FLOAT -> new FloatValue(Float.parseFloat(text));
      case INTEGER -> new IntegerValue(Integer.parseInt(text));
      case LONG -> new LongValue(Long.parseLong(text));
      case STRING -> new StringValue(text);
    };
  }
}
