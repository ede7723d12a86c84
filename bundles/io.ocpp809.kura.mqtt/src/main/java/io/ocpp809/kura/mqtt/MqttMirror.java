package io.ocpp809.kura.mqtt;

import io.ocpp809.mqtt.MqttLink;
import io.ocpp809.mqtt.MqttOptions;
import io.ocpp809.mqtt.PahoLink;
import io.ocpp809.station.Station;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.SocketFactory;
import org.eclipse.kura.cloudconnection.publisher.CloudPublisher;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.crypto.CryptoService;
import org.eclipse.kura.ssl.SslManagerService;
import org.eclipse.kura.ssl.SslServiceListener;
import org.eclipse.kura.system.SystemService;
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

/** Mirrors stations to an MQTT broker and to Kura's cloud connection. */
@Component(
    name = MirrorConfig.PID,
    immediate = true,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = {ConfigurableComponent.class, SslServiceListener.class})
@Designate(ocd = MirrorConfig.class, factory = true)
public final class MqttMirror implements ConfigurableComponent, SslServiceListener {
  private static final Logger LOG = LoggerFactory.getLogger(MqttMirror.class);
  private static final long GOODBYE_SECONDS = 3;

  private final MqttLink.Factory links;
  private final Supplier<ScheduledExecutorService> executors;
  private final List<Station> stations = new ArrayList<>();
  private CryptoService crypto;
  private SystemService system;
  private Optional<SslManagerService> ssl = Optional.empty();
  private Optional<SocketFactory> sockets = Optional.empty();
  private Optional<CloudPublisher> cloud = Optional.empty();
  private Optional<MirrorRuntime> runtime = Optional.empty();
  private ScheduledExecutorService executor;
  private Map<String, Object> properties = Map.of();
  private String fault = "";

  /** Made by the component runtime. */
  public MqttMirror() {
    this(PahoLink::open, MqttMirror::newExecutor);
  }

  MqttMirror(MqttLink.Factory links, Supplier<ScheduledExecutorService> executors) {
    this.links = links;
    this.executors = executors;
  }

  static ScheduledExecutorService newExecutor() {
    ScheduledThreadPoolExecutor one =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "ocpp809-mqtt");
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());
    one.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    one.setRemoveOnCancelPolicy(true);
    return one;
  }

  @Reference
  synchronized void setCryptoService(CryptoService service) {
    crypto = service;
  }

  @Reference
  synchronized void setSystemService(SystemService service) {
    system = service;
  }

  @Reference(
      name = "Station",
      target = MirrorConfig.NOTHING,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removeStation")
  synchronized void addStation(Station station) {
    stations.add(station);
    runtime.ifPresent(r -> r.add(station));
  }

  synchronized void removeStation(Station station) {
    stations.remove(station);
    runtime.ifPresent(r -> r.remove(station));
  }

  @Reference(
      name = "CloudPublisher",
      target = MirrorConfig.NOTHING,
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unsetCloudPublisher")
  synchronized void setCloudPublisher(CloudPublisher publisher) {
    cloud = Optional.of(publisher);
    runtime.ifPresent(r -> r.cloud(cloud));
  }

  synchronized void unsetCloudPublisher(CloudPublisher publisher) {
    if (cloud.filter(c -> c == publisher).isPresent()) {
      cloud = Optional.empty();
      runtime.ifPresent(r -> r.cloud(cloud));
    }
  }

  @Reference(
      name = "SslManagerService",
      target = MirrorConfig.NOTHING,
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unsetSslManagerService")
  synchronized void setSslManagerService(SslManagerService service) {
    ssl = Optional.of(service);
    onConfigurationUpdated();
  }

  synchronized void unsetSslManagerService(SslManagerService service) {
    if (ssl.filter(s -> s == service).isPresent()) {
      ssl = Optional.empty();
      onConfigurationUpdated();
    }
  }

  /** Certificates have changed: TLS connections are made anew. */
  @Override
  public synchronized void onConfigurationUpdated() {
    sockets = Optional.empty();
    if (runtime.isPresent()) {
      apply();
    }
  }

  @Activate
  synchronized void activate(Map<String, Object> configuration) {
    properties = Map.copyOf(configuration);
    executor = executors.get();
    MirrorRuntime started = new MirrorRuntime(links, executor);
    runtime = Optional.of(started);
    apply();
    stations.forEach(started::add);
    started.cloud(cloud);
  }

  @Modified
  synchronized void modified(Map<String, Object> configuration) {
    properties = Map.copyOf(configuration);
    apply();
  }

  @Deactivate
  void deactivate() {
    ScheduledExecutorService ended;
    synchronized (this) {
      runtime.ifPresent(MirrorRuntime::close);
      runtime = Optional.empty();
      ended = executor;
    }
    ended.shutdown();
    try {
      if (!ended.awaitTermination(GOODBYE_SECONDS, TimeUnit.SECONDS)) {
        ended.shutdownNow();
      }
    } catch (InterruptedException e) {
      ended.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void apply() {
    try {
      MirrorOptions options = MirrorOptions.of(properties, crypto, GatewayName.of(system));
      Optional<MqttOptions> broker = broker(options);
      runtime.ifPresent(r -> r.apply(options, broker));
      tell(waitsForSslManager(options) ? "waiting for the SSL manager that is named" : "");
    } catch (IllegalArgumentException e) {
      tell(e.getMessage() + "; the mirror goes on as it was");
    }
  }

  private boolean waitsForSslManager(MirrorOptions options) {
    return options.tls() && options.sslManagerNamed() && ssl.isEmpty();
  }

  private Optional<MqttOptions> broker(MirrorOptions options) {
    if (!options.tls() || ssl.isEmpty()) {
      return waitsForSslManager(options) ? Optional.empty() : options.broker();
    }
    if (sockets.isEmpty()) {
      sockets = Optional.of(sockets(ssl.get()));
    }
    return options
        .broker()
        .map(
            b ->
                new MqttOptions(
                    b.uri(),
                    b.clientId(),
                    b.user(),
                    b.password(),
                    b.prefix(),
                    b.keepAliveSeconds(),
                    b.bufferMessages(),
                    sockets));
  }

  private static SocketFactory sockets(SslManagerService service) {
    try {
      return service.getSSLSocketFactory();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("SSL manager: " + e.getMessage(), e);
    }
  }

  private void tell(String next) {
    if (!next.isEmpty() && !next.equals(fault)) {
      LOG.warn("MQTT mirror {}: {}", properties.get("kura.service.pid"), next);
    }
    fault = next;
  }

  /** How it stands, in words for the operator. */
  synchronized String status() {
    if (!fault.isEmpty()) {
      return fault;
    }
    return runtime.flatMap(MirrorRuntime::status).map(s -> s.detail()).orElse("no broker");
  }
}
