package org.eclipse.kura.asset;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import org.eclipse.kura.channel.Channel;
import org.osgi.annotation.versioning.ProviderType;

/** Kura class asset configuration. */
@ProviderType
public class AssetConfiguration {
  private final Map<String, Channel> channels;
  private final String driverPid;
  private String description;

  /** Made with description, driver and channels by name; no part may be null. */
  public AssetConfiguration(String description, String driverPid, Map<String, Channel> channels) {
    this.description = Objects.requireNonNull(description, "description");
    this.driverPid = Objects.requireNonNull(driverPid, "driverPid");
    this.channels = Collections.unmodifiableMap(Objects.requireNonNull(channels, "channels"));
  }

  /** Returns the channels by name, unmodifiable. */
  public Map<String, Channel> getAssetChannels() {
    return channels;
  }

  /** Returns the description. */
  public String getAssetDescription() {
    return description;
  }

  /** Returns the driver's kura.service.pid. */
  public String getDriverPid() {
    return driverPid;
  }

  /** Sets the description. */
  public void setAssetDescription(String description) {
    this.description = Objects.requireNonNull(description, "description");
  }

  @Override
  public String toString() {
    return "AssetConfiguration[" + description + ", " + driverPid + ", " + channels + "]";
  }
}
