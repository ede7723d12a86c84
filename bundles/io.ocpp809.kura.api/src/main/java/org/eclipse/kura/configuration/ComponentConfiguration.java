package org.eclipse.kura.configuration;

import java.util.Map;
import org.eclipse.kura.configuration.metatype.OCD;
import org.osgi.annotation.versioning.ProviderType;

/** Kura interface component configuration. */
@ProviderType
public interface ComponentConfiguration {
  /** Returns the configuration properties. */
  Map<String, Object> getConfigurationProperties();

  /** Returns the definition. */
  OCD getDefinition();

  /** Returns the pid. */
  String getPid();
}
