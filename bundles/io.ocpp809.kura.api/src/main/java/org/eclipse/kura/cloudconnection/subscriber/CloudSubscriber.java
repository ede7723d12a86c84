package org.eclipse.kura.cloudconnection.subscriber;

import org.eclipse.kura.cloudconnection.listener.CloudConnectionListener;
import org.eclipse.kura.cloudconnection.subscriber.listener.CloudSubscriberListener;
import org.osgi.annotation.versioning.ProviderType;

/** Kura interface cloud subscriber. */
@ProviderType
public interface CloudSubscriber {
  /** Register cloud connection listener. */
  void registerCloudConnectionListener(CloudConnectionListener cloudConnectionListener);

  /** Register cloud subscriber listener. */
  void registerCloudSubscriberListener(CloudSubscriberListener cloudSubscriberListener);

  /** Unregister cloud connection listener. */
  void unregisterCloudConnectionListener(CloudConnectionListener cloudConnectionListener);

  /** Unregister cloud subscriber listener. */
  void unregisterCloudSubscriberListener(CloudSubscriberListener cloudSubscriberListener);
}
