package org.eclipse.kura.system;

import org.osgi.annotation.versioning.ProviderType;

/** Kura class system resource info. */
@ProviderType
public class SystemResourceInfo {
  private final String name;
  private final String version;
  private final SystemResourceType type;

  /** Made with a name alone. */
  public SystemResourceInfo(String name) {
    this(name, "Unknown", SystemResourceType.UNKNOWN);
  }

  /** Made with name, version and the name of the type. */
  public SystemResourceInfo(String name, String version, String type) {
    this(name, version, SystemResourceType.valueOf(type));
  }

  /** Made with name, version and type. */
  public SystemResourceInfo(String name, String version, SystemResourceType type) {
    this.name = name;
    this.version = version;
    this.type = type;
  }

  /** Returns the name. */
  public String getName() {
    return name;
  }

  /** Returns the type. */
  public SystemResourceType getType() {
    return type;
  }

  /** Returns the name of the type. */
  public String getTypeString() {
    return type.toString();
  }

  /** Returns the version. */
  public String getVersion() {
    return version;
  }
}
