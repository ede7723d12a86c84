package org.eclipse.kura.configuration;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.kura.KuraException;
import org.osgi.annotation.versioning.ProviderType;
import org.osgi.framework.Filter;

/** Kura interface configuration service. */
@ProviderType
public interface ConfigurationService {
  /** Constant kura service pid. */
  String KURA_SERVICE_PID = "kura.service.pid";

  /** Create factory configuration. */
  void createFactoryConfiguration(
      String name, String name2, Map<String, Object> properties, boolean flag) throws KuraException;

  /** Delete factory configuration. */
  void deleteFactoryConfiguration(String name, boolean flag) throws KuraException;

  /** Returns the component configuration. */
  ComponentConfiguration getComponentConfiguration(String name) throws KuraException;

  /** Returns the component configurations. */
  List<ComponentConfiguration> getComponentConfigurations() throws KuraException;

  /** Returns the component configurations. */
  List<ComponentConfiguration> getComponentConfigurations(Filter filter) throws KuraException;

  /** Returns the configurable component pids. */
  Set<String> getConfigurableComponentPids();

  /** Returns the default component configuration. */
  ComponentConfiguration getDefaultComponentConfiguration(String name) throws KuraException;

  /** Returns the factory component pids. */
  Set<String> getFactoryComponentPids();

  /** Returns the snapshot. */
  List<ComponentConfiguration> getSnapshot(long number) throws KuraException;

  /** Returns the snapshots. */
  Set<Long> getSnapshots() throws KuraException;

  /** Rollback. */
  long rollback() throws KuraException;

  /** Rollback. */
  void rollback(long number) throws KuraException;

  /** Snapshot. */
  long snapshot() throws KuraException;

  /** Update configuration. */
  void updateConfiguration(String name, Map<String, Object> properties) throws KuraException;

  /** Update configuration. */
  void updateConfiguration(String name, Map<String, Object> properties, boolean flag)
      throws KuraException;

  /** Update configurations. */
  void updateConfigurations(List<ComponentConfiguration> items) throws KuraException;

  /** Update configurations. */
  void updateConfigurations(List<ComponentConfiguration> items, boolean flag) throws KuraException;
}
