package org.eclipse.kura.cloudconnection.publisher;

import org.osgi.annotation.versioning.ProviderType;

/** Kura interface cloud notification publisher. */
@ProviderType
public interface CloudNotificationPublisher extends CloudPublisher {}
