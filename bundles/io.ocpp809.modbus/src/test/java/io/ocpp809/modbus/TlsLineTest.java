package io.ocpp809.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.testkit.modbus.ModbusServer;
import io.ocpp809.testkit.tls.Certificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines through TLS, against the JDK's own server. */
@Timeout(600)
class TlsLineTest {
  private static final Request READ = new Request.Read(1, Table.HOLDING, 0, 2);
  private static final LineSettings PATIENT = new LineSettings(20_000, 0, 20_000, 0, 11);
  private static final LineSettings SHORT = new LineSettings(300, 0, 3_000, 0, 11);

  @TempDir static Path folder;
  private static Certificates good;
  private static Certificates other;
  private TcpLoop loop;

  @BeforeAll
  static void certificates() throws Exception {
    good = Certificates.issued(folder, "ip:127.0.0.1", "-1d", 10);
    other = Certificates.issued(folder, "dns:pile.example", "-20d", 10);
  }

  @AfterAll
  static void forget() {
    good = null;
    other = null;
  }

  @BeforeEach
  void start() throws IOException {
    loop =
        new TcpLoop(
            task -> {
              Thread thread = new Thread(task, "loop-under-test");
              thread.setDaemon(true);
              return thread;
            });
  }

  @AfterEach
  void stop() {
    loop.close();
  }

  private static final class TwoRegisters implements io.ocpp809.testkit.modbus.Device {
    @Override
    public int[] readHolding(int address, int count) {
      return new int[] {7, 8};
    }
  }

  private static ModbusServer server(ModbusServer.Framing framing, SSLContext context, boolean need)
      throws IOException {
    SSLServerSocket socket =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    socket.setNeedClientAuth(need);
    return ModbusServer.start(framing, Map.of(1, new TwoRegisters()), socket);
  }

  private Reply ask(int port, Framing framing, LineSettings settings, Supplier<SSLContext> trust)
      throws Exception {
    return ask(port, framing, settings, Optional.of(new Tls(trust, true)));
  }

