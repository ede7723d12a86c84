package org.eclipse.kura.cloudconnection.subscriber.listener;

import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.osgi.annotation.versioning.ConsumerType;

/** Kura interface cloud subscriber listener. */
@ConsumerType
public interface CloudSubscriberListener {
  /** Called on message arrived. */
  void onMessageArrived(KuraMessage kuraMessage);
}
