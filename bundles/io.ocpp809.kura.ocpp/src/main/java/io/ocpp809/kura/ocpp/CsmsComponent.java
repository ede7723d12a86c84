package io.ocpp809.kura.ocpp;

import io.ocpp809.ocpp.transport.Endpoint;
import io.ocpp809.ocpp.transport.WebSocketTransport;
import io.ocpp809.ocpp.v16.CsmsConnection;
import io.ocpp809.ocpp.v16.CsmsOptions;
import io.ocpp809.station.Station;
import io.ocpp809.station.journal.JournalEntry;
import io.ocpp809.station.port.Memory;
import io.ocpp809.station.port.VolatileMemory;
import io.ocpp809.store.Disk;
import io.ocpp809.store.Names;
import io.ocpp809.store.StoreException;
import io.ocpp809.store.Values;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.configuration.Password;
import org.eclipse.kura.crypto.CryptoService;
import org.eclipse.kura.ssl.SslManagerService;
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

/** Connects a station to its CSMS; a changed attribute connects anew and loses no transaction. */
@Component(
    name = CsmsConfig.PID,
    immediate = true,
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    service = ConfigurableComponent.class)
@Designate(ocd = CsmsConfig.class, factory = true)
public final class CsmsComponent implements ConfigurableComponent {
  private static final Logger LOG = LoggerFactory.getLogger(CsmsComponent.class);
  private static final long IDENTITY_PATIENCE_MILLIS = 1_500;
  private static final String NONE = "(kura.service.pid=changeme)";

  private final CsmsRuntime runtime;
  private final CryptoService crypto;
  private final SystemService system;
  private Station station;
  private SslManagerService ssl;
  private Map<String, Object> properties = Map.of();
  private Optional<CsmsConnection> connection = Optional.empty();
  private boolean active;

  /** Made by the component runtime. */
  @Activate
  public CsmsComponent(
      @Reference CsmsRuntime runtime,
      @Reference CryptoService crypto,
      @Reference SystemService system) {
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
    reconnect();
  }

  synchronized void unbindStation(Station gone) {
    if (station == gone) {
      station = null;
      reconnect();
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
    reconnect();
  }

  synchronized void unbindSsl(SslManagerService service) {
    if (ssl == service) {
      ssl = null;
      reconnect();
    }
  }

  @Activate
  synchronized void activate(Map<String, Object> next) {
    active = true;
    properties = Map.copyOf(next);
    reconnect();
  }

  @Modified
  synchronized void modified(Map<String, Object> next) {
    Map<String, Object> changed = Map.copyOf(next);
    if (!changed.equals(properties)) {
      properties = changed;
      reconnect();
    }
  }

  @Deactivate
  synchronized void deactivate() {
    active = false;
    close();
  }

  private void close() {
    connection.ifPresent(CsmsConnection::close);
    connection = Optional.empty();
  }

  private void reconnect() {
    close();
    if (!active || station == null) {
      return;
    }
    String pid = text("kura.service.pid", "csms");
    if (text("url", "").isEmpty()) {
      LOG.info("{}: url: no address is set; the station works without a CSMS", pid);
      return;
    }
    try {
      connection = Optional.of(open(pid));
    } catch (IllegalArgumentException | StoreException e) {
      LOG.warn("{}: {}", pid, e.getMessage());
    }
  }

  private CsmsConnection open(String pid) throws StoreException {
    Endpoint endpoint =
        Endpoint.of(
            text("url", ""),
            text("identity", ""),
            password(),
            List.of(CsmsConnection.SUB_PROTOCOL),
            tls());
    Path folder = Path.of(system.getKuraDataDirectory(), "ocpp809", Names.file(pid));
    CsmsOptions options =
        new CsmsOptions(
            pid,
            endpoint,
            integer("backoff.minimum", 3),
            integer("backoff.random", 10),
            integer("backoff.doublings", 3),
            flag("boot.on.reconnect", false),
            flag("timestamp.fractions", true));
    return new CsmsConnection(
        station,
        options,
        new WebSocketTransport(runtime.timers()),
        new CsmsConnection.Outside(
            runtime.pool(),
            runtime.timers(),
            memory(folder),
            () -> System.nanoTime() / 1_000_000,
            () -> ThreadLocalRandom.current().nextDouble(),
            (entry, why) -> deadLetter(folder, entry, why),
            text -> LOG.info("{}: {}", pid, text),
            IDENTITY_PATIENCE_MILLIS));
  }

  private Memory memory(Path folder) {
    try {
      Values values = Values.open(folder.resolve("values"), Disk.real(), runtime.writer());
      return new Memory() {
        @Override
        public Optional<byte[]> get(String key) {
          return values.get(key);
        }

        @Override
        public CompletionStage<Void> put(String key, byte[] value) {
          return values.put(key, value);
        }
      };
    } catch (StoreException e) {
      LOG.error("{}", e.getMessage());
      return new VolatileMemory();
    }
  }

  private static void deadLetter(Path folder, JournalEntry entry, String why) {
    LOG.error("not delivered to the CSMS: {}: {}", entry.event(), why);
    try {
      Files.createDirectories(folder);
      Files.writeString(
          folder.resolve("dead-letters.txt"),
          entry.sequence() + "\t" + why + "\t" + entry.event() + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (java.io.IOException e) {
      LOG.error("the dead letter cannot be kept: {}", e.getMessage());
    }
  }

  private Optional<SSLSocketFactory> tls() {
    if (!text("url", "").toLowerCase(java.util.Locale.ROOT).startsWith("wss")) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          ssl == null
              ? (SSLSocketFactory) SSLSocketFactory.getDefault()
              : ssl.getSSLSocketFactory());
    } catch (GeneralSecurityException | java.io.IOException e) {
      throw new IllegalArgumentException(
          "SslManagerService.target: the SSL configuration cannot be used: " + e.getMessage(), e);
    }
  }

  private String password() {
    Object value = properties.get("password");
    if (value == null || value.toString().isEmpty()) {
      return "";
    }
    if (value instanceof Password p) {
      return p.toString();
    }
    try {
      return new String(crypto.decryptAes(value.toString().toCharArray()));
    } catch (KuraException e) {
      throw new IllegalArgumentException(
          "password: cannot be decrypted; enter it again in the form", e);
    }
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
