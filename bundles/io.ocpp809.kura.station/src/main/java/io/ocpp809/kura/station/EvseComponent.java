package io.ocpp809.kura.station;

import io.ocpp809.station.mailbox.Mailbox;
import io.ocpp809.template.TemplateException;
import java.util.Map;
import java.util.Optional;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.asset.Asset;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.configuration.ConfigurationService;
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
 * An EVSE: as soon as its station and its pile's asset are there it begins to work, and begins anew
 * when one of them or its form changes. A transaction runs on through all of that; only deleting
 * the EVSE or giving it to another station ends it.
 */
@Component(
    name = EvseConfig.PID,
    immediate = true,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = ConfigurableComponent.class)
@Designate(ocd = EvseConfig.class, factory = true)
public final class EvseComponent implements ConfigurableComponent {
  private static final Logger LOG = LoggerFactory.getLogger(EvseComponent.class);
  private static final String NONE = "(kura.service.pid=changeme)";
  private static final int CONFIGURATION_DELETED = 4;

  private final StationRuntime runtime;
  private final Mailbox mailbox;
  private volatile StationHost host;
  private volatile Asset pileAsset;
  private volatile Asset meterAsset;
  private volatile Asset vehicleAsset;
  private volatile ConfigurationService configuration;
  private Map<String, Object> properties = Map.of();
  private Props props = new Props(Map.of());
  private Optional<EvseSettings> settings = Optional.empty();
  private Optional<EvseSession> session = Optional.empty();
  private StationHost attachedTo;
  private int attachedAs;
  private String fault = "";

  /** Made by the component runtime. */
  @Activate
  public EvseComponent(@Reference StationRuntime runtime) {
    this.runtime = runtime;
    this.mailbox =
        new Mailbox(
            runtime.pool(),
            runtime.scheduler(),
            e -> LOG.error("EVSE {}: {}", props.pid(), e.toString(), e));
  }

  @Reference(
      name = "Station",
      target = NONE,
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unbindStation")
  void bindStation(StationHost next) {
    host = next;
    mailbox.post(this::rewire);
  }

  void unbindStation(StationHost gone) {
    if (host == gone) {
      host = null;
      mailbox.post(this::rewire);
    }
  }

  @Reference(
      name = "PileAsset",
      target = NONE,
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unbindPileAsset",
      updated = "updatedAsset")
  void bindPileAsset(Asset next) {
    pileAsset = next;
    mailbox.post(this::rewire);
  }

  void unbindPileAsset(Asset gone) {
    if (pileAsset == gone) {
      pileAsset = null;
      mailbox.post(this::rewire);
    }
  }

  @Reference(
      name = "MeterAsset",
      target = NONE,
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unbindMeterAsset",
      updated = "updatedAsset")
  void bindMeterAsset(Asset next) {
    meterAsset = next;
    mailbox.post(this::rewire);
  }

  void unbindMeterAsset(Asset gone) {
    if (meterAsset == gone) {
      meterAsset = null;
      mailbox.post(this::rewire);
    }
  }

  @Reference(
      name = "VehicleAsset",
      target = NONE,
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unbindVehicleAsset",
      updated = "updatedAsset")
  void bindVehicleAsset(Asset next) {
    vehicleAsset = next;
    mailbox.post(this::rewire);
  }

  void unbindVehicleAsset(Asset gone) {
    if (vehicleAsset == gone) {
      vehicleAsset = null;
      mailbox.post(this::rewire);
    }
  }

  void updatedAsset(Asset asset) {
    mailbox.post(this::rewire);
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unbindConfiguration")
  void bindConfiguration(ConfigurationService service) {
    configuration = service;
    mailbox.post(this::makeAsset);
  }

  void unbindConfiguration(ConfigurationService service) {
    if (configuration == service) {
      configuration = null;
    }
  }

  @Activate
  void activate(Map<String, Object> next) {
    mailbox.post(() -> configure(next));
  }

  @Modified
  void modified(Map<String, Object> next) {
    mailbox.post(() -> configure(next));
  }

  @Deactivate
  void deactivate(int reason) {
    mailbox.post(
        () -> {
          session.ifPresent(EvseSession::close);
          session = Optional.empty();
          leave(reason == CONFIGURATION_DELETED);
          mailbox.close();
        });
  }

  private void configure(Map<String, Object> next) {
    Props changed = new Props(next);
    if (changed.equals(props)) {
      return;
    }
    props = changed;
    properties = next;
    try {
      settings = Optional.of(EvseSettings.of(properties));
      fault = "";
    } catch (TemplateException | IllegalArgumentException e) {
      settings = Optional.empty();
      fault = e.getMessage();
      LOG.warn("EVSE {}: {}", props.pid(), fault);
    }
    rewire();
    makeAsset();
  }

  private void makeAsset() {
    ConfigurationService service = configuration;
    if (service == null || settings.filter(EvseSettings::makesAsset).isEmpty()) {
      return;
    }
    try {
      tell("evse.asset", new AssetMaker(service).make(settings.get()));
    } catch (KuraException e) {
      tell("evse.asset", Optional.of("the asset cannot be made: " + e.getMessage()));
    }
  }

  private void tell(String id, Optional<String> text) {
    StationHost station = host;
    if (station != null) {
      int number = settings.map(s -> s.options().evse()).orElse(0);
      station.station().finding(id, number, text.map(t -> props.pid() + ": " + t));
    }
  }

  private void rewire() {
    session.ifPresent(EvseSession::close);
    session = Optional.empty();
    StationHost station = host;
    boolean moved =
        attachedTo != null
            && settings.isPresent()
            && (station != attachedTo && station != null
                || attachedAs != settings.get().options().evse());
    if (moved) {
      leave(true);
    }
    tell("evse.config", Optional.of(fault).filter(f -> !f.isEmpty()));
    if (settings.isEmpty() || station == null) {
      return;
    }
    EvseSettings s = settings.get();
    String other = station.claim(s.options().evse(), s.pid());
    tell(
        "evse.number",
        other.isEmpty()
            ? Optional.empty()
            : Optional.of(
                "evse.number: "
                    + s.options().evse()
                    + " is taken by "
                    + other
                    + "; choose another"));
    if (!other.isEmpty()) {
      return;
    }
    boolean unprotected = s.capabilities().controllable() && !s.capabilities().isProtected();
    tell(
        "pile.unprotected",
        unprotected
            ? Optional.of(
                "the pile has no watchdog: when the gateway falls silent it keeps its last limit."
                    + " It counts with its full rating against the fuse")
            : Optional.empty());
    Asset asset = pileAsset;
    tell(
        "evse.asset-missing",
        asset != null
            ? Optional.empty()
            : Optional.of("PileAsset.target: there is no asset " + s.assetTarget()));
    if (asset != null) {
      attachedTo = station;
      attachedAs = s.options().evse();
      session =
          Optional.of(
              new EvseSession(
                  s,
                  station.station(),
                  runtime,
                  station.sited(),
                  asset,
                  Optional.ofNullable(meterAsset),
                  Optional.ofNullable(vehicleAsset)));
      station.seat(s.options().evse(), s.member());
    }
  }

  private void leave(boolean forGood) {
    if (attachedTo != null) {
      attachedTo.station().detach(attachedAs, forGood);
      attachedTo.release(attachedAs, props.pid());
      attachedTo = null;
    }
  }
}
