package org.eclipse.kura.type;

import org.osgi.annotation.versioning.ProviderType;

/** Kura class integer value. */
@ProviderType
public class IntegerValue implements TypedValue<Integer> {
  private final int value;

  /** Made with the value. */
  public IntegerValue(int value) {
    this.value = value;
  }

  @Override
  public int compareTo(TypedValue<Integer> other) {
    return Integer.compare(value, other.getValue());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IntegerValue v && value == v.value;
  }

  @Override
  public DataType getType() {
    return DataType.INTEGER;
  }

  @Override
  public Integer getValue() {
    return value;
  }

  @Override
  public int hashCode() {
    return value;
  }

  @Override
  public String toString() {
    return "IntegerValue[" + value + "]";
  }
}
