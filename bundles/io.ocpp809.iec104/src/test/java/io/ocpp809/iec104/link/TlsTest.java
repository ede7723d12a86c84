package io.ocpp809.iec104.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.iec104.station.Audit;
import io.ocpp809.iec104.station.Commands;
import io.ocpp809.iec104.station.ControlledStation;
import io.ocpp809.iec104.station.EventLog;
import io.ocpp809.iec104.station.GroupSettings;
import io.ocpp809.iec104.station.Moment;
import io.ocpp809.iec104.station.MonitorKind;
import io.ocpp809.iec104.station.MonitorPoint;
import io.ocpp809.iec104.station.PointTable;
import io.ocpp809.iec104.station.StationListener;
import io.ocpp809.iec104.station.StationSettings;
import io.ocpp809.testkit.iec104.Dispatcher;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS with certificates on both sides (IEC 62351-3). */
@Timeout(60)
class TlsTest {
  private static final String PASSWORD = "password";

  @TempDir Path folder;
  private final BlockingQueue<String> audit = new LinkedBlockingQueue<>();
  private StationServer server;

  /** Keys of the JDK's own tool, each self-signed. */
  private KeyStore keys(String name) throws Exception {
    Path file = folder.resolve(name + ".p12");
    if (!Files.exists(file)) {
      Process tool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-alias",
                  name,
                  "-keyalg",
                  "EC",
                  "-dname",
                  "CN=" + name,
                  "-validity",
                  "10",
                  "-storetype",
                  "PKCS12",
                  "-keystore",
                  file.toString(),
                  "-storepass",
                  PASSWORD)
              .redirectErrorStream(true)
              .start();
      String said = new String(tool.getInputStream().readAllBytes());
      assertEquals(0, tool.waitFor(), said);
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private SSLContext context(String mine, String trusted) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(mine.isEmpty() ? null : keys(mine), PASSWORD.toCharArray());
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    trust.setCertificateEntry(trusted, keys(trusted).getCertificate(trusted));
    TrustManagerFactory trusts =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusts.init(trust);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trusts.getTrustManagers(), null);
    return context;
  }

  @BeforeEach
  void serves() throws Exception {
    Commands commands =
        (Commands)
            Proxy.newProxyInstance(
                TlsTest.class.getClassLoader(),
                new Class<?>[] {Commands.class},
                (self, method, arguments) -> null);
    StationListener listener =
        (StationListener)
            Proxy.newProxyInstance(
                TlsTest.class.getClassLoader(),
                new Class<?>[] {StationListener.class},
                (self, method, arguments) -> {
                  if (method.getName().equals("audit")) {
                    audit.add(((Audit) arguments[0]).reason());
                  }
                  return null;
                });
    ControlledStation station =
        new ControlledStation(
            StationSettings.standard(),
            new PointTable(List.of(MonitorPoint.of(1, MonitorKind.SINGLE, "a")), List.of()),
            List.of(GroupSettings.commanding("centre")),
            commands,
            EventLog.none(),
            listener);
    server =
        new StationServer(
            new ServerOptions(
                InetAddress.getByName("127.0.0.1"),
                0,
                4,
                Map.of("centre", List.of(AddressRange.of("127.0.0.1")))),
            station,
            () -> new Moment(System.nanoTime() / 1_000_000, Instant.EPOCH, true),
            listener,
            Optional.of(context("station", "centre")));
  }

  @AfterEach
  void closes() {
    server.close();
  }

  private SSLSocket connect(SSLContext context) throws IOException {
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", server.port());
    socket.startHandshake();
    return socket;
  }

  @Test
  void aCentreWithATrustedCertificateInterrogates() throws Exception {
    try (Dispatcher centre = Dispatcher.on(connect(context("centre", "station")), 1, 3).start()) {
      assertTrue(centre.interrogate().stream().anyMatch(a -> a.type() == 1 && a.cause() == 20));
    }
  }

  @Test
  void aClientWithoutATrustedCertificateIsTurnedAwayAndAudited() throws Exception {
    for (String mine : new String[] {"", "stranger"}) {
      assertThrows(
          IOException.class,
          () -> {
            // with TLS 1.3 the refusal comes with the first read
            try (SSLSocket socket = connect(context(mine, "station"))) {
              socket.getOutputStream().write(new byte[] {0x68, 4, 7, 0, 0, 0});
              if (socket.getInputStream().read() < 0) {
                throw new IOException("closed");
              }
            }
          });
      String reason = audit.poll(20, TimeUnit.SECONDS);
      assertTrue(reason != null && reason.startsWith("TLS: "), String.valueOf(reason));
    }
  }

  @Test
  void aClientThatDoesNotEncryptIsTurnedAway() throws Exception {
    try (Socket plain = new Socket("127.0.0.1", server.port())) {
      plain.getOutputStream().write(new byte[] {0x68, 4, 7, 0, 0, 0});
      String reason = audit.poll(20, TimeUnit.SECONDS);
      assertTrue(reason != null && reason.startsWith("TLS: "), String.valueOf(reason));
    }
  }
}
