package io.ocpp809.kura.station;

import io.ocpp809.station.Station;
import io.ocpp809.station.core.ChargingStation;
import io.ocpp809.station.core.StationOptions;
import io.ocpp809.station.core.StationOptions.OfflinePolicy;
import io.ocpp809.station.core.StationPorts;
import io.ocpp809.station.journal.Journal;
import io.ocpp809.station.journal.VolatileJournal;
import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitCurve;
import io.ocpp809.station.limit.LimitSource;
import io.ocpp809.station.port.Memory;
import io.ocpp809.station.port.VolatileMemory;
import io.ocpp809.station.site.Member;
import io.ocpp809.station.site.Site;
import io.ocpp809.store.Disk;
import io.ocpp809.store.Log;
import io.ocpp809.store.Names;
import io.ocpp809.store.StoreException;
import io.ocpp809.store.Values;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.system.SystemService;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
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

/** A charging station: opens its store, runs the model, and offers it to the protocols. */
@Component(
    name = StationConfig.PID,
    immediate = true,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = {StationHost.class, ConfigurableComponent.class})
@Designate(ocd = StationConfig.class, factory = true)
public final class StationComponent implements StationHost, ConfigurableComponent {
  private static final Logger LOG = LoggerFactory.getLogger(StationComponent.class);
  private static final int NOMINAL_VOLTAGE = 230;
  private static final int SITE_PATIENCE_SECONDS = 10;

  private final StationRuntime runtime;
  private final SystemService system;
  private final Map<Integer, String> numbers = new ConcurrentHashMap<>();
  private final Map<Integer, Member> members = new TreeMap<>();
  private Site site;
  private Props props;
  private ChargingStation station;
  private ServiceRegistration<Station> registration;

  /** Made by the component runtime. */
  @Activate
  public StationComponent(@Reference StationRuntime runtime, @Reference SystemService system) {
    this.runtime = runtime;
    this.system = system;
  }

  @Activate
  void activate(BundleContext context, Map<String, Object> properties) {
    props = new Props(properties);
    StationOptions options = options(props);
    Journal journal;
    Memory memory;
    String fault = "";
    try {
      Path folder = Path.of(system.getKuraDataDirectory(), "ocpp809", Names.file(props.pid()));
      Values values = Values.open(folder.resolve("values"), Disk.real(), runtime.writer());
      long size = props.integer("journal.size", 16) * 1_000_000L;
      Log log = Log.open(folder.resolve("journal"), Disk.real(), runtime.writer(), size);
      log.damages().forEach(d -> LOG.warn("station {}: journal: {}", props.pid(), d));
      journal = new StoreJournal(log, values);
      memory = new StoreMemory(values);
    } catch (StoreException | RuntimeException e) {
      fault = e.getMessage();
      VolatileJournal lost = new VolatileJournal();
      if (options.refuseWhenStoreFails()) {
        lost.fail(fault);
      }
      journal = lost;
      memory = new VolatileMemory();
      LOG.error("station {}: {}", props.pid(), fault);
    }
    station =
        new ChargingStation(
            options,
            new StationPorts(runtime.time(), runtime.pool(), runtime.scheduler(), journal, memory));
    if (!fault.isEmpty()) {
      station.finding("store.open", 0, Optional.of(fault));
    }
    station.listen(new FindingLog(props.pid()));
    registration =
        context.registerService(
            Station.class, station, new Hashtable<>(Map.of("kura.service.pid", props.pid())));
  }

  private static StationOptions options(Props p) {
    return new StationOptions(
        p.pid(),
        p.text("vendor", ""),
        p.text("model", ""),
        p.text("serial", ""),
        (int) Math.round(p.real("limit.current", 0) * 1000),
        NOMINAL_VOLTAGE,
        p.constant(OfflinePolicy.class, "offline.policy", OfflinePolicy.LOCAL_LIST),
        p.flag("store.refuse", true));
  }

  @Modified
  void modified(Map<String, Object> properties) {
    Props next = new Props(properties);
    if (next.equals(props)) {
      return;
    }
    try {
      station.reconfigure(options(next));
      props = next;
      station.finding("station.config", 0, Optional.empty());
      freeFromSite();
    } catch (IllegalArgumentException e) {
      station.finding("station.config", 0, Optional.of(e.getMessage()));
    }
  }

  @Deactivate
  void deactivate() {
    registration.unregister();
    station.close();
  }

  @Override
  public ChargingStation station() {
    return station;
  }

  @Override
  public boolean sited() {
    return !props.text("Site.target", "=changeme)").contains("=changeme)");
  }

  @Override
  public String claim(int evse, String owner) {
    String other = numbers.putIfAbsent(evse, owner);
    return other == null || other.equals(owner) ? "" : other;
  }

  @Override
  public synchronized void release(int evse, String owner) {
    numbers.remove(evse, owner);
    Member gone = members.remove(evse);
    if (gone != null && site != null) {
      site.leave(gone.id());
    }
  }

  @Override
  public synchronized void seat(int evse, Member member) {
    members.put(evse, member);
    join(evse, member);
  }

  private void join(int evse, Member member) {
    if (site == null) {
      runtime.scheduler().schedule(this::missSite, SITE_PATIENCE_SECONDS, TimeUnit.SECONDS);
      return;
    }
    station.finding("site.missing", 0, Optional.empty());
    String refusal = site.refusal(member);
    station.finding("site.refused", evse, Optional.of(refusal).filter(r -> !r.isEmpty()));
    if (refusal.isEmpty()) {
      site.join(member, station, evse);
    } else {
      station.limit(evse, LimitSource.FUSE, Optional.of(LimitCurve.constant(Limit.milliamps(0))));
    }
  }

  private synchronized void missSite() {
    if (site != null || !sited()) {
      return;
    }
    station.finding(
        "site.missing",
        0,
        Optional.of(
            "Site.target: there is no site "
                + props.text("Site.target", "")
                + "; its piles are paused until it is there"));
    members.keySet().forEach(this::pause);
  }

  /** A station that is no longer configured for a site is no longer limited by one. */
  private synchronized void freeFromSite() {
    if (site == null && !sited()) {
      members.keySet().forEach(e -> station.limit(e, LimitSource.FUSE, Optional.empty()));
      station.finding("site.missing", 0, Optional.empty());
    }
  }

  private void pause(int evse) {
    station.limit(evse, LimitSource.FUSE, Optional.of(LimitCurve.constant(Limit.milliamps(0))));
  }

  @Reference(
      name = "Site",
      target = "(kura.service.pid=changeme)",
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unbindSite")
  synchronized void bindSite(Site next) {
    site = next;
    members.forEach(this::join);
  }

  /** What the site granted last stays in force until it is back, or is missed. */
  synchronized void unbindSite(Site gone) {
    if (site == gone) {
      site = null;
      runtime.scheduler().schedule(this::missSite, SITE_PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }
}
