package org.eclipse.kura.status;

import org.osgi.annotation.versioning.ConsumerType;

/** Kura interface cloud connection status component. */
@ConsumerType
public interface CloudConnectionStatusComponent {
  /** Returns the notification priority. */
  int getNotificationPriority();

  /** Returns the notification status. */
  CloudConnectionStatusEnum getNotificationStatus();

  /** Sets the notification status. */
  void setNotificationStatus(CloudConnectionStatusEnum cloudConnectionStatusEnum);
}
