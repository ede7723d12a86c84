package org.eclipse.kura.cloudconnection.listener;

import org.osgi.annotation.versioning.ConsumerType;

/** Kura interface cloud delivery listener. */
@ConsumerType
public interface CloudDeliveryListener {
  /** Called on message confirmed. */
  void onMessageConfirmed(String name);
}
