package org.eclipse.kura.configuration;

import org.osgi.annotation.versioning.ConsumerType;

/** Kura interface configurable component. */
@ConsumerType
public interface ConfigurableComponent {}
