package org.eclipse.kura.watchdog;

import org.osgi.annotation.versioning.ConsumerType;

/** Kura interface critical component. */
@ConsumerType
public interface CriticalComponent {
  /** Returns the critical component name. */
  String getCriticalComponentName();

  /** Returns the critical component timeout. */
  int getCriticalComponentTimeout();
}
