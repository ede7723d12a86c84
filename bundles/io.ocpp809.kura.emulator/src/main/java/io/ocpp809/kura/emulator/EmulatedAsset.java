package io.ocpp809.kura.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.asset.Asset;
import org.eclipse.kura.asset.AssetConfiguration;
import org.eclipse.kura.channel.Channel;
import org.eclipse.kura.channel.ChannelFlag;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.channel.ChannelStatus;
import org.eclipse.kura.channel.ChannelType;
import org.eclipse.kura.channel.listener.ChannelEvent;
import org.eclipse.kura.channel.listener.ChannelListener;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.configuration.metatype.AD;
import org.eclipse.kura.driver.Driver;
import org.eclipse.kura.driver.PreparedRead;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An asset as Kura's behaves: no polling of its own, one thread for its driver calls, waits for the
 * driver without a time-out, scales after reads and never on writes, keeps listeners over changes
 * of driver and configuration.
 */
class EmulatedAsset
    implements Asset, ConfigurableComponent, ServiceTrackerCustomizer<Driver, Driver> {

  private static final Logger LOG = LoggerFactory.getLogger(EmulatedAsset.class);

  private final List<Holder> listeners = new CopyOnWriteArrayList<>();
  private final ExecutorService io = Executors.newSingleThreadExecutor(EmulatedAsset::thread);
  private final ExecutorService setup = Executors.newSingleThreadExecutor(EmulatedAsset::thread);
  private BundleContext context;
  private ServiceTracker<Driver, Driver> drivers;
  private volatile Map<String, Object> properties = Map.of();
  private volatile AssetConfiguration configuration;
  private volatile Driver driver;
  private volatile PreparedRead prepared;

  /** What the driver calls; keeps the channel as it was at registration, as Kura's does. */
  private final class Holder implements ChannelListener {
    private final Channel channel;
    private final ChannelListener listener;

    Holder(Channel channel, ChannelListener listener) {
      this.channel = channel;
      this.listener = listener;
    }

    boolean is(String name, ChannelListener other) {
      return listener == other && channel.getName().equals(name);
    }

    @Override
    public void onChannelEvent(ChannelEvent event) {
      Scaling.apply(channel, event.getChannelRecord());
      listener.onChannelEvent(event);
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "kura-asset");
    thread.setDaemon(true);
    return thread;
  }

  void start(BundleContext bundleContext, Map<String, Object> initial) {
    context = bundleContext;
    change(initial);
  }

  void change(Map<String, Object> changed) {
    Object before = properties.get("driver.pid");
    properties = Map.copyOf(changed);
    configuration = AssetChannels.read(properties, descriptor());
    if (drivers == null || !properties.getOrDefault("driver.pid", "").equals(before)) {
      track();
    } else {
      setup.execute(this::attach);
    }
  }

  private void track() {
    if (drivers != null) {
      drivers.close();
    }
    try {
      drivers =
          new ServiceTracker<>(
              context,
              FrameworkUtil.createFilter(
                  "(&(objectClass="
                      + Driver.class.getName()
                      + ")(kura.service.pid="
                      + configuration.getDriverPid()
                      + "))"),
              this);
      drivers.open();
    } catch (InvalidSyntaxException e) {
      LOG.warn("driver.pid {} is no name of a driver", configuration.getDriverPid());
    }
  }

  void stop() {
    drivers.close();
    setup.shutdown();
    io.shutdown();
  }

  @Override
  public Driver addingService(ServiceReference<Driver> reference) {
    Driver found = context.getService(reference);
    driver = found;
    setup.execute(this::attach);
    return found;
  }

  @Override
  public void modifiedService(ServiceReference<Driver> reference, Driver found) {
    setup.execute(this::attach);
  }

  @Override
  public void removedService(ServiceReference<Driver> reference, Driver found) {
    try {
      setup.submit(() -> detach(found)).get();
    } catch (ExecutionException | RejectedExecutionException e) {
      LOG.warn("The driver cannot be detached: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    driver = null;
    context.ungetService(reference);
  }

  private void detach(Driver from) {
    for (Holder holder : listeners) {
      try {
        from.unregisterChannelListener(holder);
      } catch (Driver.ConnectionException | RuntimeException e) {
        LOG.warn("A listener cannot be unregistered: {}", e.getMessage());
      }
    }
    PreparedRead old = prepared;
    prepared = null;
    if (old != null) {
      try {
        old.close();
      } catch (Exception e) {
        LOG.warn("A prepared read cannot be closed: {}", e.getMessage());
      }
    }
  }

  private void attach() {
    Driver to = driver;
    if (to == null) {
      return;
    }
    detach(to);
    configuration = AssetChannels.read(properties, descriptor());
    listeners.removeIf(holder -> channel(holder.channel.getName()) == null);
    try {
      List<ChannelRecord> records = readable();
      prepared = records.isEmpty() ? null : to.prepareRead(records);
    } catch (RuntimeException e) {
      LOG.warn("The driver cannot prepare the read: {}", e.getMessage());
    }
    listeners.forEach(holder -> register(to, holder));
  }

  private void register(Driver to, Holder holder) {
    Channel channel = channel(holder.channel.getName());
    if (channel == null) {
      return;
    }
    try {
      to.registerChannelListener(channel.getConfiguration(), holder);
    } catch (Driver.ConnectionException | RuntimeException e) {
      LOG.warn("A listener cannot be registered: {}", e.getMessage());
    }
  }

  private List<AD> descriptor() {
    List<AD> ads = new ArrayList<>();
    Driver current = driver;
    if (current != null && current.getChannelDescriptor().getDescriptor() instanceof List<?> list) {
      list.forEach(ad -> ads.add((AD) ad));
    }
    return ads;
  }

  private Channel channel(String name) {
    return configuration.getAssetChannels().get(name);
  }

  private static boolean readable(Channel channel) {
    return channel.isEnabled() && channel.getType() != ChannelType.WRITE;
  }

  private List<ChannelRecord> readable() {
    List<ChannelRecord> records = new ArrayList<>();
    for (Channel channel : configuration.getAssetChannels().values()) {
      if (readable(channel)) {
        records.add(channel.createReadRecord());
      }
    }
    return records;
  }

  @Override
  public AssetConfiguration getAssetConfiguration() {
    return configuration;
  }

  @Override
  public List<ChannelRecord> readAllChannels() throws KuraException {
    return onDriver(
        current -> {
          PreparedRead ready = prepared;
          List<ChannelRecord> records;
          if (ready != null) {
            records = ready.execute();
          } else {
            records = readable();
            current.read(records);
          }
          return scaled(records);
        });
  }

  @Override
  public List<ChannelRecord> read(Set<String> names) throws KuraException {
    List<ChannelRecord> result = new ArrayList<>();
    List<ChannelRecord> wanted = new ArrayList<>();
    for (String name : names) {
      Channel channel = channel(name);
      if (channel != null && readable(channel)) {
        wanted.add(channel.createReadRecord());
      } else {
        result.add(
            ChannelRecord.createStatusRecord(
                name, failure(channel == null ? "Channel not found" : "Channel not readable")));
      }
    }
    if (!wanted.isEmpty()) {
      result.addAll(
          onDriver(
              current -> {
                current.read(wanted);
                return scaled(wanted);
              }));
    }
    return result;
  }

  private List<ChannelRecord> scaled(List<ChannelRecord> records) {
    for (ChannelRecord one : records) {
      Channel channel = channel(one.getChannelName());
      if (channel != null) {
        Scaling.apply(channel, one);
      }
    }
    return records;
  }

  @Override
  public void write(List<ChannelRecord> records) throws KuraException {
    List<ChannelRecord> allowed = new ArrayList<>();
    for (ChannelRecord one : records) {
      Channel channel = channel(one.getChannelName());
      if (channel == null || !channel.isEnabled() || channel.getType() == ChannelType.READ) {
        one.setChannelStatus(
            failure(channel == null ? "Channel not found" : "Channel not writable"));
        one.setTimestamp(System.currentTimeMillis());
      } else {
        one.setChannelConfig(channel.getConfiguration());
        allowed.add(one);
      }
    }
    if (!allowed.isEmpty()) {
      onDriver(
          current -> {
            current.write(allowed);
            return allowed;
          });
    }
  }

  private static ChannelStatus failure(String message) {
    return new ChannelStatus(ChannelFlag.FAILURE, message, null);
  }

  @Override
  public void registerChannelListener(String name, ChannelListener listener) {
    Channel channel = channel(name);
    if (channel == null) {
      throw new IllegalArgumentException("Channel not found: " + name);
    }
    if (listeners.stream().anyMatch(one -> one.is(name, listener))) {
      return;
    }
    Holder holder = new Holder(channel, listener);
    listeners.add(holder);
    setup.execute(
        () -> {
          Driver current = driver;
          if (current != null) {
            register(current, holder);
          }
        });
  }

  /** Takes the listener from every channel that it was registered for. */
  @Override
  public void unregisterChannelListener(ChannelListener listener) {
    for (Holder holder : listeners) {
      if (holder.listener == listener) {
        listeners.remove(holder);
        setup.execute(() -> forget(holder));
      }
    }
  }

  private void forget(Holder holder) {
    Driver current = driver;
    try {
      if (current != null) {
        current.unregisterChannelListener(holder);
      }
    } catch (Driver.ConnectionException | RuntimeException e) {
      LOG.warn("A listener cannot be unregistered: {}", e.getMessage());
    }
  }

  /** A call of the driver. */
  private interface Call {
    List<ChannelRecord> on(Driver current) throws Exception;
  }

  private List<ChannelRecord> onDriver(Call call) throws KuraException {
    Driver current = driver;
    if (current == null) {
      throw new KuraException(KuraErrorCode.CONFIGURATION_ERROR, "Driver not attached");
    }
    Callable<List<ChannelRecord>> task = () -> call.on(current);
    try {
      return io.submit(task).get();
    } catch (ExecutionException e) {
      throw new KuraException(
          KuraErrorCode.CONNECTION_FAILED, e.getCause(), e.getCause().getMessage());
    } catch (RejectedExecutionException e) {
      throw new KuraException(KuraErrorCode.CONFIGURATION_ERROR, "The asset is gone");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KuraException(KuraErrorCode.CONNECTION_FAILED, e, "interrupted");
    }
  }
}
