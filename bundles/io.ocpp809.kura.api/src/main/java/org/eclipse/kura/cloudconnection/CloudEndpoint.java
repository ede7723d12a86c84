package org.eclipse.kura.cloudconnection;

import java.util.Collections;
import java.util.Map;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.listener.CloudDeliveryListener;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.subscriber.listener.CloudSubscriberListener;
import org.osgi.annotation.versioning.ProviderType;

/** Kura interface cloud endpoint. */
@ProviderType
public interface CloudEndpoint {
  /** Returns the info. */
  default Map<String, String> getInfo() {
    return Collections.emptyMap();
  }

  /** Publish. */
  String publish(KuraMessage kuraMessage) throws KuraException;

  /** Register cloud delivery listener. */
  void registerCloudDeliveryListener(CloudDeliveryListener cloudDeliveryListener);

  /** Register subscriber. */
  void registerSubscriber(
      Map<String, Object> properties, CloudSubscriberListener cloudSubscriberListener);

  /** Unregister cloud delivery listener. */
  void unregisterCloudDeliveryListener(CloudDeliveryListener cloudDeliveryListener);

  /** Unregister subscriber. */
  void unregisterSubscriber(CloudSubscriberListener cloudSubscriberListener);
}
