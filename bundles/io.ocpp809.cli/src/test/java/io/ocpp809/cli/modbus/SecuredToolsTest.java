package io.ocpp809.cli.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.cli.UsageException;
import io.ocpp809.testkit.modbus.ModbusServer;
import io.ocpp809.testkit.pile.HeidelbergEnergyControl;
import io.ocpp809.testkit.tls.Certificates;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands through TLS, and with a device that dials in. */
@Timeout(600)
class SecuredToolsTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private ModbusServer server;

  @AfterEach
  void close() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  private int run(String... arguments) {
    InputStream in = new ByteArrayInputStream(new byte[0]);
    return new ModbusCommand(in, new PrintStream(out), new PrintStream(err), false, stopped)
        .run(List.of(arguments));
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
  }

  private static HeidelbergEnergyControl heidelberg() {
    return new HeidelbergEnergyControl(() -> 0L, 1_234_567);
  }

  /** Serves through TLS; the certificate, which signs itself, is in device.pem. */
  private String serve() throws Exception {
    Certificates device = Certificates.selfSigned(folder, "d", "ip:127.0.0.1");
    Files.writeString(folder.resolve("device.pem"), device.pem());
    server =
        ModbusServer.start(
            ModbusServer.Framing.TCP,
            Map.of(1, heidelberg()),
            device
                .server()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getByName("127.0.0.1")));
    return "127.0.0.1:" + server.port();
  }

  @Test
  void readAndTestGoThroughTls() throws Exception {
    String where = serve();
    String pem = folder.resolve("device.pem").toString();
    assertEquals(
        0,
        run("read", where, "ir", "4", "--unit", "1", "--tls", "--trust", pem, "--timeout", "20000"),
        said());
    assertTrue(said().contains("ir 4"), said());
    out.reset();
    run("test", "heidelberg-energy-control", where, "--tls", "--trust", pem, "--timeout", "20000");
    assertTrue(said().contains("evse.state"), said());
  }

  @Test
  void aScanGoesThroughTlsAndNamesTheTransportOfTheForm() throws Exception {
    String where = serve();
    String pem = folder.resolve("device.pem").toString();
    String[] scan = {
      "scan", where, "--tls", "--trust", pem, "--units", "1-1", "--unit", "1", "--timeout", "10000"
    };
    assertEquals(0, run(scan), said());
    assertTrue(said().contains("transport TLS, host 127.0.0.1"), said());
    assertTrue(
        said().contains("heidelberg-energy-control " + where + " --tls --trust FILE --unit 1"),
        said());
  }

  @Test
  void aScanTellsThatACertificateIsNotTrusted() throws Exception {
    serve();
    Path kept = Files.move(folder.resolve("device.pem"), folder.resolve("first.pem"));
    server.close();
    assertEquals(1, run("scan", serve(), "--tls", "--trust", kept.toString()));
    assertTrue(said().contains("the truststore does not know who issued"), said());
  }

  @Test
  void aCertificateThatIsNotTrustedIsTold() throws Exception {
    String where = serve();
    Path first = folder.resolve("device.pem");
    Path kept = Files.move(first, folder.resolve("first.pem"));
    server.close();
    String other = serve();
    assertEquals(1, run("read", other, "ir", "4", "--tls", "--trust", kept.toString()), where);
    assertTrue(said().contains("the truststore does not know who issued"), said());
  }

  @Test
  void aDeviceThatDialsInIsReadAndItsRegistrationTold() throws Exception {
    server = ModbusServer.start(ModbusServer.Framing.RTU, Map.of(1, heidelberg()));
    try (Socket reserved = new Socket()) {
      reserved.setReuseAddress(true);
      reserved.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
      int port = reserved.getLocalPort();
      Thread modem =
          new Thread(
              () -> {
                boolean refused = true;
                while (refused && !stopped.get()) {
                  try {
                    server.dial(port, "PILE-7".getBytes(StandardCharsets.US_ASCII));
                    refused = false;
                  } catch (IOException e) {
                    Thread.onSpinWait();
                  }
                }
              },
              "modem");
      modem.start();
      int status =
          run("read", "dial-in:127.0.0.1:" + port, "ir", "4", "--rtu", "--timeout", "20000");
      stopped.set(true);
      modem.join(120_000);
      assertEquals(0, status, said());
      assertTrue(said().contains("127.0.0.1 dials in: caller 0x50494C452D37 (PILE-7)"), said());
      assertTrue(said().contains("ir 4"), said());
    }
  }

  @Test
  void aCommandThatWaitsForACallCanBeStopped() throws Exception {
    try (Socket reserved = new Socket()) {
      reserved.setReuseAddress(true);
      reserved.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
      stopped.set(true);
      assertEquals(
          130, run("read", "dial-in:127.0.0.1:" + reserved.getLocalPort(), "ir", "4"), said());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "127.0.0.1      | --tls         | --tls needs --trust FILE",
        "127.0.0.1      | --any-name    | --any-name needs --tls",
        "/dev/ttyUSB0   | --tls         | --tls needs --trust FILE",
        "dial-in:5020   | --line=9600-8E1 | a device that dials in does so without TLS",
      })
  void aWrongCommandLineIsNamed(String where, String option, String message) {
    String[] parts = option.split("=");
    UsageException e =
        assertThrows(
            UsageException.class,
            () ->
                run(
                    parts.length == 1
                        ? new String[] {"read", where, "ir", "4", option}
                        : new String[] {"read", where, "ir", "4", parts[0], parts[1]}));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }
}
