package io.ocpp809.modbus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.testkit.modbus.Misbehaviour;
import io.ocpp809.testkit.modbus.ModbusServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a device does wrong, no wrong value is taken and the line recovers by itself. */
class MisbehavingDeviceTest {
  private static final Request READ = new Request.Read(1, Table.HOLDING, 0, 2);

  /** Each read gives a value that was never given before. */
  private static final class Counting implements io.ocpp809.testkit.modbus.Device {
    private final AtomicInteger reads = new AtomicInteger();

    @Override
    public int[] readHolding(int address, int count) {
      int value = reads.incrementAndGet();
      return new int[] {value, value + 1000};
    }
  }

  private static Stream<Arguments> everyMisbehaviourInBothFramings() {
    List<Arguments> all = new ArrayList<>();
    for (Misbehaviour how : Misbehaviour.values()) {
      for (ModbusServer.Framing framing : ModbusServer.Framing.values()) {
        // MBAP has no checksum: a flipped bit on TCP is TCP's own affair.
        if (!(how.name().contains("FLIP") && framing == ModbusServer.Framing.TCP)) {
          all.add(Arguments.of(how, framing));
        }
      }
    }
    return all.stream();
  }

  private static TcpLoop loop() throws Exception {
    return new TcpLoop(
        task -> {
          Thread thread = new Thread(task, "loop-under-test");
          thread.setDaemon(true);
          return thread;
        });
  }

  private static Line line(TcpLoop loop, ModbusServer server, ModbusServer.Framing framing) {
    Framing ours = framing == ModbusServer.Framing.TCP ? Framing.tcp() : Framing.rtu();
    LineSettings settings = new LineSettings(400, 0, 2_000, 0, 11);
    return loop.line("127.0.0.1", server.port(), ours, settings);
  }

  private static Reply read(Line line) throws Exception {
    return line.submit(READ, Priority.WRITE).get(10, TimeUnit.SECONDS);
  }

  private static void assertRight(Reply reply, Counting device) {
    if (reply instanceof Reply.Data data) {
      int value = device.reads.get();
      assertArrayEquals(new int[] {value, value + 1000}, data.values());
    }
  }

  @ParameterizedTest
  @MethodSource("everyMisbehaviourInBothFramings")
  void noWrongValueIsTakenAndTheLineRecovers(Misbehaviour how, ModbusServer.Framing framing)
      throws Exception {
    Counting device = new Counting();
    try (ModbusServer server = ModbusServer.start(framing, Map.of(1, device));
        TcpLoop loop = loop()) {
      Line line = line(loop, server, framing);
      assertTrue(read(line).good());
      server.misbehave(how, 1);
      assertRight(read(line), device);
      Reply next = read(line);
      for (int i = 0; i < 4 && !next.good(); i++) {
        next = read(line);
      }
      assertTrue(next.good(), next.fault());
      assertRight(next, device);
    }
  }

  @ParameterizedTest
  @EnumSource(ModbusServer.Framing.class)
  void aReplyThatComesTooLateIsNeverTakenForTheNext(ModbusServer.Framing framing) throws Exception {
    Counting device = new Counting();
    try (ModbusServer server = ModbusServer.start(framing, Map.of(1, device));
        TcpLoop loop = loop()) {
      Line line = line(loop, server, framing);
      server.delay(Duration.ofMillis(600));
      assertEquals("unit 1 did not answer within 400 ms", read(line).fault());
      server.delay(Duration.ZERO);
      Reply next = read(line);
      assertRight(next, device);
      assertTrue(next.good() || read(line).good(), next.fault());
    }
  }
}
