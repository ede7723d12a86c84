package org.eclipse.kura.type;

import org.osgi.annotation.versioning.ProviderType;

/** Kura class float value. */
@ProviderType
public class FloatValue implements TypedValue<Float> {
  private final float value;

  /** Made with the value. */
  public FloatValue(float value) {
    this.value = value;
  }

  @Override
  public int compareTo(TypedValue<Float> other) {
    return Float.compare(value, other.getValue());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FloatValue v && Float.compare(value, v.value) == 0;
  }

  @Override
  public DataType getType() {
    return DataType.FLOAT;
  }

  @Override
  public Float getValue() {
    return value;
  }

  @Override
  public int hashCode() {
    return Float.hashCode(value);
  }

  @Override
  public String toString() {
    return "FloatValue[" + value + "]";
  }
}
