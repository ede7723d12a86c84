package org.eclipse.kura.watchdog;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Kura interface watchdog service. */
@ProviderType
public interface WatchdogService {
  /** Checkin. */
  void checkin(CriticalComponent criticalComponent);

  /** Returns the critical components. */
  List<CriticalComponent> getCriticalComponents();

  /** Returns the hardware timeout. */
  int getHardwareTimeout();

  /** Register critical component. */
  void registerCriticalComponent(CriticalComponent criticalComponent);

  /**
   * Register critical service.
   *
   * @deprecated kept for compatibility
   */
  @Deprecated
  void registerCriticalService(CriticalComponent criticalComponent);

  /**
   * Start watchdog.
   *
   * @deprecated kept for compatibility
   */
  @Deprecated
  void startWatchdog();

  /**
   * Stop watchdog.
   *
   * @deprecated kept for compatibility
   */
  @Deprecated
  void stopWatchdog();

  /** Unregister critical component. */
  void unregisterCriticalComponent(CriticalComponent criticalComponent);

  /**
   * Unregister critical service.
   *
   * @deprecated kept for compatibility
   */
  @Deprecated
  void unregisterCriticalService(CriticalComponent criticalComponent);
}
