package org.eclipse.kura.type;

import java.util.Objects;
import org.osgi.annotation.versioning.ProviderType;

/** Kura class string value. */
@ProviderType
public class StringValue implements TypedValue<String> {
  private final String value;

  /** Made with the value. */
  public StringValue(String value) {
    this.value = value;
  }

  @Override
  public int compareTo(TypedValue<String> other) {
    return value.compareTo(other.getValue());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StringValue v && Objects.equals(value, v.value);
  }

  @Override
  public DataType getType() {
    return DataType.STRING;
  }

  @Override
  public String getValue() {
    return value;
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(value);
  }

  @Override
  public String toString() {
    return "StringValue[" + value + "]";
  }
}
