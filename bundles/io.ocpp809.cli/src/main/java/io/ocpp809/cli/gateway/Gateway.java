package io.ocpp809.cli.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.osgi.launch.EquinoxFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.util.tracker.ServiceTracker;

/**
 * One run of an OSGi framework. Like a gateway's, it ends with {@link #close()} and is started anew
 * for the next run; what must survive lies in the data folder of the emulator, not in here.
 */
public final class Gateway implements AutoCloseable {

  private static final Duration STOP = Duration.ofSeconds(20);

  private final Framework framework;

  private Gateway(Framework framework) {
    this.framework = framework;
  }

  /**
   * Starts an empty framework.
   *
   * @param storage folder of the framework's own storage
   * @param keep whether bundles installed by an earlier run in the same storage come back; a Kura
   *     gateway forgets them at each start
   * @param properties further framework properties, seen by bundles
   * @return the running framework
   * @throws GatewayException if it does not start
   */
  public static Gateway start(Path storage, boolean keep, Map<String, String> properties) {
    Map<String, String> configuration = new LinkedHashMap<>(properties);
    configuration.put(Constants.FRAMEWORK_STORAGE, storage.toAbsolutePath().toString());
    if (!keep) {
      configuration.put(
          Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
    }
    configuration.put("osgi.compatibility.bootdelegation", "false");
    configuration.put("osgi.framework.useSystemProperties", "false");
    Framework framework = new EquinoxFactory().newFramework(configuration);
    try {
      Files.createDirectories(storage);
      framework.start();
    } catch (BundleException | IOException e) {
      throw new GatewayException("The framework does not start: " + e.getMessage(), e);
    }
    return new Gateway(framework);
  }

  /**
   * Installs bundles and starts them, fragments excepted.
   *
   * @param jars the bundles
   * @throws GatewayException if a bundle cannot be installed, resolved or started; the message
   *     names each of them
   */
  public void install(List<Path> jars) {
    List<Bundle> installed = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Path jar : jars) {
      try {
        installed.add(context().installBundle(jar.toUri().toString()));
      } catch (BundleException e) {
        problems.add(jar.getFileName() + " cannot be installed: " + e.getMessage());
      }
    }
    for (Bundle bundle : installed) {
      try {
        if (!isFragment(bundle)) {
          bundle.start();
        }
      } catch (BundleException e) {
        problems.add(bundle.getSymbolicName() + " does not start: " + e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new GatewayException(String.join("\n", problems));
    }
  }

  private static boolean isFragment(Bundle bundle) {
    BundleRevision revision = bundle.adapt(BundleRevision.class);
    return revision != null && (revision.getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
  }

  /**
   * The state of each bundle, fragments and the framework itself excepted.
   *
   * @return symbolic name to state, such as ACTIVE or INSTALLED (which means: does not resolve)
   */
  public Map<String, String> states() {
    Map<String, String> states = new TreeMap<>();
    for (Bundle bundle : context().getBundles()) {
      if (bundle.getBundleId() != 0 && !isFragment(bundle)) {
        states.put(bundle.getSymbolicName(), name(bundle.getState()));
      }
    }
    return states;
  }

  private static String name(int state) {
    return switch (state) {
      case Bundle.INSTALLED -> "INSTALLED";
      case Bundle.RESOLVED -> "RESOLVED";
      case Bundle.STARTING -> "STARTING";
      case Bundle.STOPPING -> "STOPPING";
      case Bundle.ACTIVE -> "ACTIVE";
      default -> "UNINSTALLED";
    };
  }

  /**
   * Waits for a service.
   *
   * @param name name of the interface
   * @param filter further condition in LDAP form, or the empty string
   * @param patience how long to wait at most
   * @return the service, or empty if none came in time
   */
  public Optional<Service> service(String name, String filter, Duration patience) {
    String condition = "(" + Constants.OBJECTCLASS + "=" + name + ")";
    ServiceTracker<Object, Object> tracker;
    try {
      tracker =
          new ServiceTracker<>(
              context(), FrameworkUtil.createFilter("(&" + condition + filter + ")"), null);
    } catch (InvalidSyntaxException e) {
      throw new GatewayException("Not a filter: " + filter, e);
    }
    // Services are reached without class checks: callers know them by name only.
    tracker.open(true);
    try {
      Object service = tracker.waitForService(Math.max(1, patience.toMillis()));
      return Optional.ofNullable(service).map(found -> new Service(name, found));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      tracker.close();
    }
  }

  /**
   * All services of a type that are there now.
   *
   * @param name name of the interface
   * @return the services; empty if there is none
   */
  public List<Service> services(String name) {
    try {
      // As in service(): without class checks.
      ServiceReference<?>[] found = context().getAllServiceReferences(name, null);
      return Stream.ofNullable(found)
          .flatMap(Stream::of)
          .map(reference -> (Object) context().getService(reference))
          .filter(Objects::nonNull)
          .map(service -> new Service(name, service))
          .toList();
    } catch (InvalidSyntaxException e) {
      throw new GatewayException("Not a filter", e);
    }
  }

  /**
   * The framework's own context, for what this class does not offer.
   *
   * @return the system bundle's context
   */
  public BundleContext context() {
    return framework.getBundleContext();
  }

  /**
   * Stops all bundles and the framework, and waits for the end.
   *
   * @throws GatewayException if it has not stopped after 20 seconds
   */
  @Override
  public void close() {
    try {
      framework.stop();
      if (framework.waitForStop(STOP.toMillis()).getType()
          == org.osgi.framework.FrameworkEvent.WAIT_TIMEDOUT) {
        throw new GatewayException("The framework does not stop");
      }
    } catch (BundleException e) {
      throw new GatewayException("The framework does not stop: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
