package org.eclipse.kura.channel;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import org.eclipse.kura.type.DataType;
import org.eclipse.kura.type.TypedValue;
import org.osgi.annotation.versioning.ProviderType;

/** Kura class channel. */
@ProviderType
public class Channel {
  private final Map<String, Object> configuration;
  private String name;
  private ChannelType type;
  private DataType valueType;
  private ScaleOffsetType scaleOffsetType;
  private Number scale;
  private Number offset;
  private String unit = "";
  private boolean enabled = true;

  /**
   * Made without scaling.
   *
   * @deprecated kept for compatibility
   */
  @Deprecated
  public Channel(
      String name, ChannelType type, DataType valueType, Map<String, Object> configuration) {
    this(name, type, valueType, ScaleOffsetType.DEFINED_BY_VALUE_TYPE, 1.0d, 0.0d, configuration);
  }

  /** Made with scaling; no part may be null. */
  public Channel(
      String name,
      ChannelType type,
      DataType valueType,
      ScaleOffsetType scaleOffsetType,
      Number scale,
      Number offset,
      Map<String, Object> configuration) {
    this.name = Objects.requireNonNull(name, "name");
    this.type = Objects.requireNonNull(type, "type");
    this.valueType = Objects.requireNonNull(valueType, "valueType");
    this.scaleOffsetType = Objects.requireNonNull(scaleOffsetType, "scaleOffsetType");
    this.scale = Objects.requireNonNull(scale, "scale");
    this.offset = Objects.requireNonNull(offset, "offset");
    this.configuration =
        Collections.unmodifiableMap(Objects.requireNonNull(configuration, "configuration"));
  }

  /** A record to read this channel, with unit and configuration. */
  public ChannelRecord createReadRecord() {
    ChannelRecord result = ChannelRecord.createReadRecord(name, valueType, unit);
    result.setChannelConfig(configuration);
    return result;
  }

  /** A record to write this channel; the value must be of the channel's type. */
  public ChannelRecord createWriteRecord(TypedValue<?> value) {
    Objects.requireNonNull(value, "value");
    if (value.getType() != valueType) {
      throw new IllegalArgumentException(
          "the value is " + value.getType() + ", the channel " + name + " is " + valueType);
    }
    ChannelRecord result = ChannelRecord.createWriteRecord(name, value);
    result.setUnit(unit);
    result.setChannelConfig(configuration);
    return result;
  }

  /** Returns the configuration, unmodifiable. */
  public Map<String, Object> getConfiguration() {
    return configuration;
  }

  /** Returns the name. */
  public String getName() {
    return name;
  }

  /** Returns the type of scale and offset. */
  public ScaleOffsetType getScaleOffsetType() {
    return scaleOffsetType;
  }

  /** Returns the direction. */
  public ChannelType getType() {
    return type;
  }

  /** Returns the unit. */
  public String getUnit() {
    return unit;
  }

  /**
   * Returns the offset.
   *
   * @deprecated kept for compatibility
   */
  @Deprecated
  public double getValueOffset() {
    return offset.doubleValue();
  }

  /** Returns the offset. */
  public Number getValueOffsetAsNumber() {
    return offset;
  }

  /**
   * Returns the scale.
   *
   * @deprecated kept for compatibility
   */
  @Deprecated
  public double getValueScale() {
    return scale.doubleValue();
  }

  /** Returns the scale. */
  public Number getValueScaleAsNumber() {
    return scale;
  }

  /** Returns the type of the value. */
  public DataType getValueType() {
    return valueType;
  }

  /** Tells whether it is enabled. */
  public boolean isEnabled() {
    return enabled;
  }

  /** Enables or disables it. */
  public void setEnabled(boolean enabled) {
    this.enabled = enabled;
  }

  /** Sets the name. */
  public void setName(String name) {
    this.name = Objects.requireNonNull(name, "name");
  }

  /** Sets the offset. */
  public void setOffset(double offset) {
    this.offset = offset;
  }

  /** Sets the offset. */
  public void setOffset(Number offset) {
    this.offset = Objects.requireNonNull(offset, "offset");
  }

  /** Sets the scale. */
  public void setScale(double scale) {
    this.scale = scale;
  }

  /** Sets the scale. */
  public void setScale(Number scale) {
    this.scale = Objects.requireNonNull(scale, "scale");
  }

  /** Sets the type of scale and offset. */
  public void setScaleOffsetType(ScaleOffsetType scaleOffsetType) {
    this.scaleOffsetType = Objects.requireNonNull(scaleOffsetType, "scaleOffsetType");
  }

  /** Sets the direction. */
  public void setType(ChannelType type) {
    this.type = Objects.requireNonNull(type, "type");
  }

  /** Sets the unit. */
  public void setUnit(String unit) {
    this.unit = Objects.requireNonNull(unit, "unit");
  }

  /** Sets the type of the value. */
  public void setValueType(DataType valueType) {
    this.valueType = Objects.requireNonNull(valueType, "valueType");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Channel c
        && name.equals(c.name)
        && type == c.type
        && valueType == c.valueType
        && scaleOffsetType == c.scaleOffsetType
        && scale.equals(c.scale)
        && offset.equals(c.offset)
        && unit.equals(c.unit)
        && enabled == c.enabled
        && configuration.equals(c.configuration);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        name, type, valueType, scaleOffsetType, scale, offset, unit, enabled, configuration);
  }

  @Override
  public String toString() {
    return "Channel[" + name + ", " + type + ", " + valueType + ", " + configuration + "]";
  }
}
