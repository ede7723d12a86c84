package io.ocpp809.kura.iec104;

import io.ocpp809.iec104.link.StationServer;
import io.ocpp809.iec104.site.GridSide;
import io.ocpp809.iec104.station.Audit;
import io.ocpp809.iec104.station.ControlledStation;
import io.ocpp809.iec104.station.GroupSettings;
import io.ocpp809.iec104.station.Moment;
import io.ocpp809.station.Station;
import io.ocpp809.station.site.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
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
  private final Map<Station, AutoCloseable> ears = new HashMap<>();
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "ocpp809-iec104-retry");
            thread.setDaemon(true);
            return thread;
          });
  private KeystoreService keys;
  private KeystoreService trust;
  private Map<String, Object> properties = Map.of();
  private volatile Optional<GridStore> store = Optional.empty();
  private volatile Optional<StationServer> server = Optional.empty();
  private Optional<GridSide> grid = Optional.empty();
  private ScheduledFuture<?> again;
  private String fault = "";
  private boolean active;

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
  synchronized void bindStation(Station station) {
    link.add(station);
    ears.put(station, station.listen(event -> nudge()));
  }

  synchronized void unbindStation(Station station) {
    link.remove(station);
    close(ears.remove(station));
  }

  private void nudge() {
    Optional<StationServer> present = server;
    present.ifPresent(StationServer::nudge);
  }

  @Reference(
      name = "KeystoreService",
      target = GridConfig.NOTHING,
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unbindKeys")
  synchronized void bindKeys(KeystoreService service) {
    keys = service;
    apply();
  }

  synchronized void unbindKeys(KeystoreService service) {
    if (keys == service) {
      keys = null;
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
  synchronized void bindTrust(KeystoreService service) {
    trust = service;
    apply();
  }

  synchronized void unbindTrust(KeystoreService service) {
    if (trust == service) {
      trust = null;
      apply();
    }
  }

  @Activate
  synchronized void activate(Map<String, Object> configuration) {
    active = true;
    properties = Map.copyOf(configuration);
    apply();
  }

  @Modified
  synchronized void modified(Map<String, Object> configuration) {
    Map<String, Object> changed = Map.copyOf(configuration);
    if (!changed.equals(properties)) {
      properties = changed;
      apply();
    }
  }

  /** A component that is deleted takes its limits back; after all else they stand. */
  @Deactivate
  synchronized void deactivate(int reason) {
    active = false;
    later.shutdownNow();
    closeServer();
    if (reason == ComponentConstants.DEACTIVATION_REASON_CONFIGURATION_DELETED) {
      grid.ifPresent(GridSide::withdraw);
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

  private void closeServer() {
    server.ifPresent(StationServer::close);
    server = Optional.empty();
  }

  /** Brings what listens in line with form and services. */
  private synchronized void apply() {
    if (!active) {
      return;
    }
    if (again != null) {
      again.cancel(false);
    }
    try {
      Optional<GridSettings> settings = GridSettings.of(properties);
      boolean waits =
          settings.filter(s -> s.secured() && (keys == null || trust == null)).isPresent();
      Optional<SSLContext> tls =
          settings.isPresent() && settings.get().secured() && !waits
              ? Optional.of(TlsContext.of(keys, trust))
              : Optional.empty();
      closeServer();
      if (waits) {
        tell("waiting for the keystores that are named; nothing is listened on");
      } else if (settings.isPresent()) {
        open(settings.get(), tls);
      }
    } catch (IllegalArgumentException e) {
      tell(e.getMessage() + (server.isPresent() ? "; the station goes on as it was" : ""));
    } catch (IOException e) {
      tell(e.getMessage() + "; tried again every " + AGAIN_SECONDS + " s");
      again = later.schedule(this::apply, AGAIN_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void open(GridSettings settings, Optional<SSLContext> tls) throws IOException {
    if (store.isEmpty()) {
      store =
          Optional.of(
              GridStore.open(
                  Path.of(system.getKuraDataDirectory()),
                  pid(),
                  t -> LOG.warn("{}: {}", pid(), t)));
    }
    GridStore kept = store.get();
    KeystoreService ours = settings.secured() ? keys : null;
    GridSide next =
        new GridSide(
            link,
            settings.plan(),
            settings.grid(),
            settings.remote(),
            this::now,
            () -> Optional.ofNullable(ours).flatMap(k -> TlsContext.days(k, Instant.now())),
            this::journal,
            kept::limits);
    ControlledStation station =
        new ControlledStation(
            settings.station(),
            settings.plan().table(),
            settings.groups(),
            next,
            kept.events(settings.groups().stream().map(GroupSettings::name).toList()),
            next);
    next.bind(station);
    grid.ifPresent(next::takeOver);
    next.restore(kept.limits());
    StationServer opened = new StationServer(settings.server(), station, this::now, next, tls);
    opened.everySecond(
        () -> {
          kept.forced().forEach(line -> warn(next.force(line)));
          next.tick();
        });
    grid = Optional.of(next);
    server = Optional.of(opened);
    tell("");
    LOG.info(
        "{}: listens on {}:{}{}, {} points",
        pid(),
        settings.server().bind().getHostAddress(),
        opened.port(),
        tls.isPresent() ? " with TLS" : "",
        settings.plan().points().size() + settings.plan().commands().size());
    if (!settings.remote()) {
      LOG.warn("{}: commands are refused: remote.control is off, or failsafe is not chosen", pid());
    }
  }

  private void warn(String text) {
    if (!text.isEmpty()) {
      LOG.warn("{}: {}", pid(), text);
    }
  }

  private Moment now() {
    return link.moment(System.nanoTime() / 1_000_000, Instant.now());
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
      LOG.warn("{}: {}", pid(), next);
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
    return server.map(StationServer::port);
  }
}
