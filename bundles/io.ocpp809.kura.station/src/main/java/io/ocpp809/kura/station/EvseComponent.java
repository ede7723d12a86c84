package io.ocpp809.kura.station;

import java.util.Map;
import org.eclipse.kura.asset.Asset;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.configuration.ConfigurationService;
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

/** An EVSE: hands what Kura and OSGi say of it to its {@link EvseKeeper}. */
@Component(
    name = EvseConfig.PID,
    immediate = true,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = ConfigurableComponent.class)
@Designate(ocd = EvseConfig.class, factory = true)
public final class EvseComponent implements ConfigurableComponent {
  private static final String NOTHING = EvseSettings.NOTHING;

  private final EvseKeeper keeper;

  /** Made by the component runtime. */
  @Activate
  public EvseComponent(@Reference StationRuntime runtime) {
    keeper = new EvseKeeper(runtime);
  }

  @Reference(
      name = "Station",
      target = NOTHING,
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unbindStation",
      updated = "updatedStation")
  void bindStation(StationHost service) {
    keeper.host.bind(service);
  }

  void unbindStation(StationHost service) {
    keeper.host.unbind(service);
  }

  void updatedStation(StationHost service) {
    keeper.rewireSoon();
  }

  @Reference(
      name = "PileAsset",
      target = NOTHING,
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unbindPileAsset",
      updated = "updatedAsset")
  void bindPileAsset(Asset service) {
    keeper.pile.bind(service);
  }

  void unbindPileAsset(Asset service) {
    keeper.pile.unbind(service);
  }

  @Reference(
      name = "MeterAsset",
      target = NOTHING,
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unbindMeterAsset",
      updated = "updatedAsset")
  void bindMeterAsset(Asset service) {
    keeper.meter.bind(service);
  }

  void unbindMeterAsset(Asset service) {
    keeper.meter.unbind(service);
  }

  @Reference(
      name = "VehicleAsset",
      target = NOTHING,
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unbindVehicleAsset",
      updated = "updatedAsset")
  void bindVehicleAsset(Asset service) {
    keeper.vehicle.bind(service);
  }

  void unbindVehicleAsset(Asset service) {
    keeper.vehicle.unbind(service);
  }

  void updatedAsset(Asset service) {
    keeper.assetChanged();
  }

  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unbindConfiguration")
  void bindConfiguration(ConfigurationService service) {
    keeper.configuration.bind(service);
  }

  void unbindConfiguration(ConfigurationService service) {
    keeper.configuration.unbind(service);
  }

  @Activate
  void activate(Map<String, Object> properties) {
    keeper.configure(properties);
  }

  @Modified
  void modified(Map<String, Object> properties) {
    keeper.configure(properties);
  }

  /** A component also ends when its bundle or the gateway stops: then it comes back. */
  @Deactivate
  void deactivate(int reason) {
    keeper.end(reason == ComponentConstants.DEACTIVATION_REASON_CONFIGURATION_DELETED);
  }

  EvseKeeper keeper() {
    return keeper;
  }
}
