package io.ocpp809.modbus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.testkit.modbus.Misbehaviour;
import io.ocpp809.testkit.modbus.ModbusServer;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes wrong with a connection, over real sockets: the line is back by itself. */
class ConnectionFaultsTest {
  private static final long PATIENCE = 120_000_000_000L;
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

  @ParameterizedTest
  @EnumSource(
      value = Misbehaviour.class,
      names = {"TORN", "DROP", "RESET", "CLOSED_AFTER", "HALF_CLOSED", "DEAF", "TWICE", "HALF"})
  void theLineIsBackAndNoValueIsThatOfAnEarlierRead(Misbehaviour how) throws Exception {
    for (ModbusServer.Framing framing : ModbusServer.Framing.values()) {
      Counting device = new Counting();
      try (ModbusServer server = ModbusServer.start(framing, Map.of(1, device));
          TcpLoop loop =
              new TcpLoop(
                  task -> {
                    Thread thread = new Thread(task, "loop-under-test");
                    thread.setDaemon(true);
                    return thread;
                  })) {
        Framing ours = framing == ModbusServer.Framing.TCP ? Framing.tcp() : Framing.rtu();
        LineSettings settings = new LineSettings(250, 0, 5_000, 0, 11);
        Line line = loop.line("127.0.0.1", server.port(), ours, settings);
        server.misbehave(how, 1);
        long end = System.nanoTime() + PATIENCE;
        Reply reply = read(line, device);
        while (server.respondent().wrongToCome() > 0 || !reply.good()) {
          assertTrue(System.nanoTime() < end, "not back within 120 s: " + reply.fault());
          reply = read(line, device);
        }
      }
    }
  }

  private static Reply read(Line line, Counting device) throws Exception {
    Reply reply = line.submit(READ, Priority.WRITE).get(120, TimeUnit.SECONDS);
    if (reply instanceof Reply.Data data) {
      int value = device.reads.get();
      assertArrayEquals(new int[] {value, value + 1000}, data.values());
    }
    return reply;
  }
}
