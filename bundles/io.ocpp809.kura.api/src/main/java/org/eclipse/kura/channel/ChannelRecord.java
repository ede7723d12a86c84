package org.eclipse.kura.channel;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValue;
import org.osgi.annotation.versioning.ProviderType;

/** Kura class channel record. */
@ProviderType
public class ChannelRecord {
  private final String name;
  private Map<String, Object> config;
  private ChannelStatus status;
  private long timestamp;
  private DataType valueType;
  private TypedValue<?> value;
  private String unit;

  private ChannelRecord(String name, DataType valueType, String unit) {
    this.name = Objects.requireNonNull(name, "name");
    this.valueType = valueType;
    this.unit = unit;
  }

  /** A record to read a channel of that type. */
  public static ChannelRecord createReadRecord(String name, DataType valueType) {
    return createReadRecord(name, valueType, "");
  }

  /** A record to read a channel of that type and unit. */
  public static ChannelRecord createReadRecord(String name, DataType valueType, String unit) {
    return new ChannelRecord(
        name, Objects.requireNonNull(valueType, "valueType"), Objects.requireNonNull(unit, "unit"));
  }

  /** A record that only tells a status; type and value are null. */
  public static ChannelRecord createStatusRecord(String name, ChannelStatus status) {
    ChannelRecord result = new ChannelRecord(name, null, "");
    result.status = Objects.requireNonNull(status, "status");
    return result;
  }

  /** A record to write that value. */
  public static ChannelRecord createWriteRecord(String name, TypedValue<?> value) {
    ChannelRecord result =
        new ChannelRecord(name, Objects.requireNonNull(value, "value").getType(), "");
    result.value = value;
    return result;
  }

  /** Returns the channel's configuration; null until set. */
  public Map<String, Object> getChannelConfig() {
    return config;
  }

  /** Returns the channel's name. */
  public String getChannelName() {
    return name;
  }

  /** Returns the status; null until set. */
  public ChannelStatus getChannelStatus() {
    return status;
  }

  /** Returns the time in milliseconds since 1970; 0 until set. */
  public long getTimestamp() {
    return timestamp;
  }

  /** Returns the unit. */
  public String getUnit() {
    return unit;
  }

  /** Returns the value; null until set. */
  public TypedValue<?> getValue() {
    return value;
  }

  /** Returns the type of the value; null in a status record. */
  public DataType getValueType() {
    return valueType;
  }

  /** Sets the channel's configuration; it is copied. */
  public void setChannelConfig(Map<String, Object> config) {
    this.config = new HashMap<>(Objects.requireNonNull(config, "config"));
  }

  /** Sets the status. */
  public void setChannelStatus(ChannelStatus status) {
    this.status = Objects.requireNonNull(status, "status");
  }

  /** Sets the time in milliseconds since 1970. */
  public void setTimestamp(long timestamp) {
    this.timestamp = timestamp;
  }

  /** Sets the unit. */
  public void setUnit(String unit) {
    this.unit = unit;
  }

  /** Sets the value. */
  public void setValue(TypedValue<?> value) {
    this.value = Objects.requireNonNull(value, "value");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ChannelRecord r
        && name.equals(r.name)
        && timestamp == r.timestamp
        && valueType == r.valueType
        && Objects.equals(status, r.status)
        && Objects.equals(unit, r.unit)
        && Objects.equals(value, r.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(status, name, timestamp, unit, value, valueType);
  }

  @Override
  public String toString() {
    return "ChannelRecord[" + name + ", " + valueType + ", " + value + ", " + status + "]";
  }
}
