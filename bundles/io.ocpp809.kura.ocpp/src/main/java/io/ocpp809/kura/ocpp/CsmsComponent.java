package io.ocpp809.kura.ocpp;

import io.ocpp809.ocpp.transport.Endpoint;
import io.ocpp809.ocpp.transport.WebSocketTransport;
import io.ocpp809.ocpp.v16.CsmsConnection;
import io.ocpp809.ocpp.v16.CsmsOptions;
import io.ocpp809.ocpp.v16.Reports;
import io.ocpp809.station.Station;
import io.ocpp809.store.StoreInUseException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.crypto.CryptoService;
import org.eclipse.kura.ssl.SslManagerService;
import org.eclipse.kura.system.SystemService;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects a station to its CSMS. Another station, address, identity, password or SSL service means
 * another connection, which is opened when the one before has ended; all else applies to the one
 * that is there, and a wrong form leaves it as it was. No transaction is lost by any of them.
 */
@Component(
    name = CsmsConfig.PID,
    immediate = true,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = ConfigurableComponent.class)
@Designate(ocd = CsmsConfig.class, factory = true)
public final class CsmsComponent implements ConfigurableComponent {
  private static final Logger LOG = LoggerFactory.getLogger(CsmsComponent.class);
  private static final long IDENTITY_PATIENCE_MILLIS = 1_500;
  private static final long IN_USE_MILLIS = 30_000;
  private static final String STATION = "Station.target";
  private static final String NONE = "(kura.service.pid=changeme)";

  private final CsmsRuntime runtime;
  private final CryptoService crypto;
  private final SystemService system;
  private final long inUseMillis;
  private Station station;
  private Station former;
  private SslManagerService ssl;
  private Map<String, Object> properties = Map.of();
  private Optional<Open> open = Optional.empty();
  private Optional<Target> wanted = Optional.empty();
  private Optional<CsmsStore> store = Optional.empty();
  private Future<?> again = CompletableFuture.completedFuture(null);
  private String inUse = "";
  private boolean active;

  /** What makes a connection another one. */
  private record Target(
      Station station, String url, String identity, String password, SslManagerService ssl) {
    private boolean secure() {
      return url.toLowerCase(Locale.ROOT).startsWith("wss");
    }
  }

  /** The connection that is there, and what it was made from. */
  private record Open(Target target, Endpoint endpoint, CsmsConnection connection) {}

  /** Made by the component runtime. */
  @Activate
  public CsmsComponent(
      @Reference CsmsRuntime runtime,
      @Reference CryptoService crypto,
      @Reference SystemService system) {
    this(runtime, crypto, system, IN_USE_MILLIS);
  }

  /** As the other one; a folder that is in use is tried again after another time, in ms. */
  CsmsComponent(CsmsRuntime runtime, CryptoService crypto, SystemService system, long inUseMillis) {
    this.inUseMillis = inUseMillis;
    this.runtime = runtime;
    this.crypto = crypto;
    this.system = system;
  }