  private Reply ask(int port, Framing framing, LineSettings settings, Optional<Tls> tls)
      throws Exception {
    Line line = loop.line("127.0.0.1", port, framing, settings, tls);
    try (line) {
      return line.submit(READ, Priority.DEMAND).get(60, TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @EnumSource(ModbusServer.Framing.class)
  void bothFramingsReadThroughTls(ModbusServer.Framing framing) throws Exception {
    SSLContext trusting = good.trusting();
    try (ModbusServer server = server(framing, good.server(), false)) {
      Framing ours = framing == ModbusServer.Framing.TCP ? Framing.tcp() : Framing.rtu();
      Line line =
          loop.line(
              "127.0.0.1",
              server.port(),
              ours,
              PATIENT,
              Optional.of(new Tls(() -> trusting, true)));
      for (int i = 0; i < 20; i++) {
        assertEquals(
            new Reply.Data(new int[] {7, 8}),
            line.submit(READ, Priority.DEMAND).get(60, TimeUnit.SECONDS));
      }
      assertEquals(1, server.connections());
    }
  }

  @Test
  void aDeviceThatWantsACertificateIsShownOurs() throws Exception {
    SSLContext mutual = good.mutual();
    try (ModbusServer server = server(ModbusServer.Framing.TCP, mutual, true)) {
      assertTrue(ask(server.port(), Framing.tcp(), PATIENT, () -> mutual).good());
    }
  }

  @Test
  void aDeviceThatWantsACertificateAndGetsNoneIsAMessageThatNamesTheKeystore() throws Exception {
    SSLContext mutual = good.mutual();
    SSLContext trusting = good.trusting();
    try (ModbusServer server = server(ModbusServer.Framing.TCP, mutual, true)) {
      String fault = ask(server.port(), Framing.tcp(), PATIENT, () -> trusting).fault();
      assertTrue(fault.contains("KeystoreService.target"), fault);
    }
  }

  @Test
  void anUnknownIssuerIsAMessageThatNamesTheTruststore() throws Exception {
    SSLContext trusting = other.trusting();
    try (ModbusServer server = server(ModbusServer.Framing.TCP, good.server(), false)) {
      String fault = ask(server.port(), Framing.tcp(), PATIENT, () -> trusting).fault();
      assertTrue(
          fault.contains("TruststoreKeystoreService.target: the truststore does not know"), fault);
    }
  }

  @Test
  void anExpiredCertificateIsAMessageThatSaysSo() throws Exception {
    SSLContext trusting = other.trusting();
    try (ModbusServer server = server(ModbusServer.Framing.TCP, other.server(), false)) {
      String fault = ask(server.port(), Framing.tcp(), PATIENT, () -> trusting).fault();
      assertTrue(fault.contains("the device's certificate has expired"), fault);
    }
  }

  @Test
  void anotherNameIsAMessageThatNamesTheHostUnlessNamesAreNotChecked() throws Exception {
    Certificates named = Certificates.issued(folder, "dns:pile.example", "-1d", 10);
    SSLContext trusting = named.trusting();
    try (ModbusServer server = server(ModbusServer.Framing.TCP, named.server(), false)) {
      String fault = ask(server.port(), Framing.tcp(), PATIENT, () -> trusting).fault();
      assertTrue(fault.contains("host: the device's certificate is not for this name"), fault);
      Tls unchecked = new Tls(() -> trusting, false);
      assertTrue(ask(server.port(), Framing.tcp(), PATIENT, Optional.of(unchecked)).good());
    }
  }

  @Test
  void keysThatCannotBeUsedAreAMessageAndNoHandshake() throws Exception {
    try (ModbusServer server = server(ModbusServer.Framing.TCP, good.server(), false)) {
      Supplier<SSLContext> broken =
          () -> {
            throw new IllegalArgumentException("KeystoreService.target: no such key");
          };
      assertEquals(
          "KeystoreService.target: no such key",
          ask(server.port(), Framing.tcp(), PATIENT, broken).fault());
    }
  }

  @Test
  void aHandshakeThatStallsEndsByItsDeadline() throws Exception {
    SSLContext trusting = good.trusting();
    try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String fault = ask(mute.getLocalPort(), Framing.tcp(), SHORT, () -> trusting).fault();
      assertTrue(fault.contains("does not end the TLS handshake in time"), fault);
    }
  }

  @Test
  void aDeviceThatHangsUpDuringTheHandshakeIsAMessage() throws Exception {
    SSLContext trusting = good.trusting();
    try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread hanging =
          new Thread(
              () -> {
                try (Socket s = socket.accept()) {
                  s.getInputStream().read();
                  s.shutdownOutput();
                  s.getInputStream().skipNBytes(Long.MAX_VALUE);
                } catch (IOException end) {
                  return;
                }
              });
      hanging.start();
      String fault = ask(socket.getLocalPort(), Framing.tcp(), PATIENT, () -> trusting).fault();
      assertTrue(fault.contains("closed the connection during the TLS handshake"), fault);
      hanging.join(120_000);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aDeviceThatBreaksTheHandshakeOffIsAMessageToo(boolean answers) throws Exception {
    SSLContext trusting = good.trusting();
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread device =
          new Thread(
              () -> {
                try (Socket caller = server.accept()) {
                  caller.getInputStream().read();
                  if (answers) {
                    // The head of a record that goes on, so that more of it is waited for.
                    caller.getOutputStream().write(new byte[] {22, 3, 3, 0, 50});
                  }
                  // What was not read, and no lingering, make a reset of the end.
                  caller.setSoLinger(true, 0);
                } catch (IOException e) {
                  return;
                }
              });
      device.start();
      String fault = ask(server.getLocalPort(), Framing.tcp(), PATIENT, () -> trusting).fault();
      assertTrue(fault.contains("closed the connection during the TLS handshake"), fault);
      device.join(10_000);
    }
  }

  @Test
  void aDeviceThatSpeaksNoTlsIsAMessageThatNamesTheTransport() throws Exception {
    SSLContext trusting = good.trusting();
    try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread plain =
          new Thread(
              () -> {
                try (Socket s = socket.accept()) {
                  s.getInputStream().read();
                  s.getOutputStream().write(new byte[] {0, 1, 0, 0, 0, 3, 1, (byte) 0x83, 2});
                  s.getInputStream().skipNBytes(Long.MAX_VALUE);
                } catch (IOException end) {
                  return;
                }
              });
      plain.start();
      String fault = ask(socket.getLocalPort(), Framing.tcp(), PATIENT, () -> trusting).fault();
      assertTrue(fault.contains("transport: the device speaks no TLS on this port"), fault);
      plain.join(120_000);
    }
  }

  @Test
  void aDeviceThatWantsTlsOnALineWithoutItIsAMessageThatNamesTheTransport() throws Exception {
    try (ModbusServer server = server(ModbusServer.Framing.TCP, good.server(), false)) {
      String fault = ask(server.port(), Framing.tcp(), PATIENT, Optional.<Tls>empty()).fault();
      assertTrue(fault.contains("transport: the device wants TLS on this port"), fault);
    }
  }

  @Test
  void noReplyLooksAsAnAlertDoes() {
    assertTrue(TlsAlert.is(new byte[] {21, 3, 3, 0, 2, 2, 80}, 7));
    assertFalse(TlsAlert.is(new byte[] {21, 3, 2, 0, 2, 2, 80}, 7), "unit 21, one register");
    assertFalse(TlsAlert.is(new byte[] {21, 3, 3, 0}, 4));
  }

  @Test
  void aRenewedCertificateCountsFromTheNextConnectionOn() throws Exception {
    SSLContext wrong = other.trusting();
    SSLContext right = good.trusting();
    SSLContext[] now = {wrong};
    LineSettings settings = new LineSettings(20_000, 0, 20_000, 0, 11);
    try (ModbusServer server = server(ModbusServer.Framing.TCP, good.server(), false)) {
      Line line =
          loop.line(
              "127.0.0.1",
              server.port(),
              Framing.tcp(),
              settings,
              Optional.of(new Tls(() -> now[0], true)));
      assertFalse(line.submit(READ, Priority.DEMAND).get(60, TimeUnit.SECONDS).good());
      now[0] = right;
      long end = System.nanoTime() + 120_000_000_000L;
      while (!line.submit(READ, Priority.DEMAND).get(60, TimeUnit.SECONDS).good()) {
        assertTrue(System.nanoTime() < end, "not back within 120 s");
        Thread.onSpinWait();
      }
    }
  }
}
