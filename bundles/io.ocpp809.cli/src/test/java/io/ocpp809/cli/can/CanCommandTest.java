package io.ocpp809.cli.can;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.can.Frame;
import io.ocpp809.can.LinkSettings.ConverterTcp;
import io.ocpp809.can.LinkSettings.Role;
import io.ocpp809.can.LinkSettings.SlcanSerial;
import io.ocpp809.can.LinkSettings.SlcanTcp;
import io.ocpp809.can.LinkSettings.SocketCan;
import io.ocpp809.can.LogReader;
import io.ocpp809.cli.UsageException;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class CanCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) {
    return new CanCommand(new PrintStream(out), new PrintStream(err)).run(List.of(arguments));
  }

  private static CanOptions options(String... arguments) {
    return CanOptions.of(List.of(arguments));
  }

  @Test
  void aPlaceIsAnInterfaceAPortOrAHost() {
    assertEquals(new SocketCan("can0"), options("rate", "can0").settings().place());
    assertEquals(
        new SlcanSerial("/dev/ttyACM0", 9_600),
        options("rate", "/dev/ttyACM0", "--baud", "9600").settings().place());
    assertEquals(
        new SlcanTcp("192.0.2.1", 2000), options("listen", "192.0.2.1:2000").settings().place());
    assertEquals(
        new ConverterTcp("192.0.2.1", 4001, true),
        options("listen", "192.0.2.1:4001", "--converter", "--listen-only").settings().place());
  }

  @Test
  void whateverIsTypedTheBusIsAChargingBusAndOnlyListenedTo() {
    assertEquals(Role.CHARGING_BUS, options("listen", "can0").settings().role());
    assertEquals(50_000, options("listen", "can0", "--bit-rate", "50000").settings().bitRate());
  }

  @Test
  void aWrongCommandLineIsNamed() {
    wrong("can rate WHERE, or can listen WHERE", "send", "can0");
    wrong("can rate WHERE, or can listen WHERE", "rate");
    wrong("There is no option --fast", "rate", "can0", "--fast");
    wrong("--seconds needs a number", "listen", "can0", "--seconds");
    wrong("192.0.2.1:x: the port is no number", "listen", "192.0.2.1:x");
    wrong("interface: name a CAN interface, such as can0", "listen", "");
    wrong(
        "bit.rate: a charging bus needs one, 250000 by GB/T 27930 (50000 where the pile's maker"
            + " says so)",
        "listen",
        "can0",
        "--bit-rate",
        "0");
  }

  private static void wrong(String message, String... arguments) {
    assertEquals(
        message, assertThrows(UsageException.class, () -> options(arguments)).getMessage());
  }

  @Test
  void whatIsHeardIsWrittenAsARecordingThatCanBeRead() throws Exception {
    String line =
        CanCommand.line(
            1_436_509_052_249_713L, "can0", Frame.extended(0x1826F456, (byte) 1, (byte) 1));
    assertEquals("(1436509052.249713) can0 1826F456#0101", line);
    try (LogReader reader = new LogReader(new BufferedReader(new StringReader(line)))) {
      assertEquals(1_436_509_052_249_713_000L, reader.next().orElseThrow().nanos());
    }
  }

  @Test
  void aConverterIsHeardForAsLongAsAsked() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread converter = new Thread(() -> talk(server), "converter");
      converter.setDaemon(true);
      converter.start();
      String where = "127.0.0.1:" + server.getLocalPort();
      long end = System.nanoTime() + 120_000_000_000L;
      int status;
      do { // Once more if the machine was held up for as long.
        err.reset();
        status = run("listen", where, "--converter", "--listen-only", "--seconds", "3");
      } while (out.size() == 0 && System.nanoTime() < end);
      assertEquals(0, status);
      String heard = out.toString(StandardCharsets.UTF_8);
      assertTrue(heard.matches("\\(\\d+\\.\\d{6}\\) " + where + " 1826F456#010100\n"), heard);
      assertTrue(
          err.toString(StandardCharsets.UTF_8).endsWith("1 frames, 0 lost, 0 errors on the bus\n"));
    }
  }

  /** Says one frame to each who connects, until it lets go. */
  private static void talk(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        socket.getOutputStream().write(HexFormat.of().parseHex("831826f4560101000000000000"));
        socket.getInputStream().read();
      } catch (java.io.IOException gone) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void whatDoesNotOpenIsSaid() {
    assertEquals(1, run("listen", "127.0.0.1:9", "--converter"));
    assertTrue(err.toString(StandardCharsets.UTF_8).endsWith("then declare it: --listen-only\n"));
  }
}
