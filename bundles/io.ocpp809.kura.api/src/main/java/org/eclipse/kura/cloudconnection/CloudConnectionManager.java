package org.eclipse.kura.cloudconnection;

import org.eclipse.kura.KuraConnectException;
import org.eclipse.kura.KuraDisconnectException;
import org.eclipse.kura.cloudconnection.listener.CloudConnectionListener;
import org.osgi.annotation.versioning.ProviderType;

/** Kura interface cloud connection manager. */
@ProviderType
public interface CloudConnectionManager {
  /** Connect. */
  void connect() throws KuraConnectException;

  /** Disconnect. */
  void disconnect() throws KuraDisconnectException;

  /** Tells whether it is connected. */
  boolean isConnected();

  /** Register cloud connection listener. */
  void registerCloudConnectionListener(CloudConnectionListener cloudConnectionListener);

  /** Unregister cloud connection listener. */
  void unregisterCloudConnectionListener(CloudConnectionListener cloudConnectionListener);
}
