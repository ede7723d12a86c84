package io.ocpp809.iec104.link;

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
import io.ocpp809.testkit.tls.Certificates;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS with certificates on both sides (IEC 62351-3). */
@Timeout(600)
class TlsTest {
  @TempDir static Path folder;
  private static Certificates own;
  private static Certificates centre;
  private final BlockingQueue<String> audit = new LinkedBlockingQueue<>();
  private StationServer server;

  @BeforeAll
  static void certificates() throws Exception {
    own = Certificates.selfSigned(folder, "station", "dns:station");
    centre = Certificates.selfSigned(folder, "centre", "dns:centre");
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
            station,
            () -> new Moment(System.nanoTime() / 1_000_000, Instant.EPOCH, true),
            listener);
    server.listen(
        new ServerOptions(
            InetAddress.getByName("127.0.0.1"),
            0,
            4,
            Map.of("centre", List.of(AddressRange.of("127.0.0.1")))),
        Optional.of(own.towards(centre)));
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
    try (Dispatcher dispatcher = Dispatcher.on(connect(centre.towards(own)), 1, 3).start()) {
      assertTrue(dispatcher.interrogate().stream().anyMatch(a -> a.type() == 1 && a.cause() == 20));
    }
  }

  @Test
  void aClientWithoutATrustedCertificateIsTurnedAwayAndAudited() throws Exception {
    Certificates stranger = Certificates.selfSigned(folder, "stranger", "dns:stranger");
    for (SSLContext mine : List.of(own.trusting(), stranger.towards(own))) {
      assertThrows(
          IOException.class,
          () -> {
            // with TLS 1.3 the refusal comes with the first read
            try (SSLSocket socket = connect(mine)) {
              socket.getOutputStream().write(new byte[] {0x68, 4, 7, 0, 0, 0});
              if (socket.getInputStream().read() < 0) {
                throw new IOException("closed");
              }
            }
          });
      String reason = audit.poll(120, TimeUnit.SECONDS);
      assertTrue(reason != null && reason.startsWith("TLS: "), String.valueOf(reason));
    }
  }

  @Test
  void aClientThatDoesNotEncryptIsTurnedAway() throws Exception {
    try (Socket plain = new Socket("127.0.0.1", server.port())) {
      plain.getOutputStream().write(new byte[] {0x68, 4, 7, 0, 0, 0});
      String reason = audit.poll(120, TimeUnit.SECONDS);
      assertTrue(reason != null && reason.startsWith("TLS: "), String.valueOf(reason));
    }
  }
}
