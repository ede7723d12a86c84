package org.eclipse.kura.cloudconnection.publisher;

import org.eclipse.kura.KuraException;
import org.eclipse.kura.cloudconnection.listener.CloudConnectionListener;
import org.eclipse.kura.cloudconnection.listener.CloudDeliveryListener;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.osgi.annotation.versioning.ProviderType;

/** Kura interface cloud publisher. */
@ProviderType
public interface CloudPublisher {
  /** Publish. */
  String publish(KuraMessage kuraMessage) throws KuraException;

  /** Register cloud connection listener. */
  void registerCloudConnectionListener(CloudConnectionListener cloudConnectionListener);

  /** Register cloud delivery listener. */
  void registerCloudDeliveryListener(CloudDeliveryListener cloudDeliveryListener);

  /** Unregister cloud connection listener. */
  void unregisterCloudConnectionListener(CloudConnectionListener cloudConnectionListener);

  /** Unregister cloud delivery listener. */
  void unregisterCloudDeliveryListener(CloudDeliveryListener cloudDeliveryListener);
}
