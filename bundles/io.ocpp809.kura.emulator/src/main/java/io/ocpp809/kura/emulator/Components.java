package io.ocpp809.kura.emulator;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.configuration.ConfigurationService;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/**
 * The components that the configuration service knows of, by {@code kura.service.pid}. As Kura's it
 * forgets one as soon as its service goes, also if a configuration of that name was made meanwhile:
 * between a rollback and the return of its component a name is unknown, and may be given again.
 */
final class Components extends ServiceTracker<ConfigurableComponent, String> {

  private final Set<String> known = ConcurrentHashMap.newKeySet();

  Components(BundleContext context) {
    super(context, ConfigurableComponent.class, null);
  }

  @Override
  public String addingService(ServiceReference<ConfigurableComponent> reference) {
    Object pid = reference.getProperty(ConfigurationService.KURA_SERVICE_PID);
    if (pid == null) {
      return null;
    }
    add(pid.toString());
    return pid.toString();
  }

  @Override
  public void removedService(ServiceReference<ConfigurableComponent> reference, String pid) {
    remove(pid);
  }

  void add(String pid) {
    known.add(pid);
  }

  void remove(String pid) {
    known.remove(pid);
  }

  boolean contains(String pid) {
    return known.contains(pid);
  }

  Set<String> all() {
    return new TreeSet<>(known);
  }
}
