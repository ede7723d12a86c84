package io.ocpp809.kura.modbus;

import io.ocpp809.modbus.Device.PollClass;
import io.ocpp809.modbus.Line;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelStatus;
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
 * Kura's Driver for Modbus. It connects by itself, polls what assets read or listen to, and answers
 * every call within a bound: from polled values where they are young enough, else from the device,
 * else with a failure of the channel. Channels whose {@code control} is not NONE are written only
 * under the charging station's lease.
 */
@Component(
    name = DriverConfig.PID,
    immediate = true,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = {Driver.class, ConfigurableComponent.class})
@Designate(ocd = DriverConfig.class, factory = true)
public final class ModbusDriver implements Driver, ConfigurableComponent {
  private static final Logger LOG = LoggerFactory.getLogger(ModbusDriver.class);
  private static final ModbusChannelDescriptor DESCRIPTOR = new ModbusChannelDescriptor();
  private static final int RETRY_MILLIS = 2_000;

  private final Listeners listeners = new Listeners(() -> LineRegistry.instance().events());
  private final List<ChannelSpec> listened = new CopyOnWriteArrayList<>();
  private final List<Predicate<String>> authorities = new CopyOnWriteArrayList<>();
  private volatile DriverOptions options;
  private volatile Optional<DriverSession> session = Optional.empty();
  private volatile String fault = "the driver is not active";
  private ScheduledFuture<?> retry;

  @Reference(
      target = "(io.ocpp809.lease.authority=true)",
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
    fault = "the driver is not active";
    listeners.clear();
    listened.clear();
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
    if (session.isPresent() && next.equals(options)) {
      return;
    }
    if (session.isPresent() && next.line().equals(options.line())) {
      options = next;
      session.get().restart(next);
      return;
    }
    boolean same = session.isPresent() && next.line().endpoint().equals(options.line().endpoint());
    Optional<Line> before = same ? session.map(DriverSession::line) : Optional.empty();
    close();
    options = next;
    open();
    before.ifPresent(line -> session.ifPresent(s -> s.line().adopt(line)));
  }

  private synchronized void open() {
    try {
      DriverSession next = new DriverSession(options, listeners);
      listened.forEach(next::track);
      session = Optional.of(next);
      fault = "";
    } catch (IllegalStateException e) {
      report(e.getMessage());
      retry =
          LineRegistry.instance()
              .timer()
              .schedule(this::again, RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private synchronized void again() {
    if (retry != null && session.isEmpty() && options != null) {
      open();
    }
  }

  private void report(String why) {
    if (!why.equals(fault)) {
      LOG.warn("Modbus driver: {}", why);
    }
    fault = why;
    listeners.fault(why);
  }

  private void close() {
    if (retry != null) {
      retry.cancel(false);
      retry = null;
    }
    session.ifPresent(DriverSession::close);
    session = Optional.empty();
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
    return new ReadRequest(this, records);
  }

  @Override
  public void read(List<ChannelRecord> records) {
    perform(new ReadRequest(this, records));
  }

  /** Carries out a read with the session of now. */
  void perform(ReadRequest request) {
    Optional<DriverSession> s = session;
    DriverOptions o = options;
    if (s.isPresent() && o != null) {
      request.perform(s.get(), o);
    } else {
      request.fail(fault);
    }
  }

  @Override
  public void write(List<ChannelRecord> records) {
    Optional<DriverSession> s = session;
    DriverOptions o = options;
    if (s.isPresent() && o != null) {
      new WriteRequest(s.get(), o, this::acknowledged).perform(records);
    } else {
      records.forEach(r -> Records.fail(r, fault));
    }
  }

  private boolean acknowledged(String token) {
    for (Predicate<String> authority : authorities) {
      try {
        if (authority.test(token)) {
          return true;
        }
      } catch (RuntimeException e) {
        LOG.warn("an authority of leases failed: {}", e.toString());
      }
    }
    return false;
  }

  @Override
  public void registerChannelListener(Map<String, Object> channelConfig, ChannelListener listener) {
    String name = String.valueOf(channelConfig.get("+name"));
    try {
      ChannelSpec spec = ChannelSpec.of(name, channelConfig);
      DataType type = DataType.getDataType(String.valueOf(channelConfig.get("+value.type")));
      listeners.add(listener, type, spec);
      if (spec.poll() != PollClass.NEVER && !listened.contains(spec)) {
        listened.add(spec);
      }
      session.ifPresent(s -> s.track(spec));
    } catch (IllegalArgumentException e) {
      ChannelStatus status = new ChannelStatus(ChannelFlag.FAILURE, e.getMessage(), null);
      ChannelRecord r = ChannelRecord.createStatusRecord(name, status);
      r.setTimestamp(System.currentTimeMillis());
      listeners.refuse(listener, r);
    }
  }

  @Override
  public void unregisterChannelListener(ChannelListener listener) {
    listeners.remove(listener);
    listened.removeIf(spec -> !listeners.hears(spec));
  }
}
