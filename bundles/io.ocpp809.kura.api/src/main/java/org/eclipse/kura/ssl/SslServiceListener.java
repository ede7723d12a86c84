package org.eclipse.kura.ssl;

import org.osgi.annotation.versioning.ConsumerType;

/** Kura interface ssl service listener. */
@ConsumerType
public interface SslServiceListener {
  /** Called on configuration updated. */
  void onConfigurationUpdated();
}
