package org.eclipse.kura.configuration;

import org.eclipse.kura.KuraException;
import org.osgi.annotation.versioning.ConsumerType;

/** Kura interface self configuring component. */
@ConsumerType
public interface SelfConfiguringComponent {
  /** Returns the configuration. */
  ComponentConfiguration getConfiguration() throws KuraException;
}
