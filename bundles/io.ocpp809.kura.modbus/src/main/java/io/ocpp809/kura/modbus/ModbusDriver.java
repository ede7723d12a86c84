package io.ocpp809.kura.modbus;

import io.ocpp809.kura.modbus.DriverSession.DeviceKey;
import io.ocpp809.modbus.Device;
import io.ocpp809.modbus.Lease;
import io.ocpp809.modbus.Point;
import io.ocpp809.modbus.PointValue;
import io.ocpp809.modbus.Priority;
import io.ocpp809.modbus.Reply;
import io.ocpp809.modbus.UnitCounters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelStatus;
import org.eclipse.kura.channel.listener.ChannelEvent;
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

  private final Map<ChannelListener, Registration> registrations = new ConcurrentHashMap<>();
  private final Map<String, ChannelSpec> tracked = new ConcurrentHashMap<>();
  private final List<Predicate<String>> authorities = new CopyOnWriteArrayList<>();
  private volatile DriverOptions options;
  private volatile Optional<DriverSession> session = Optional.empty();
  private volatile String fault = "the driver is not active";

  private record Registration(String name, DataType type, ChannelSpec spec) {}

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
  void activate(Map<String, Object> properties) {
    open(properties);
  }

  @Modified
  void modified(Map<String, Object> properties) {
    try {
      if (session.isPresent() && DriverOptions.of(properties).equals(options)) {
        return;
      }
    } catch (IllegalArgumentException wrong) {
      fault = wrong.getMessage();
    }
    close();
    open(properties);
  }

  @Deactivate
  void deactivate() {
    close();
    registrations.clear();
    tracked.clear();
  }

  private synchronized void open(Map<String, Object> properties) {
    try {
      options = DriverOptions.of(properties);
      DriverSession next = new DriverSession(options, this::arrived);
      tracked.values().forEach(next::track);
      session = Optional.of(next);
      fault = "";
    } catch (IllegalArgumentException | IllegalStateException e) {
      fault = e.getMessage();
      LOG.warn("Modbus driver: {}", fault);
    }
  }

  private synchronized void close() {
    session.ifPresent(DriverSession::close);
    session = Optional.empty();
  }

  @Override
  public void connect() {
    LOG.debug("connects by itself");
  }

  @Override
  public void disconnect() {
    LOG.debug("stays connected while it is configured");
  }

  @Override
  public ChannelDescriptor getChannelDescriptor() {
    return DESCRIPTOR;
  }

  @Override
  public PreparedRead prepareRead(List<ChannelRecord> records) {
    List<ChannelRecord> mine = List.copyOf(records);
    return new PreparedRead() {
      @Override
      public List<ChannelRecord> execute() {
        read(mine);
        return mine;
      }

      @Override
      public List<ChannelRecord> getChannelRecords() {
        return mine;
      }

      @Override
      public void close() {
        LOG.trace("nothing to close");
      }
    };
  }

  @Override
  public void read(List<ChannelRecord> records) {
    Optional<DriverSession> s = session;
    if (s.isEmpty()) {
      records.forEach(r -> fail(r, fault));
      return;
    }
    Map<ChannelRecord, ChannelSpec> wanted = new LinkedHashMap<>();
    for (ChannelRecord r : records) {
      spec(r).ifPresent(spec -> wanted.put(r, spec));
    }
    fetchOld(s.get(), wanted);
    wanted.forEach((r, spec) -> answer(s.get(), r, spec));
  }

  private Optional<ChannelSpec> spec(ChannelRecord r) {
    try {
      ChannelSpec spec = ChannelSpec.of(r.getChannelName(), r.getChannelConfig());
      track(spec);
      return Optional.of(spec);
    } catch (IllegalArgumentException e) {
      fail(r, e.getMessage());
      return Optional.empty();
    }
  }

  private void track(ChannelSpec spec) {
    String key = spec.unit() + "/" + spec.name();
    if (!spec.equals(tracked.put(key, spec))) {
      session.ifPresent(s -> s.track(spec));
    }
  }

  private void fetchOld(DriverSession s, Map<ChannelRecord, ChannelSpec> wanted) {
    Map<Device, List<Point>> old = new LinkedHashMap<>();
    for (ChannelSpec spec : wanted.values()) {
      spec.point()
          .filter(p -> !young(s.device(spec), p))
          .ifPresent(p -> old.computeIfAbsent(s.device(spec), d -> new ArrayList<>()).add(p));
    }
    List<CompletableFuture<Void>> parts = new ArrayList<>();
    old.forEach((device, points) -> parts.add(device.fetch(points, Priority.DEMAND)));
    await(CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new)));
  }

  private boolean young(Device device, Point p) {
    return device
        .newest(p)
        .filter(v -> DriverSession.millis() - v.atMillis() <= options.maxAgeMillis())
        .isPresent();
  }

  private <T> Optional<T> await(CompletableFuture<T> future) {
    try {
      return Optional.ofNullable(future.get(options.boundMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException | ExecutionException late) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private void answer(DriverSession s, ChannelRecord r, ChannelSpec spec) {
    if (!spec.counter().isEmpty()) {
      good(
          r, counter(s.line().counters(spec.unit()), spec.counter()), wall(DriverSession.millis()));
      return;
    }
    if (spec.point().isEmpty()) {
      fail(r, "a lease can only be written");
      return;
    }
    Optional<PointValue> value = s.device(spec).newest(spec.point().get());
    boolean old =
        value
            .filter(
                v ->
                    DriverSession.millis() - v.atMillis()
                        <= options.maxAgeMillis() + options.boundMillis())
            .isEmpty();
    if (old) {
      fail(r, "no answer within " + options.boundMillis() + " ms");
    } else {
      fill(r, value.get());
    }
  }

  private static void fill(ChannelRecord r, PointValue v) {
    if (!v.answered()) {
      fail(r, v.fault());
    } else if (v.value().isEmpty()) {
      fail(r, "the device answers \"no value\"");
    } else {
      good(r, v.value().get(), wall(v.atMillis()));
    }
  }

  private static long wall(long monotonicMillis) {
    return System.currentTimeMillis() - (DriverSession.millis() - monotonicMillis);
  }

  private static Object counter(UnitCounters.Snapshot c, String name) {
    return switch (name) {
      case "timeouts" -> c.timeouts();
      case "checksums" -> c.checksums();
      case "mismatches" -> c.mismatches();
      case "links" -> c.links();
      case "exceptions" -> c.exceptions();
      case "mean.millis" -> c.meanMillis();
      default -> c.good();
    };
  }

  private static void good(ChannelRecord r, Object value, long at) {
    try {
      r.setValue(Values.typed(value, r.getValueType()));
      r.setChannelStatus(new ChannelStatus(ChannelFlag.SUCCESS));
      r.setTimestamp(at);
    } catch (IllegalArgumentException e) {
      fail(r, e.getMessage());
    }
  }

  private static void fail(ChannelRecord r, String why) {
    r.setChannelStatus(new ChannelStatus(ChannelFlag.FAILURE, why, null));
    r.setTimestamp(System.currentTimeMillis());
  }

  @Override
  public void write(List<ChannelRecord> records) {
    Optional<DriverSession> s = session;
    for (ChannelRecord r : records) {
      if (s.isEmpty()) {
        fail(r, fault);
      } else {
        spec(r).ifPresent(spec -> write(s.get(), r, spec));
      }
    }
  }

  private void write(DriverSession s, ChannelRecord r, ChannelSpec spec) {
    Object value = r.getValue().getValue();
    if (spec.lease().isPresent()) {
      renew(s.lease(spec), r, String.valueOf(value));
    } else if (spec.point().isEmpty()) {
      fail(r, "a counter cannot be written");
    } else {
      Optional<Reply> reply =
          await(s.device(spec).write(spec.point().get(), value, spec.controlled()));
      if (reply.isEmpty()) {
        fail(r, "no answer within " + options.boundMillis() + " ms");
      } else if (reply.get().good()) {
        r.setChannelStatus(new ChannelStatus(ChannelFlag.SUCCESS));
        r.setTimestamp(System.currentTimeMillis());
      } else {
        fail(r, reply.get().fault());
      }
    }
  }

  private void renew(Lease lease, ChannelRecord r, String text) {
    int semicolon = text.indexOf(';');
    String token = semicolon < 0 ? text : text.substring(0, semicolon);
    if (authorities.stream().noneMatch(a -> a.test(token))) {
      fail(r, "controlled by the charging station; write refused");
      return;
    }
    try {
      lease.renew(Long.parseLong(text.substring(semicolon + 1).trim()));
      r.setChannelStatus(new ChannelStatus(ChannelFlag.SUCCESS));
      r.setTimestamp(System.currentTimeMillis());
    } catch (NumberFormatException e) {
      fail(r, "a lease is written as token;milliseconds");
    }
  }

  @Override
  public void registerChannelListener(Map<String, Object> channelConfig, ChannelListener listener) {
    String name = String.valueOf(channelConfig.get("+name"));
    try {
      ChannelSpec spec = ChannelSpec.of(name, channelConfig);
      DataType type = DataType.getDataType(String.valueOf(channelConfig.get("+value.type")));
      registrations.put(listener, new Registration(name, type, spec));
      track(spec);
    } catch (IllegalArgumentException e) {
      ChannelRecord r =
          ChannelRecord.createStatusRecord(
              name, new ChannelStatus(ChannelFlag.FAILURE, e.getMessage(), null));
      listener.onChannelEvent(new ChannelEvent(r));
    }
  }

  @Override
  public void unregisterChannelListener(ChannelListener listener) {
    registrations.remove(listener);
  }

  private void arrived(DeviceKey key, Map.Entry<Point, PointValue> news) {
    registrations.forEach(
        (listener, reg) -> {
          if (reg.spec().unit() == key.unit()
              && reg.spec().point().filter(news.getKey()::equals).isPresent()) {
            ChannelRecord r = ChannelRecord.createReadRecord(reg.name(), reg.type());
            fill(r, news.getValue());
            tell(listener, r);
          }
        });
  }

  private static void tell(ChannelListener listener, ChannelRecord r) {
    try {
      listener.onChannelEvent(new ChannelEvent(r));
    } catch (RuntimeException e) {
      LOG.warn("a listener of channel {} failed: {}", r.getChannelName(), e.toString());
    }
  }
}
