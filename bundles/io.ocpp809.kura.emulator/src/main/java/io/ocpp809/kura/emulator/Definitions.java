package io.ocpp809.kura.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.util.tracker.BundleTracker;
import org.osgi.util.tracker.BundleTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The metatype files of all active bundles, read from {@code OSGI-INF/metatype/PID.xml}. */
final class Definitions implements BundleTrackerCustomizer<List<Definition>> {

  private static final Logger LOG = LoggerFactory.getLogger(Definitions.class);
  private static final String FOLDER = "/OSGI-INF/metatype";

  private final Map<String, Definition> known = new ConcurrentHashMap<>();
  private final Consumer<Definition> arrived;
  private final BundleTracker<List<Definition>> tracker;

  Definitions(BundleContext context, Consumer<Definition> arrived) {
    this.arrived = arrived;
    this.tracker = new BundleTracker<>(context, Bundle.ACTIVE, this);
  }

  void open() {
    tracker.open();
  }

  void close() {
    tracker.close();
  }

  Optional<Definition> of(String pid) {
    return Optional.ofNullable(known.get(pid));
  }

  Set<String> factories() {
    Set<String> pids = new TreeSet<>();
    known.values().stream().filter(Definition::factory).forEach(one -> pids.add(one.pid()));
    return pids;
  }

  Map<String, Definition> all() {
    return new TreeMap<>(known);
  }

  @Override
  public List<Definition> addingBundle(Bundle bundle, BundleEvent event) {
    List<Definition> found = new ArrayList<>();
    Enumeration<URL> files = bundle.findEntries(FOLDER, "*.xml", false);
    while (files != null && files.hasMoreElements()) {
      URL file = files.nextElement();
      String pid = file.getPath().replaceAll(".*/|\\.xml$", "");
      try (InputStream in = file.openStream()) {
        MetatypeReader.read(pid, in)
            .ifPresentOrElse(
                found::add,
                () -> LOG.warn("{} has no object class and designate of that PID", file));
      } catch (IOException e) {
        LOG.warn("{}: {}", file, e.getMessage());
      }
    }
    found.forEach(definition -> known.put(definition.pid(), definition));
    found.forEach(arrived);
    return found;
  }

  @Override
  public void modifiedBundle(Bundle bundle, BundleEvent event, List<Definition> found) {
    // Only the state ACTIVE is tracked, so there is no other to change to.
  }

  @Override
  public void removedBundle(Bundle bundle, BundleEvent event, List<Definition> found) {
    found.forEach(definition -> known.remove(definition.pid(), definition));
  }
}
