package org.eclipse.kura.system;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** Kura class extended property group. */
@ProviderType
public class ExtendedPropertyGroup {
  private final String name;
  private final Map<String, String> properties;

  /** Made with name and properties. */
  public ExtendedPropertyGroup(String name, Map<String, String> properties) {
    this.name = name;
    this.properties = properties;
  }

  /** Returns the name. */
  public String getName() {
    return name;
  }

  /** Returns the properties. */
  public Map<String, String> getProperties() {
    return properties;
  }
}
