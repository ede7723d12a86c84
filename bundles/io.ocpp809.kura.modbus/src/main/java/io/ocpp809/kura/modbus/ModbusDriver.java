package io.ocpp809.kura.modbus;

import io.ocpp809.modbus.Device;
import io.ocpp809.modbus.Device.PollClass;
import io.ocpp809.modbus.Lease;
import io.ocpp809.modbus.Line;
import io.ocpp809.modbus.Priority;
import io.ocpp809.modbus.Reply;
import io.ocpp809.modbus.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelStatus;
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
  private static final int RETRY_MILLIS = 2_000;
  private static final String LENT =
      "the line is being surveyed by remote request; wait for its end, or stop it";

  private final Listeners listeners = new Listeners(() -> LineRegistry.instance().events());
  private final List<ChannelSpec> listened = new CopyOnWriteArrayList<>();
  private final List<Predicate<String>> authorities = new CopyOnWriteArrayList<>();
  private final Map<ChannelSpec, ChannelSpec> specs = new ConcurrentHashMap<>();
  private final Keystores keystores = new Keystores();
  private volatile DriverOptions options;
  private volatile Optional<DriverSession> session = Optional.empty();
  private Map<DriverSession.DeviceKey, Device> devices = Map.of();
  private String devicesAt = "";
  private volatile String fault = "the driver is not active";
  private ScheduledFuture<?> retry;
  private String pid = "";
  private boolean lent;
  private Line before;

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
    configure(properties);
  }

  @Modified
  synchronized void modified(Map<String, Object> properties) {
    configure(properties);
  }

  @Deactivate
  synchronized void deactivate() {
    DriverDirectory.instance().remove(pid, this);
    close();
    fault = "the driver is not active";
    listeners.clear();
    listened.clear();
    specs.clear();
    devices = Map.of();
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
    if (lent) {
      report(LENT);
      return;
    }
    try {
      boolean same = options.line().endpoint().equals(devicesAt);
      DriverSession next = new DriverSession(options, listeners, devices, same, keystores);
      specs.keySet().forEach(next::control);
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
    session.ifPresent(
        s -> {
          s.close();
          devices = s.devices();
          devicesAt = s.endpoint();
        });
    session = Optional.empty();
  }

  /**
   * Lets go of the line, so that it can be surveyed; until {@link #takeBack()} reads and writes
   * fail with that reason.
   *
   * @return why not; empty if it is let go
   */
  synchronized Optional<String> lend() {
    if (lent) {
      return Optional.of(LENT);
    }
    if (session.isEmpty()) {
      return Optional.of(fault);
    }
    if (session.get().used() || !listened.isEmpty()) {
      return Optional.of(
          "an asset uses this line, or has within the last two minutes; a transaction may run at its"
              + " pile. Disable the asset first");
    }
    if (options.line().security().isPresent() || options.line().calling().isPresent()) {
      return Optional.of(
          "a survey is for serial ports and TCP without TLS; read and test work here");
    }
    if (LineRegistry.instance().shared(options.line())) {
      return Optional.of("another driver uses this line, too; delete or change it first");
    }
    Line line = session.get().line();
    OptionalInt silent =
        IntStream.rangeClosed(0, 255)
            .filter(unit -> line.lease(unit).filter(Lease::silent).isPresent())
            .findFirst();
    if (silent.isPresent()) {
      return Optional.of(
          "unit "
              + silent.getAsInt()
              + " is left alone because its station's lease has ended: asking would feed its"
              + " watchdog. Start its station again, or disable and enable the driver's bundle");
    }
    lent = true;
    before = line;
    close();
    report(LENT);
    return Optional.empty();
  }

  /** The survey is over. */
  synchronized void takeBack() {
    lent = false;
    if (session.isEmpty() && options != null && !pidGone()) {
      open();
      session.ifPresent(s -> s.line().adopt(before));
    }
  }

  private boolean pidGone() {
    return DriverDirectory.instance().named(pid).filter(this::equals).isEmpty();
  }

  /** What the form says; empty while it is wrong. */
  Optional<DriverOptions> options() {
    return Optional.ofNullable(options);
  }

  /** Its line while it has one. */
  Optional<Line> line() {
    return session.map(DriverSession::line);
  }

  /** Why its polls cannot keep their periods; empty if they can. */
  String planFault() {
    return session.map(DriverSession::planFault).orElse("");
  }

  /** Reads once over the driver's line, in turn with its polls, within the bound of the form. */
  Reply ask(Request.Read request) {
    Optional<DriverSession> s = session;
    DriverOptions o = options;
    if (s.isEmpty() || o == null) {
      return new Reply.Failed(Reply.Failed.Kind.LINK, fault);
    }
    CompletableFuture<Reply> reply = s.get().line().submit(request, Priority.DEMAND);
    try {
      return reply.get(o.boundMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      String text = "no answer within " + o.boundMillis() + " ms; the line is busy";
      return new Reply.Failed(Reply.Failed.Kind.TIMEOUT, text);
    } catch (ExecutionException e) {
      return new Reply.Failed(Reply.Failed.Kind.LINK, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Reply.Failed(Reply.Failed.Kind.LINK, "interrupted");
    }
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

  /**
   * What a channel's configuration says; channels that say the same share it.
   *
   * @throws IllegalArgumentException naming the attribute that is wrong
   */
  ChannelSpec spec(String name, Map<String, Object> config) {
    ChannelSpec fresh = ChannelSpec.of(name, config);
    ChannelSpec known = specs.putIfAbsent(fresh, fresh);
    if (known == null) {
      session.ifPresent(s -> s.control(fresh));
    }
    return known == null ? fresh : known;
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
      ChannelSpec spec = spec(name, channelConfig);
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
