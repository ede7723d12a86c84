package io.ocpp809.kura.can;

import io.ocpp809.kura.driver.Authorities;
import io.ocpp809.kura.driver.ReadRequest;
import io.ocpp809.kura.driver.Records;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.driver.ChannelDescriptor;
import org.eclipse.kura.driver.Driver;
import org.eclipse.kura.driver.PreparedRead;
import org.eclipse.kura.type.DataType;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kura's Driver for CAN. It listens by itself, tells listeners of each frame, and answers every
 * read at once from what was heard last, with its time, or with a failure that says why there is
 * nothing. A charging bus is only listened to; a form that asks for sending on one is refused.
 */
@Component(
    name = DriverConfig.PID,
    immediate = true,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    property = CanDriver.MADE_WITH_DRIVERS,
    service = {Driver.class, ConfigurableComponent.class})
@Designate(ocd = DriverConfig.class, factory = true)
public final class CanDriver implements Driver, ConfigurableComponent {
  /** Kura's console offers the driver under "New Driver" only, not among its services too. */
  static final String MADE_WITH_DRIVERS = "kura.ui.factory.hide=true";

  private static final Logger LOG = LoggerFactory.getLogger(CanDriver.class);
  private static final CanChannelDescriptor DESCRIPTOR = new CanChannelDescriptor();
  private static final int RETRY_MILLIS = 2_000;

  private final BusRegistry registry;
  private final Listeners listeners;
  private final Authorities authorities = new Authorities();
  private final List<ChannelSpec> known = new CopyOnWriteArrayList<>();
  private volatile DriverOptions options;
  private volatile Optional<Source> source = Optional.empty();
  private volatile String fault = "the driver is not active";
  private ScheduledFuture<?> retry;

  /** Made by the framework. */
  public CanDriver() {
    this(BusRegistry.instance());
  }

  /** With other links than those of the gateway. */
  CanDriver(BusRegistry registry) {
    this.registry = registry;
    this.listeners = new Listeners(registry::events, registry.clock());
  }

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

  @Activate
  synchronized void activate(Map<String, Object> properties) {
    configure(properties);
  }

  @Modified
  synchronized void modified(Map<String, Object> properties) {
    configure(properties);
  }

  @Deactivate
  synchronized void deactivate() {
    close();
    options = null;
    fault = "the driver is not active";
    listeners.clear();
    known.clear();
  }

  private void configure(Map<String, Object> properties) {
    DriverOptions next;
    try {
      next = DriverOptions.of(properties);
    } catch (IllegalArgumentException e) {
      close();
      options = null;
      report(e.getMessage());
      return;
    }
    if (source.isPresent() && next.bus().equals(options.bus())) {
      options = next;
      return;
    }
    close();
    options = next;
    open();
  }

  private synchronized void open() {
    try {
      Bus bus = registry.acquire(options.bus());
      known.forEach(bus.restraint()::know);
      Source next = new Source(bus);
      source = Optional.of(next);
      fault = "";
      bus.add(listeners);
      listeners.source(source);
    } catch (IllegalStateException e) {
      report(e.getMessage());
      retry = registry.timer().schedule(this::again, RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private synchronized void again() {
    if (retry != null && source.isEmpty() && options != null) {
      open();
    }
  }

  private void report(String why) {
    if (!why.equals(fault)) {
      LOG.warn("CAN driver: {}", why);
    }
    fault = why;
    listeners.fault(why);
  }

  private void close() {
    if (retry != null) {
      retry.cancel(false);
      retry = null;
    }
    listeners.source(Optional.empty());
    source.ifPresent(
        s -> {
          s.bus().remove(listeners);
          registry.release(s.bus());
        });
    source = Optional.empty();
  }

  /** Does nothing: the driver opens its link by itself, and again after each failure. */
  @Override
  public void connect() {
    LOG.trace("connects by itself");
  }

  /** Does nothing: other assets may use the link; it ends with the driver. */
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
   * What a channel's configuration says; what it restrains holds from now on.
   *
   * @throws IllegalArgumentException naming the attribute that is wrong
   */
  ChannelSpec spec(String name, Map<String, Object> config) {
    ChannelSpec spec = ChannelSpec.of(name, config);
    boolean restrains =
        !spec.never().isEmpty()
            || spec.what() instanceof ChannelSpec.Raw raw && raw.control() != Control.NONE;
    if (restrains && !known.contains(spec)) {
      known.add(spec);
    }
    source.ifPresent(s -> s.bus().restraint().know(spec));
    return spec;
  }

  /** Waits for nothing: what was heard last is the answer, with the time at which it was heard. */
  private void perform(ReadRequest<ChannelSpec> request) {
    Optional<Source> s = source;
    if (s.isPresent()) {
      long now = s.get().bus().now();
      request.answer((r, spec) -> Records.fill(r, s.get().shown(spec, now), now));
    } else {
      request.fail(fault);
    }
  }

  @Override
  public void write(List<ChannelRecord> records) {
    Optional<Source> s = source;
    DriverOptions o = options;
    if (s.isPresent() && o != null) {
      new WriteRequest(s.get().bus(), this, authorities, o.boundMillis()).perform(records);
    } else {
      records.forEach(r -> Records.fail(r, fault));
    }
  }

  @Override
  public void registerChannelListener(Map<String, Object> channelConfig, ChannelListener listener) {
    String name = String.valueOf(channelConfig.get("+name"));
    try {
      ChannelSpec spec = spec(name, channelConfig);
      DataType type = DataType.getDataType(String.valueOf(channelConfig.get("+value.type")));
      listeners.add(listener, type, spec);
      if (source.isEmpty()) {
        listeners.fault(fault);
      }
    } catch (IllegalArgumentException e) {
      listeners.refuse(listener, Records.refusal(name, e.getMessage()));
    }
  }

  @Override
  public void unregisterChannelListener(ChannelListener listener) {
    listeners.remove(listener);
  }
}
