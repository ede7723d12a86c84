package org.eclipse.kura.type;

import org.osgi.annotation.versioning.ProviderType;

/** Kura class boolean value. */
@ProviderType
public class BooleanValue implements TypedValue<Boolean> {
  private final boolean value;

  /** Made with the value. */
  public BooleanValue(boolean value) {
    this.value = value;
  }

  @Override
  public int compareTo(TypedValue<Boolean> other) {
    return Boolean.compare(value, other.getValue());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BooleanValue v && value == v.value;
  }

  @Override
  public DataType getType() {
    return DataType.BOOLEAN;
  }

  @Override
  public Boolean getValue() {
    return value;
  }

  @Override
  public int hashCode() {
    return Boolean.hashCode(value);
  }

  @Override
  public String toString() {
    return "BooleanValue[" + value + "]";
  }
}