  @Reference(
      name = "Station",
      target = NONE,
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unbindStation")
  synchronized void bindStation(Station next) {
    station = next;
    apply();
  }

  synchronized void unbindStation(Station gone) {
    if (station == gone) {
      station = null;
      former = gone;
      apply();
    }
  }

  @Reference(
      name = "SslManagerService",
      target = NONE,
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unbindSsl")
  synchronized void bindSsl(SslManagerService service) {
    ssl = service;
    apply();
  }

  synchronized void unbindSsl(SslManagerService service) {
    if (ssl == service) {
      ssl = null;
      apply();
    }
  }

  @Activate
  synchronized void activate(Map<String, Object> next) {
    active = true;
    properties = Map.copyOf(next);
    try {
      apply();
    } catch (RuntimeException e) {
      letGo();
      throw e;
    }
  }

  @Modified
  synchronized void modified(Map<String, Object> next) {
    Map<String, Object> changed = Map.copyOf(next);
    if (!changed.equals(properties) && right(changed)) {
      forgetFormerStation(changed);
      properties = changed;
      apply();
    }
  }

  /** Whether a connection can be made from a form; says what is wrong with it if not. */
  private boolean right(Map<String, Object> form) {
    Map<String, Object> before = properties;
    properties = form;
    try {
      if (!text("url", "").isEmpty()) {
        options(endpoint(target(null), Optional.empty()));
      }
      return true;
    } catch (IllegalArgumentException e) {
      LOG.warn("{}: {}; what was there stays as it was", pid(), e.getMessage());
      return false;
    } finally {
      properties = before;
    }
  }

  /** Given to another station, a connection lets go of what the former one kept for it. */
  private void forgetFormerStation(Map<String, Object> changed) {
    boolean other = !Objects.equals(changed.get(STATION), properties.get(STATION));
    if (other && former != null && former != station) {
      former.journal().forget(pid());
    }
    former = null;
  }

  /** A connection that is deleted lets go of what its station kept for it; others come back. */
  @Deactivate
  synchronized void deactivate(int reason) {
    active = false;
    close();
    letGo();
    if (reason == ComponentConstants.DEACTIVATION_REASON_CONFIGURATION_DELETED && station != null) {
      station.journal().forget(pid());
    }
  }

  /** The store is kept until the connection has ended: an answer may come meanwhile. */
  private void letGo() {
    store.ifPresent(kept -> runtime.afterwards(pid(), kept::close));
    store = Optional.empty();
  }

  private void close() {
    again.cancel(false);
    open.ifPresent(o -> runtime.closing(pid(), o.connection()));
    runtime.letGo(pid());
    open = Optional.empty();
    wanted = Optional.empty();
  }

  /** Brings the connection in line with configuration and services. */
  private void apply() {
    try {
      Optional<Target> target = target();
      if (target.isPresent() && target.equals(wanted)) {
        open.ifPresent(o -> o.connection().reconfigure(options(o.endpoint())));
        return;
      }
      close();
      wanted = target;
      target.ifPresent(t -> runtime.whenFree(pid(), () -> open(t)));
    } catch (IllegalArgumentException e) {
      close();
      LOG.warn("{}: {}", pid(), e.getMessage());
    }
  }

  private static Endpoint endpoint(Target target, Optional<SSLSocketFactory> tls) {
    return Endpoint.of(
        target.url(),
        target.identity(),
        target.password(),
        List.of(CsmsConnection.SUB_PROTOCOL),
        tls);
  }

  private Optional<Target> target() {
    if (!active || station == null) {
      return Optional.empty();
    }
    if (text("url", "").isEmpty()) {
      LOG.info("{}: url: no address is set; the station works without a CSMS", pid());
      return Optional.empty();
    }
    Target target = target(null);
    return Optional.of(target.secure() ? target(ssl) : target);
  }

  private Target target(SslManagerService service) {
    return new Target(station, text("url", ""), text("identity", ""), password(), service);
  }

  private synchronized void open(Target target) {
    if (!Optional.of(target).equals(wanted) || open.isPresent()) {
      return;
    }
    try {
      Endpoint endpoint = endpoint(target, tls(target));
      Optional<String> other = runtime.take(endpoint.uri(), pid());
      if (other.isPresent()) {
        tryAgain(
            target,
            "identity: "
                + endpoint.uri()
                + " belongs to the connection "
                + other.get()
                + "; give each station an identity of its own");
        return;
      }
      open = Optional.of(new Open(target, endpoint, connect(endpoint)));
      inUse = "";
    } catch (StoreInUseException e) {
      runtime.letGo(pid());
      tryAgain(target, e.getMessage());
    } catch (IllegalArgumentException e) {
      runtime.letGo(pid());
      wanted = Optional.empty();
      LOG.warn("{}: {}", pid(), e.getMessage());
    } catch (RuntimeException e) {
      runtime.letGo(pid());
      wanted = Optional.empty();
      LOG.error("{}: the connection cannot be made: {}", pid(), e.toString(), e);
    }
  }

  /** Whoever has the folder or the address may go at any time, and nobody would tell. */
  private void tryAgain(Target target, String why) {
    if (!why.equals(inUse)) {
      inUse = why;
      LOG.warn("{}: {}; tried again every {} s", pid(), why, inUseMillis / 1_000);
    }
    again.cancel(false);
    again =
        runtime
            .timers()
            .schedule(
                () -> runtime.pool().execute(() -> open(target)),
                inUseMillis,
                TimeUnit.MILLISECONDS);
  }

  private String pid() {
    return text("kura.service.pid", "csms");
  }

  private CsmsStore store(String pid) throws StoreInUseException {
    if (store.isEmpty()) {
      store = Optional.of(CsmsStore.open(Path.of(system.getKuraDataDirectory()), pid));
    }
    return store.get();
  }

  private CsmsOptions options(Endpoint endpoint) {
    return new CsmsOptions(
        pid(),
        endpoint,
        integer("backoff.minimum", 3),
        integer("backoff.random", 10),
        integer("backoff.doublings", 3),
        flag("boot.on.reconnect", false),
        flag("timestamp.fractions", true),
        flag("grid.limits", false),
        flag("vehicle.numbers", false));
  }

  private CsmsConnection connect(Endpoint endpoint) throws StoreInUseException {
    CsmsStore kept = store(pid());
    return new CsmsConnection(
        station,
        options(endpoint),
        new WebSocketTransport(runtime.timers()),
        new CsmsConnection.Outside(
            runtime.pool(),
            runtime.timers(),
            kept,
            () -> System.nanoTime() / 1_000_000,
            () -> ThreadLocalRandom.current().nextDouble(),
            kept,
            reports(pid()),
            IDENTITY_PATIENCE_MILLIS));
  }

  private static Reports reports(String pid) {
    return new Reports() {
      @Override
      public void state(String text) {
        LOG.info("{}: {}", pid, text);
      }

      @Override
      public void warning(String text) {
        LOG.warn("{}: {}", pid, text);
      }
    };
  }

  private static Optional<SSLSocketFactory> tls(Target target) {
    if (!target.secure()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          target.ssl() == null
              ? (SSLSocketFactory) SSLSocketFactory.getDefault()
              : target.ssl().getSSLSocketFactory());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException(
          "SslManagerService.target: the SSL configuration cannot be used: " + e.getMessage(), e);
    }
  }

  private String password() {
    return Passwords.text(properties.get("password"), crypto);
  }

  private String text(String key, String otherwise) {
    return Objects.toString(properties.get(key), otherwise).trim();
  }

  private int integer(String key, int otherwise) {
    return properties.get(key) instanceof Number n ? n.intValue() : otherwise;
  }

  private boolean flag(String key, boolean otherwise) {
    return Boolean.parseBoolean(text(key, String.valueOf(otherwise)));
  }
}
