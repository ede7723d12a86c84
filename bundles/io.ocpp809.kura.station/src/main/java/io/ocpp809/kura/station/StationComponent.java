package io.ocpp809.kura.station;

import io.ocpp809.station.Station;
import io.ocpp809.station.core.ChargingStation;
import io.ocpp809.station.core.StationOptions;
import io.ocpp809.station.core.StationOptions.OfflinePolicy;
import io.ocpp809.station.core.StationPorts;
import io.ocpp809.station.port.Memory;
import io.ocpp809.station.site.Member;
import io.ocpp809.station.site.Site;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.system.SystemService;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
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

/** A charging station: opens its store, runs the model, and offers it to the protocols. */
@Component(
    name = StationConfig.PID,
    immediate = true,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = {StationHost.class, ConfigurableComponent.class})
@Designate(ocd = StationConfig.class, factory = true)
public final class StationComponent implements StationHost, ConfigurableComponent {
  private static final int NOMINAL_VOLTAGE = 230;
  private static final String NOTHING = EvseSettings.NOTHING;

  private final StationRuntime runtime;
  private final SystemService system;
  private volatile Site site;
  private volatile Seats seats;
  private Props props;
  private ChargingStation station;
  private StationStore store;
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
    store =
        StationStore.open(
            Path.of(system.getKuraDataDirectory()),
            props.pid(),
            journalMegabytes(props),
            options.refuseWhenStoreFails());
    try {
      run(context, options);
    } catch (RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private void run(BundleContext context, StationOptions options) {
    station =
        new ChargingStation(
            options,
            new StationPorts(
                runtime.time(),
                runtime.pool(),
                runtime.scheduler(),
                store.journal(),
                store.memory()));
    station.listen(new FindingLog(props.pid()));
    store.refusal().ifPresent(text -> station.finding("store.open", 0, Optional.of(text)));
    store.onTrouble(text -> station.finding("store.damaged", 0, Optional.of(text)));
    seats = new Seats(station, runtime, store.memory(), site());
    if (site != null) {
      seats.bind(site);
    }
    registration = context.registerService(Station.class, station, ModelService.named(props.pid()));
  }

  private static int journalMegabytes(Props p) {
    return p.integer("journal.size", 16);
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
      StationOptions options = options(next);
      store.resize(journalMegabytes(next));
      station.reconfigure(options);
      props = next;
      station.finding("station.config", 0, Optional.empty());
      seats.site(site());
    } catch (IllegalArgumentException e) {
      station.finding("station.config", 0, Optional.of(e.getMessage()));
    }
  }

  @Deactivate
  void deactivate(int reason) {
    registration.unregister();
    if (reason == ComponentConstants.DEACTIVATION_REASON_CONFIGURATION_DELETED) {
      seats.abandon();
    }
    station.close();
    store.close();
  }

  @Override
  public ChargingStation station() {
    return station;
  }

  @Override
  public Memory memory() {
    return store.memory();
  }

  @Override
  public Optional<String> site() {
    return Optional.of(props.text("Site.target", NOTHING))
        .filter(t -> !t.isEmpty() && !t.equals(NOTHING));
  }

  @Override
  public Optional<String> claim(int evse, Claims.Claimant claimant) {
    return seats.claim(evse, claimant);
  }

  @Override
  public void release(int evse, Claims.Claimant claimant, boolean forGood) {
    seats.release(evse, claimant, forGood);
  }

  @Override
  public void seat(int evse, Member member) {
    seats.seat(evse, member);
  }

  @Reference(
      name = "Site",
      target = NOTHING,
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unbindSite")
  void bindSite(Site next) {
    site = next;
    if (seats != null) {
      seats.bind(next);
    }
  }

  void unbindSite(Site gone) {
    if (site == gone) {
      site = null;
    }
    if (seats != null) {
      seats.unbind(gone);
    }
  }
}
