package org.eclipse.kura.type;

import org.osgi.annotation.versioning.ProviderType;

/** Kura class double value. */
@ProviderType
public class DoubleValue implements TypedValue<Double> {
  private final double value;

  /** Made with the value. */
  public DoubleValue(double value) {
    this.value = value;
  }

  @Override
  public int compareTo(TypedValue<Double> other) {
    return Double.compare(value, other.getValue());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DoubleValue v && Double.compare(value, v.value) == 0;
  }

  @Override
  public DataType getType() {
    return DataType.DOUBLE;
  }

  @Override
  public Double getValue() {
    return value;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(value);
  }

  @Override
  public String toString() {
    return "DoubleValue[" + value + "]";
  }
}
