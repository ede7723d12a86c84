package io.ocpp809.it.inside;

import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.EvseView;
import io.ocpp809.station.Station;
import io.ocpp809.station.StationEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.asset.Asset;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.configuration.ConfigurationService;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** The gateway as its console uses it: components are made, changed and deleted by their forms. */
final class Kura implements AutoCloseable {

  static final String DRIVER = "io.ocpp809.driver.modbus";
  static final String SITE = "io.ocpp809.site";
  static final String STATION = "io.ocpp809.station";
  static final String EVSE = "io.ocpp809.evse";
  static final String CSMS = "io.ocpp809.csms";
  static final String MQTT = "io.ocpp809.mqtt";
  static final String ASSET = "org.eclipse.kura.wire.WireAsset";

  private final BundleContext context = FrameworkUtil.getBundle(Kura.class).getBundleContext();
  private final Set<String> made = new LinkedHashSet<>();
  private final List<StationEvent> events = new CopyOnWriteArrayList<>();

  /** The framework. */
  BundleContext context() {
    return context;
  }

  /** The filter that names a component. */
  static String named(String pid) {
    return "(kura.service.pid=" + pid + ")";
  }

  private <T> T service(Class<T> type, String filter) {
    try {
      Collection<ServiceReference<T>> found = context.getServiceReferences(type, filter);
      return found.isEmpty() ? null : context.getService(found.iterator().next());
    } catch (InvalidSyntaxException e) {
      throw new IllegalArgumentException(filter, e);
    }
  }

  private ConfigurationService configuration() {
    return Until.present(
        "the configuration service is there", () -> service(ConfigurationService.class, null));
  }

  /** Makes a component from its form. */
  void create(String factory, String pid, Map<String, Object> form) {
    ConfigurationService service = configuration();
    // Kura makes assets, but does not list their factories.
    Until.holds(
        "the factory " + factory + " is there",
        () -> factory.equals(ASSET) || service.getFactoryComponentPids().contains(factory));
    try {
      service.createFactoryConfiguration(factory, pid, form, true);
      made.add(pid);
    } catch (KuraException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** Changes some fields of a component's form. */
  void update(String pid, Map<String, Object> form) {
    try {
      configuration().updateConfiguration(pid, form);
    } catch (KuraException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** Deletes a component. */
  void delete(String pid) {
    try {
      configuration().deleteFactoryConfiguration(pid, true);
      made.remove(pid);
    } catch (KuraException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** An EVSE that is deleted takes its asset with it, at any moment afterwards. */
  private void deleteUnlessGone(String pid) {
    try {
      delete(pid);
    } catch (AssertionError refused) {
      if (configuration().getConfigurableComponentPids().contains(pid)) {
        throw refused;
      }
    }
  }

  /** A field of a component's form. */
  Object form(String pid, String field) {
    try {
      return configuration().getComponentConfiguration(pid).getConfigurationProperties().get(field);
    } catch (KuraException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** The components that are active, of those named. */
  Set<String> active(Collection<String> pids) {
    Set<String> active = new TreeSet<>();
    for (String pid : pids) {
      if (service(ConfigurableComponent.class, named(pid)) != null) {
        active.add(pid);
      }
    }
    return active;
  }

  /** A station; null while there is none of that name. */
  Station station(String pid) {
    return service(Station.class, named(pid));
  }

  /** An EVSE of a station. */
  EvseView evse(String station, int number) {
    return station(station).view().evse(number).orElseThrow();
  }

  /** An EVSE in few words, for messages. */
  String words(String station, int number) {
    Station there = station(station);
    return there == null
        ? "no station " + station
        : there
            .view()
            .evse(number)
            .map(
                e ->
                    e.connectors()
                        + (e.reachable() ? " reachable, " : " unreachable, ")
                        + e.limit()
                        + ", "
                        + e.transaction())
            .orElse("no EVSE " + number);
  }

  /** Waits until an EVSE's connector is in a state. */
  void awaitState(String station, int number, ConnectorState state) {
    Until.holds(
        station + " EVSE " + number + " is " + state,
        () ->
            evse(station, number).reachable()
                && evse(station, number).connectors().get(0).state() == state);
  }

  /** Keeps the events of a station from now on; see {@link #raised} and {@link #seen}. */
  void follow(String pid) {
    Station station = Until.present("station " + pid + " is there", () -> station(pid));
    station.listen(events::add);
  }

  /** Names of the findings that were made, of the stations that are followed. */
  List<String> raised() {
    List<String> ids = new ArrayList<>();
    for (StationEvent event : events) {
      if (event instanceof StationEvent.FindingChanged f && f.raised()) {
        ids.add(f.finding().id());
      }
    }
    return ids;
  }

  /** Commands whose effect was seen, of the stations that are followed. */
  List<String> seen() {
    List<String> commands = new ArrayList<>();
    for (StationEvent event : events) {
      if (event instanceof StationEvent.ReceiptAdvanced r && r.stage().equals("seen")) {
        commands.add(r.text());
      }
    }
    return commands;
  }

  /** An asset; null while there is none of that name. */
  Asset asset(String pid) {
    return service(Asset.class, named(pid));
  }

  /** The shipped bundles. */
  List<Bundle> shipped() {
    List<Bundle> ours = new ArrayList<>();
    for (Bundle bundle : context.getBundles()) {
      String name = String.valueOf(bundle.getSymbolicName());
      if (name.startsWith("io.ocpp809.")
          && !name.equals("io.ocpp809.kura.api")
          && !name.equals("io.ocpp809.kura.emulator")) {
        ours.add(bundle);
      }
    }
    return ours;
  }

  /** Deletes everything, what was made last first. */
  @Override
  public void close() {
    Set<String> there = new LinkedHashSet<>(configuration().getConfigurableComponentPids());
    List<String> order = new ArrayList<>(made);
    order.retainAll(there);
    Collections.reverse(order);
    there.removeAll(order);
    order.addAll(there);
    order.forEach(this::deleteUnlessGone);
    Until.holds(() -> active(order) + " are gone", () -> active(order).isEmpty());
  }
}
