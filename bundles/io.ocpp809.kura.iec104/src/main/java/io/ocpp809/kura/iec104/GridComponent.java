package io.ocpp809.kura.iec104;

import io.ocpp809.iec104.link.ServerOptions;
import io.ocpp809.iec104.station.Audit;
import io.ocpp809.station.Station;
import io.ocpp809.station.site.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.security.keystore.KeystoreService;
import org.eclipse.kura.system.SystemService;
import org.osgi.service.component.ComponentConstants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A controlled station of IEC 60870-5-104 for a site. A changed form makes it anew: connections
 * end, what stands and what waits is taken up again. A form that is wrong changes nothing.
 */
@Component(
    name = GridConfig.PID,
    immediate = true,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = ConfigurableComponent.class)
@Designate(ocd = GridConfig.class, factory = true)
public final class GridComponent implements ConfigurableComponent {
  private static final Logger LOG = LoggerFactory.getLogger(GridComponent.class);
  private static final long AGAIN_SECONDS = 30;

  private final SystemService system;
  private final SiteLink link = new SiteLink();
  private final Keystores keystores = new Keystores();
  private final Map<Station, AutoCloseable> ears = new HashMap<>();
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "ocpp809-iec104-retry");
            thread.setDaemon(true);
            return thread;
          });
  private Map<String, Object> properties = Map.of();
  private volatile Optional<GridStore> store = Optional.empty();
  private volatile Optional<GridStation> station = Optional.empty();
  private ScheduledFuture<?> again;
  private String fault = "";
  private boolean active;
  private boolean changed;

  /** Made by the component runtime. */
  @Activate
  public GridComponent(@Reference SystemService system) {
    this.system = system;
  }

  @Reference(
      name = "Site",
      target = GridConfig.NOTHING,
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unbindSite")
  void bindSite(Site next) {
    link.site(Optional.of(next));
  }

  void unbindSite(Site gone) {
    if (link.isSite(gone)) {
      link.site(Optional.empty());
    }
  }

  @Reference(
      name = "Station",
      target = GridConfig.NOTHING,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "unbindStation")
  synchronized void bindStation(Station next) {
    link.add(next);
    ears.put(next, next.listen(event -> nudge()));
    nudge();
  }

  synchronized void unbindStation(Station gone) {
    link.remove(gone);
    close(ears.remove(gone));
  }

  private void nudge() {
    Optional<GridStation> present = station;
    present.ifPresent(GridStation::nudge);
  }

  @Reference(
      name = "KeystoreService",
      target = GridConfig.NOTHING,
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unbindKeys")
  void bindKeys(KeystoreService service) {
    keystores.keys(service);
    apply();
  }

  void unbindKeys(KeystoreService service) {
    if (keystores.loseKeys(service)) {
      apply();
    }
  }

  @Reference(
      name = "TruststoreKeystoreService",
      target = GridConfig.NOTHING,
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unbindTrust")
  void bindTrust(KeystoreService service) {
    keystores.trust(service);
    apply();
  }

  void unbindTrust(KeystoreService service) {
    if (keystores.loseTrust(service)) {
      apply();
    }
  }

  @Activate
  synchronized void activate(Map<String, Object> configuration) {
    active = true;
    changed = true;
    properties = Map.copyOf(configuration);
    apply();
  }

  @Modified
  synchronized void modified(Map<String, Object> configuration) {
    Map<String, Object> next = Map.copyOf(configuration);
    if (!next.equals(properties)) {
      changed = true;
      properties = next;
      apply();
    }
  }

  /** A component that is deleted takes its limits back; after all else they stand. */
  @Deactivate
  synchronized void deactivate(int reason) {
    active = false;
    later.shutdownNow();
    station.ifPresent(GridStation::close);
    if (reason == ComponentConstants.DEACTIVATION_REASON_CONFIGURATION_DELETED) {
      station.ifPresent(GridStation::withdraw);
    }
    store.ifPresent(GridStore::close);
    store = Optional.empty();
    ears.values().forEach(GridComponent::close);
    ears.clear();
  }

  private static void close(AutoCloseable ear) {
    if (ear != null) {
      try {
        ear.close();
      } catch (Exception e) {
        LOG.warn("a station keeps a listener that is of no use: {}", e.toString());
      }
    }
  }

  /** Brings what stands and what is listened on in line with form and services. */
  private synchronized void apply() {
    if (!active) {
      return;
    }
    if (again != null) {
      again.cancel(false);
    }
    try {
      if (changed) {
        Optional<GridSettings> next = GridSettings.of(properties);
        if (next.isPresent()) {
          build(next.get());
        } else {
          station.ifPresent(GridStation::shut);
        }
        changed = false;
      }
      Optional<GridStation> present = station.filter(s -> s.settings().server().isPresent());
      if (present.isPresent()) {
        listen(present.get());
      } else {
        tell("");
      }
    } catch (IllegalArgumentException e) {
      tell(e.getMessage() + (port().isPresent() ? "; the station goes on as it was" : ""));
    } catch (IOException e) {
      tell(e.getMessage() + "; tried again every " + AGAIN_SECONDS + " s");
      again = later.schedule(this::apply, AGAIN_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void build(GridSettings settings) throws IOException {
    if (store.isEmpty()) {
      Path data = Path.of(system.getKuraDataDirectory());
      store = Optional.of(GridStore.open(data, pid(), this::warn));
    }
    Optional<GridStation> before = station;
    before.ifPresent(GridStation::close);
    station =
        Optional.of(
            new GridStation(
                settings, link, store.get(), keystores, this::journal, this::warn, before));
    if (!settings.remote()) {
      warn("commands are refused: remote.control is off, or failsafe is not chosen");
    }
  }

  private void listen(GridStation present) throws IOException {
    GridSettings settings = present.settings();
    ServerOptions options = settings.server().orElseThrow();
    Optional<SSLContext> tls = settings.secured() ? keystores.context() : Optional.empty();
    if (settings.secured() && tls.isEmpty()) {
      present.shut();
      tell("waiting for the keystores that are named; nothing is listened on");
      return;
    }
    present.listen(options, tls);
    tell("");
    LOG.info(
        "{}: listens on {}:{}{}, {} points",
        pid(),
        options.bind().getHostAddress(),
        present.port().orElse(0),
        tls.isPresent() ? " with TLS" : "",
        settings.plan().points().size() + settings.plan().commands().size());
  }

  private void warn(String text) {
    LOG.warn("{}: {}", pid(), text);
  }

  private void journal(Audit line) {
    store.ifPresent(s -> s.line(line));
    String why = line.reason().isEmpty() ? "" : ": " + line.reason();
    if (line.accepted()) {
      LOG.info("{}: {} {}: {}{}", pid(), line.group(), line.peer(), line.what(), why);
    } else {
      LOG.warn("{}: {} {}: {} refused{}", pid(), line.group(), line.peer(), line.what(), why);
    }
  }

  private void tell(String next) {
    if (!next.isEmpty() && !next.equals(fault)) {
      warn(next);
    }
    fault = next;
  }

  private String pid() {
    return new Props(properties).pid();
  }

  /** How it stands, in words; empty if it listens or is not to. */
  synchronized String fault() {
    return fault;
  }

  /** The port that is listened on. */
  synchronized Optional<Integer> port() {
    return station.flatMap(GridStation::port);
  }
}
