package org.eclipse.kura.cloudconnection.listener;

import org.osgi.annotation.versioning.ConsumerType;

/** Kura interface cloud connection listener. */
@ConsumerType
public interface CloudConnectionListener {
  /** Called on connection established. */
  void onConnectionEstablished();

  /** Called on connection lost. */
  void onConnectionLost();

  /** Called on disconnected. */
  void onDisconnected();
}
