package io.ocpp809.cli.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.ocpp809.serial.SerialLine;
import io.ocpp809.serial.SerialSettings;
import io.ocpp809.serial.SerialSettings.Parity;
import io.ocpp809.serial.SerialSettings.Rs485;
import io.ocpp809.template.TemplateLibrary;
import io.ocpp809.testkit.modbus.ModbusServer;
import io.ocpp809.testkit.modbus.SeenRequest;
import io.ocpp809.testkit.pile.HeidelbergEnergyControl;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands on a real terminal whose other end is a simulated pile, and listening. A pseudo
 * terminal has no rate: which setting answers is only shown by the search itself.
 */
class SerialToolsTest {
  private static final String[] CONVERSATION = {
    "01 04 00 05 00 01 21 CB", "01 04 02 00 07 F8 F2",
    "01 06 01 05 00 A0 98 4F", "01 06 01 05 00 A0 98 4F",
    "01 04 00 05 00 01 21 CB", "01 04 02 00 07 F8 F2",
  };
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir Path folder;
  private ModbusServer server;
  private Process socat;

  @AfterEach
  void close() throws Exception {
    if (socat != null) {
      socat.destroy();
      socat.waitFor();
    }
    if (server != null) {
      server.close();
    }
  }

  private int run(String... arguments) {
    return new ModbusCommand(
            InputStream.nullInputStream(),
            new PrintStream(out),
            new PrintStream(err),
            false,
            new AtomicBoolean())
        .run(List.of(arguments));
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String port() throws Exception {
    Path program = Path.of("/usr/bin/socat");
    assumeTrue(Files.isExecutable(program), "socat is installed, which makes a serial port");
    server =
        ModbusServer.start(
            ModbusServer.Framing.RTU, Map.of(4, new HeidelbergEnergyControl(() -> 0L, 5)));
    Path port = folder.resolve("tty");
    socat =
        new ProcessBuilder(
                program.toString(), "pty,raw,echo=0,link=" + port, "tcp:127.0.0.1:" + server.port())
            .redirectErrorStream(true)
            .start();
    long end = System.nanoTime() + 120_000_000_000L;
    while (!Files.exists(port)) {
      assertTrue(System.nanoTime() < end, "no serial port within 120 s");
      Thread.onSpinWait();
    }
    return port.toString();
  }

  @Test
  void aScanOfASerialPortFindsThePileAndItsTemplate() throws Exception {
    assertEquals(0, run("scan", port(), "--json"), text() + err);
    JsonObject found = JsonParser.parseString(text()).getAsJsonObject();
    assertEquals("RTU", found.get("transport").getAsString());
    JsonObject unit = found.getAsJsonArray("units").get(0).getAsJsonObject();
    assertEquals(4, unit.get("unit").getAsInt());
    assertEquals(
        "heidelberg-energy-control",
        unit.getAsJsonArray("templates").get(0).getAsJsonObject().get("template").getAsString());
    assertTrue(server.requests().stream().noneMatch(SeenRequest::write));
  }

  @Test
  void aPortThatAnotherUsesIsLeftAlone() throws Exception {
    String port = port();
    SerialSettings settings = new SerialSettings(port, 9600, Parity.NONE, 1, Rs485.AUTOMATIC);
    SerialLine other = SerialLine.open(settings, "the Modbus driver");
    try {
      assertEquals(1, run("scan", port));
      assertTrue(err.toString(StandardCharsets.UTF_8).contains("in use by the Modbus driver"));
      assertEquals(List.of(), server.requests());
    } finally {
      other.close();
    }
  }

  /** Says a conversation to whoever connects, and tells what it was sent. */
  private CompletableFuture<Integer> converter(ServerSocket listener) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (Socket socket = listener.accept()) {
            for (String frame : CONVERSATION) {
              socket.getOutputStream().write(HexFormat.ofDelimiter(" ").parseHex(frame));
              socket.getOutputStream().flush();
            }
            socket.shutdownOutput();
            return socket.getInputStream().readAllBytes().length;
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
  }

  @Test
  void listeningRebuildsTheMapAndSendsNothing() throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Integer> sent = converter(listener);
      String where = "127.0.0.1:" + listener.getLocalPort();
      assertEquals(0, run("listen", where, "--rtu", "--json"), text() + err);
      assertEquals(0, sent.get());
    }
    JsonObject heard = JsonParser.parseString(text()).getAsJsonObject();
    assertEquals(6, heard.get("frames").getAsInt());
    JsonObject read = heard.getAsJsonArray("ranges").get(0).getAsJsonObject();
    assertEquals(4, read.get("function").getAsInt());
    assertEquals(2, read.get("answered").getAsInt());
    JsonObject write = heard.getAsJsonArray("ranges").get(1).getAsJsonObject();
    assertEquals("[160]", write.getAsJsonArray("written").toString());
    JsonObject register = heard.getAsJsonArray("registers").get(0).getAsJsonObject();
    assertEquals(5, register.get("address").getAsInt());
    assertEquals(7, register.get("last").getAsInt());
  }

  @Test
  void aSerialPortIsListenedToWithoutSendingAnOctet() throws Exception {
    Path program = Path.of("/usr/bin/socat");
    assumeTrue(Files.isExecutable(program), "socat is installed, which makes a serial port");
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Path port = folder.resolve("bus");
      socat =
          new ProcessBuilder(
                  program.toString(),
                  "pty,raw,echo=0,link=" + port,
                  "tcp:127.0.0.1:" + listener.getLocalPort())
              .redirectErrorStream(true)
              .start();
      try (Socket bus = listener.accept()) {
        Thread master = new Thread(() -> poll(bus), "master");
        master.setDaemon(true);
        master.start();
        long end = System.nanoTime() + 120_000_000_000L;
        JsonObject heard;
        int status;
        do { // Once more if the machine was held up for the whole second.
          out.reset();
          status = run("listen", port.toString(), "--seconds", "1", "--json");
          heard = heard();
        } while (heard.get("frames").getAsInt() < 4 && System.nanoTime() < end);
        assertEquals(0, status, text() + err);
        assertEquals(0, bus.getInputStream().available());
      }
    }
    JsonObject heard = heard();
    assertTrue(heard.get("frames").getAsInt() >= 4, text() + err);
    assertEquals(
        7,
        heard.getAsJsonArray("registers").get(0).getAsJsonObject().get("last").getAsInt(),
        text());
  }

  private JsonObject heard() {
    return JsonParser.parseString(text()).getAsJsonObject();
  }

  /** Another master and its pile, one conversation after another until the line is cut. */
  private static void poll(Socket bus) {
    try {
      while (!bus.isClosed()) {
        for (String frame : CONVERSATION) {
          bus.getOutputStream().write(HexFormat.ofDelimiter(" ").parseHex(frame));
          bus.getOutputStream().flush();
          LockSupport.parkNanos(10_000_000);
        }
      }
    } catch (java.io.IOException e) {
      // The test has ended.
      return;
    }
  }

  @Test
  void whatWasHeardCanBeATableAListAndADraft() throws Exception {
    for (String form : List.of("--csv", "--draft", "")) {
      out.reset();
      try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        converter(listener);
        String where = "127.0.0.1:" + listener.getLocalPort();
        assertEquals(
            0,
            form.isEmpty()
                ? run("listen", where, "--rtu")
                : run("listen", where, "--rtu", form, "--profile", "heard-here"));
      }
      if (form.equals("--csv")) {
        assertEquals("unit,table,address,last,least,most,changes\n1,INPUT,5,7,7,7,0\n", text());
      } else if (form.equals("--draft")) {
        assertEquals("heard-here", TemplateLibrary.read("draft", text()).profile());
      } else {
        assertTrue(text().contains("30006"), text());
        assertTrue(text().contains("Nothing was sent."), text());
      }
    }
  }
}
