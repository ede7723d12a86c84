package org.eclipse.kura.cloudconnection.request;

import java.util.Collections;
import java.util.Map;
import org.eclipse.kura.cloudconnection.publisher.CloudNotificationPublisher;
import org.osgi.annotation.versioning.ProviderType;

/** Kura class request handler context. */
@ProviderType
public class RequestHandlerContext {
  private final CloudNotificationPublisher notificationPublisher;
  private final Map<String, String> contextProperties;

  /** Made with the publisher for later notifications and the properties of the request. */
  public RequestHandlerContext(
      CloudNotificationPublisher notificationPublisher, Map<String, String> contextProperties) {
    this.notificationPublisher = notificationPublisher;
    this.contextProperties = Collections.unmodifiableMap(contextProperties);
  }

  /** Returns the properties of the request. */
  public Map<String, String> getContextProperties() {
    return contextProperties;
  }

  /** Returns the publisher for later notifications. */
  public CloudNotificationPublisher getNotificationPublisher() {
    return notificationPublisher;
  }
}
