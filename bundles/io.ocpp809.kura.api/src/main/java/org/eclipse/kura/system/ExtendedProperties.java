package org.eclipse.kura.system;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Kura class extended properties. */
@ProviderType
public class ExtendedProperties {
  private final String version;
  private final List<ExtendedPropertyGroup> propertyGroups;

  /** Made with version and groups. */
  public ExtendedProperties(String version, List<ExtendedPropertyGroup> propertyGroups) {
    this.version = version;
    this.propertyGroups = propertyGroups;
  }

  /** Returns the groups. */
  public List<ExtendedPropertyGroup> getPropertyGroups() {
    return propertyGroups;
  }

  /** Returns the version. */
  public String getVersion() {
    return version;
  }
}
