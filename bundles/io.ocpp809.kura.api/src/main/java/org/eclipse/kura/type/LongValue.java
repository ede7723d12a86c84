package org.eclipse.kura.type;

import org.osgi.annotation.versioning.ProviderType;

/** Kura class long value. */
@ProviderType
public class LongValue implements TypedValue<Long> {
  private final long value;

  /** Made with the value. */
  public LongValue(long value) {
    this.value = value;
  }

  @Override
  public int compareTo(TypedValue<Long> other) {
    return Long.compare(value, other.getValue());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LongValue v && value == v.value;
  }

  @Override
  public DataType getType() {
    return DataType.LONG;
  }

  @Override
  public Long getValue() {
    return value;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(value);
  }

  @Override
  public String toString() {
    return "LongValue[" + value + "]";
  }
}
