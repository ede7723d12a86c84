package io.ocpp809.kura.modbus;

import io.ocpp809.kura.driver.Authorities;
import io.ocpp809.kura.driver.ReadRequest;
import io.ocpp809.kura.driver.Records;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.driver.ChannelDescriptor;
import org.eclipse.kura.driver.Driver;
import org.eclipse.kura.driver.PreparedRead;
import org.eclipse.kura.security.keystore.KeystoreService;
import org.eclipse.kura.type.DataType;
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
 * Kura's Driver for Modbus. It connects by itself, polls what assets read or listen to, and answers
 * every call within a bound: from polled values where they are young enough, else from the device,
 * else with a failure of the channel. Channels whose {@code control} is not NONE are written only
 * under the charging station's lease.
 */
@Component(
    name = DriverConfig.PID,
    immediate = true,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    property = ModbusDriver.MADE_WITH_DRIVERS,
    service = {Driver.class, ConfigurableComponent.class})
@Designate(ocd = DriverConfig.class, factory = true)
public final class ModbusDriver implements Driver, ConfigurableComponent {
  /** Kura's console offers the driver under "New Driver" only, not among its services too. */
  static final String MADE_WITH_DRIVERS = "kura.ui.factory.hide=true";

  private static final Logger LOG = LoggerFactory.getLogger(ModbusDriver.class);
  private static final ModbusChannelDescriptor DESCRIPTOR = new ModbusChannelDescriptor();

  private final Listeners listeners = new Listeners(() -> LineRegistry.instance().events());
  private final Channels channels = new Channels();
  private final Authorities authorities = new Authorities();
  private final Keystores keystores = new Keystores();
  private final DriverLine line = new DriverLine(listeners, channels, keystores);
  private String pid = "";

  @Reference(
      target = Authorities.TARGET,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "unbindAuthority")
  void bindAuthority(Predicate<String> authority) {
    authorities.add(authority);
  }

  void unbindAuthority(Predicate<String> authority) {
    authorities.remove(authority);
  }

  @Reference(
      name = "KeystoreService",
      target = DriverConfig.NOTHING,
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unbindKeys")
  void bindKeys(KeystoreService service) {
    keystores.keys(service);
  }

  void unbindKeys(KeystoreService service) {
    keystores.noKeys(service);
  }

  @Reference(
      name = "TruststoreKeystoreService",
      target = DriverConfig.NOTHING,
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unbindTrust")
  void bindTrust(KeystoreService service) {
    keystores.trust(service);
  }

  void unbindTrust(KeystoreService service) {
    keystores.noTrust(service);
  }

  @Activate
  synchronized void activate(Map<String, Object> properties) {
    pid = String.valueOf(properties.get("kura.service.pid"));
    DriverDirectory.instance().put(pid, this);
    line.configure(properties);
  }

  @Modified
  synchronized void modified(Map<String, Object> properties) {
    line.configure(properties);
  }

  @Deactivate
  synchronized void deactivate() {
    DriverDirectory.instance().remove(pid, this);
    line.end();
    listeners.clear();
    channels.clear();
  }

  /** Its line, over all changes of the form. */
  DriverLine line() {
    return line;
  }

  /** Does nothing: the driver connects with the first request and again after each failure. */
  @Override
  public void connect() {
    LOG.trace("connects by itself");
  }

  /** Does nothing: other assets may use the connection; it ends with the driver. */
  @Override
  public void disconnect() {
    LOG.trace("stays connected while it is active");
  }

  @Override
  public ChannelDescriptor getChannelDescriptor() {
    return DESCRIPTOR;
  }

  @Override
  public PreparedRead prepareRead(List<ChannelRecord> records) {
    return request(records);
  }

  @Override
  public void read(List<ChannelRecord> records) {
    perform(request(records));
  }

  private ReadRequest<ChannelSpec> request(List<ChannelRecord> records) {
    return new ReadRequest<>(records, this::spec, this::perform);
  }

  /**
   * What a channel's configuration says; channels that say the same share it.
   *
   * @throws IllegalArgumentException naming the attribute that is wrong
   */
  ChannelSpec spec(String name, Map<String, Object> config) {
    ChannelSpec fresh = ChannelSpec.of(name, config);
    ChannelSpec known = channels.know(fresh);
    if (known == fresh) {
      line.session().ifPresent(s -> s.control(fresh));
    }
    return known;
  }

  /** Carries out a read with the session of now. */
  private void perform(ReadRequest<ChannelSpec> request) {
    Optional<DriverSession> s = line.session();
    Optional<DriverOptions> o = line.options();
    if (s.isPresent() && o.isPresent()) {
      new SessionRead(s.get(), o.get()).perform(request);
    } else {
      request.fail(line.fault());
    }
  }

  @Override
  public void write(List<ChannelRecord> records) {
    Optional<DriverSession> s = line.session();
    Optional<DriverOptions> o = line.options();
    if (s.isPresent() && o.isPresent()) {
      new WriteRequest(s.get(), o.get(), authorities).perform(records);
    } else {
      records.forEach(r -> Records.fail(r, line.fault()));
    }
  }

  @Override
  public void registerChannelListener(Map<String, Object> channelConfig, ChannelListener listener) {
    String name = String.valueOf(channelConfig.get("+name"));
    try {
      ChannelSpec spec = spec(name, channelConfig);
      DataType type = DataType.getDataType(String.valueOf(channelConfig.get("+value.type")));
      listeners.add(listener, type, spec);
      channels.listen(spec);
      line.session().ifPresent(s -> s.track(spec));
    } catch (IllegalArgumentException e) {
      listeners.refuse(listener, Records.refusal(name, e.getMessage()));
    }
  }

  @Override
  public void unregisterChannelListener(ChannelListener listener) {
    listeners.remove(listener);
    channels.unlisten(listeners);
  }
}
