package io.ocpp809.kura.station;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.ComponentConfiguration;
import org.eclipse.kura.configuration.ConfigurationService;
import org.eclipse.kura.configuration.metatype.OCD;
import org.osgi.framework.Filter;

/** Kura's configuration service with what a test puts into it; merges updates as Kura does. */
final class FakeConfiguration implements ConfigurationService {
  final Map<String, Map<String, Object>> components = new LinkedHashMap<>();
  final List<String> calls = new ArrayList<>();
  boolean refusing;
  BiConsumer<String, Map<String, Object>> changed = (pid, properties) -> {};

  void put(String pid, Map<String, Object> properties) {
    components.put(pid, new LinkedHashMap<>(properties));
  }

  @Override
  public void createFactoryConfiguration(
      String factory, String pid, Map<String, Object> properties, boolean snapshot)
      throws KuraException {
    calls.add("create " + pid);
    if (refusing) {
      throw new KuraException(KuraErrorCode.CONFIGURATION_ERROR, "not ready");
    }
    if (components.containsKey(pid)) {
      throw new KuraException(KuraErrorCode.INVALID_PARAMETER, pid + " exists already");
    }
    put(pid, properties);
    changed.accept(pid, components.get(pid));
  }

  @Override
  public void deleteFactoryConfiguration(String pid, boolean snapshot) {
    calls.add("delete " + pid);
    components.remove(pid);
    changed.accept(pid, Map.of());
  }

  @Override
  public void updateConfiguration(String pid, Map<String, Object> properties, boolean snapshot) {
    calls.add("update " + pid);
    components.get(pid).putAll(properties);
    changed.accept(pid, components.get(pid));
  }

  @Override
  public ComponentConfiguration getComponentConfiguration(String pid) {
    Map<String, Object> properties = components.get(pid);
    if (properties == null) {
      return null;
    }
    return new ComponentConfiguration() {
      @Override
      public Map<String, Object> getConfigurationProperties() {
        return new LinkedHashMap<>(properties);
      }

      @Override
      public OCD getDefinition() {
        return null;
      }

      @Override
      public String getPid() {
        return pid;
      }
    };
  }

  @Override
  public Set<String> getConfigurableComponentPids() {
    return new TreeSet<>(components.keySet());
  }

  /** Kura does not list the factories of assets. */
  @Override
  public Set<String> getFactoryComponentPids() {
    return Set.of();
  }

  @Override
  public void updateConfiguration(String pid, Map<String, Object> properties) {
    updateConfiguration(pid, properties, true);
  }

  @Override
  public List<ComponentConfiguration> getComponentConfigurations() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<ComponentConfiguration> getComponentConfigurations(Filter filter) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ComponentConfiguration getDefaultComponentConfiguration(String pid) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<ComponentConfiguration> getSnapshot(long id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Set<Long> getSnapshots() {
    throw new UnsupportedOperationException();
  }

  @Override
  public long rollback() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void rollback(long id) {
    throw new UnsupportedOperationException();
  }

  @Override
  public long snapshot() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void updateConfigurations(List<ComponentConfiguration> items) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void updateConfigurations(List<ComponentConfiguration> items, boolean snapshot) {
    throw new UnsupportedOperationException();
  }
}
