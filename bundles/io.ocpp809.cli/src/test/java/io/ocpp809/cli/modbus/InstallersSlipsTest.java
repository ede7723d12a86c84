package io.ocpp809.cli.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.testkit.modbus.Device;
import io.ocpp809.testkit.modbus.Misbehaviour;
import io.ocpp809.testkit.modbus.ModbusServer;
import io.ocpp809.testkit.modbus.SeenRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an installer types wrongly, and work that must not be lost. */
class InstallersSlipsTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private ModbusServer server;
  private int state = 1;

  @BeforeEach
  void serve() throws IOException {
    Device device =
        new Device() {
          @Override
          public int[] readHolding(int address, int count) {
            int[] values = new int[count];
            java.util.Arrays.fill(values, state);
            return values;
          }

          @Override
          public void write(int function, int address, int[] values) {
            throw new AssertionError("nothing is written");
          }
        };
    server = ModbusServer.start(ModbusServer.Framing.TCP, Map.of(255, device));
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  private String where() {
    return "127.0.0.1:" + server.port();
  }

  private int run(InputStream in, String... arguments) {
    return new ModbusCommand(
            in, new PrintStream(out), new PrintStream(err), false, new AtomicBoolean())
        .run(List.of(arguments));
  }

  private int run(String... arguments) {
    return run(new ByteArrayInputStream(new byte[0]), arguments);
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String told() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void zerosInFrontOfAnAddressDoNotMakeItAnotherOne() {
    assertEquals(0, run("read", where(), "hr", "00107"));
    assertEquals(0, run("read", where(), "hr", "0x6B"));
    assertEquals(0, run("read", where(), "hr", "0089"));
    assertEquals(
        List.of(107, 107, 89), server.requests().stream().map(SeenRequest::address).toList());
  }

  @Test
  void anAddressAsManualsWriteItIsReadAsItIsAndTheOtherOneIsNamed() {
    assertEquals(0, run("read", where(), "hr", "40108"));
    assertEquals(40_108, server.requests().get(0).address());
    assertTrue(told().contains("if the manual writes 40108 for it, read hr 107"), told());
  }

  @Test
  void helpSaysWhatThereIsAndAsksNobody() {
    assertEquals(0, run("--help"));
    assertTrue(text().contains("modbus scan   WHERE"), text());
    assertEquals(0, run("scan", "--help"));
    assertEquals(List.of(), server.requests());
  }

  /** Plugs when the second step's line is read, or does what harms the work. */
  private InputStream hands(Runnable atSecondStep) {
    return new InputStream() {
      private int step;

      @Override
      public int read() {
        throw new UnsupportedOperationException("lines are read in blocks");
      }

      @Override
      public synchronized int read(byte[] octets, int offset, int length) {
        if (step++ == 1) {
          atSecondStep.run();
        }
        octets[offset] = '\n';
        return 1;
      }
    };
  }

  private int learn(InputStream in, String... more) {
    String[] all = {
      "learn",
      where(),
      "--registers",
      "hr:5",
      "--samples",
      "2",
      "--pause",
      "0",
      "--timeout",
      "60000"
    };
    String[] arguments = java.util.Arrays.copyOf(all, all.length + more.length);
    System.arraycopy(more, 0, arguments, all.length, more.length);
    return run(in, arguments);
  }

  @Test
  void aDraftThatCannotBeWrittenIsPrintedInsteadOfLost(@TempDir Path folder) {
    String file = folder.resolve("missing").resolve("draft.json").toString();
    InputStream in = hands(() -> state = 2);
    assertEquals(1, learn(in, "--steps", "unplugged,plugged", "--out", file));
    assertTrue(told().contains("--out: " + file + " cannot be written"), told());
    assertFalse(text().contains("is in " + file), text());
    assertTrue(text().contains("\"profile\""), text());
  }

  @Test
  void whatWasLearntIsShownThoughTheDeviceIsGoneBeforeTheEnd() {
    InputStream in =
        hands(
            () -> {
              try {
                server.close();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    assertEquals(1, learn(in, "--steps", "unplugged,plugged", "--json"));
    assertTrue(told().contains("what was learnt until then follows"), told());
    assertTrue(text().contains("\"stopped\""), text());
  }

  @Test
  void aDeviceThatAnswersNothingInAStepEndsTheLearningByThatStepsName() {
    InputStream in = hands(() -> server.misbehave(Misbehaviour.DROP, 1_000));
    assertEquals(1, learn(in, "--steps", "unplugged,plugged", "--json"));
    assertTrue(told().contains("step plugged: "), told());
    assertTrue(told().contains("what was learnt until then follows"), told());
  }
}
