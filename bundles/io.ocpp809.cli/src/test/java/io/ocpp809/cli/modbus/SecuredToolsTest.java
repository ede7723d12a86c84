package io.ocpp809.cli.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.cli.UsageException;
import io.ocpp809.testkit.modbus.ModbusServer;
import io.ocpp809.testkit.pile.HeidelbergEnergyControl;
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
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands through TLS, and with a device that dials in. */
@Timeout(120)
class SecuredToolsTest {
  private static final String PASSWORD = "changeit";

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

  private void tool(String... options) throws Exception {
    String[] command = new String[options.length + 1];
    command[0] = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    System.arraycopy(options, 0, command, 1, options.length);
    Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, tool.waitFor(), said);
  }

  /** Serves through TLS; the certificate, which signs itself, is in device.pem. */
  private String serve() throws Exception {
    String store = folder.resolve("device.p12").toString();
    String pem = folder.resolve("device.pem").toString();
    tool(
        "-genkeypair -alias d -keyalg EC -dname CN=d -ext san=ip:127.0.0.1 -validity 10"
            .concat(" -storetype PKCS12 -storepass " + PASSWORD + " -keystore " + store)
            .split(" "));
    tool(
        ("-exportcert -rfc -alias d -storepass "
                + PASSWORD
                + " -keystore "
                + store
                + " -file "
                + pem)
            .split(" "));
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(Path.of(store))) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    server =
        ModbusServer.start(
            ModbusServer.Framing.TCP,
            Map.of(1, heidelberg()),
            context
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
  void aCertificateThatIsNotTrustedIsTold() throws Exception {
    String where = serve();
    Path first = folder.resolve("device.pem");
    Path kept = Files.move(first, folder.resolve("first.pem"));
    Files.delete(folder.resolve("device.p12"));
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
      modem.join(10_000);
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
