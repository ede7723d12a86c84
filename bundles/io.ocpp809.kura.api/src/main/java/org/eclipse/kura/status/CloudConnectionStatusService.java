package org.eclipse.kura.status;

import org.osgi.annotation.versioning.ProviderType;

/** Kura interface cloud connection status service. */
@ProviderType
public interface CloudConnectionStatusService {
  /** Constant priority critical. */
  int PRIORITY_CRITICAL = 400;

  /** Constant priority high. */
  int PRIORITY_HIGH = 300;

  /** Constant priority low. */
  int PRIORITY_LOW = 100;

  /** Constant priority max. */
  int PRIORITY_MAX = 2147483647;

  /** Constant priority medium. */
  int PRIORITY_MEDIUM = 200;

  /** Constant priority min. */
  int PRIORITY_MIN = -2147483648;

  /** Register. */
  void register(CloudConnectionStatusComponent cloudConnectionStatusComponent);

  /** Unregister. */
  void unregister(CloudConnectionStatusComponent cloudConnectionStatusComponent);

  /** Update status. */
  boolean updateStatus(
      CloudConnectionStatusComponent cloudConnectionStatusComponent,
      CloudConnectionStatusEnum cloudConnectionStatusEnum);
}
