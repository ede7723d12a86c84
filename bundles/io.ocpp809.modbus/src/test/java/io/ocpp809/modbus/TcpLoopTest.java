package io.ocpp809.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.testkit.modbus.ModbusServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lines over TCP against servers on the loopback interface. */
class TcpLoopTest {
  private static final Request READ = new Request.Read(1, Table.HOLDING, 0, 2);
  private static final LineSettings SETTINGS = new LineSettings(60_000, 0, 60_000, 0, 11);

  private final AtomicInteger threads = new AtomicInteger();
  private final List<String> uncaught = new CopyOnWriteArrayList<>();
  private TcpLoop loop;

  @BeforeEach
  void start() throws IOException {
    loop =
        new TcpLoop(
            task -> {
              threads.incrementAndGet();
              Thread thread = new Thread(task, "loop-under-test");
              thread.setDaemon(true);
              thread.setUncaughtExceptionHandler((t, e) -> uncaught.add(e.toString()));
              return thread;
            });
  }

  @AfterEach
  void stop() {
    loop.close();
  }

  private static ModbusServer server(ModbusServer.Framing framing) throws IOException {
    return ModbusServer.start(framing, Map.of(1, new FourRegisters()));
  }

  private static final class FourRegisters implements io.ocpp809.testkit.modbus.Device {
    @Override
    public int[] readHolding(int address, int count) {
      return new int[] {7, 8};
    }
  }

  private static Reply reply(CompletableFuture<Reply> future) throws Exception {
    return future.get(120, TimeUnit.SECONDS);
  }

  @Test
  void bothFramingsReadOverTcp() throws Exception {
    try (ModbusServer tcp = server(ModbusServer.Framing.TCP);
        ModbusServer rtu = server(ModbusServer.Framing.RTU)) {
      Line a = loop.line("127.0.0.1", tcp.port(), Framing.tcp(), SETTINGS);
      Line b = loop.line("localhost", rtu.port(), Framing.rtu(), SETTINGS);
      assertEquals(new Reply.Data(new int[] {7, 8}), reply(a.submit(READ, Priority.FAST)));
      assertEquals(new Reply.Data(new int[] {7, 8}), reply(b.submit(READ, Priority.FAST)));
      assertEquals(1, a.counters(1).good());
    }
  }

  @Test
  void aDeviceUnderASecondNameIsNotReachedByASecondLine() throws Exception {
    try (ModbusServer server = server(ModbusServer.Framing.TCP)) {
      Line a = loop.line("127.0.0.1", server.port(), Framing.tcp(), SETTINGS);
      Line b = loop.line("localhost", server.port(), Framing.tcp(), SETTINGS);
      assertTrue(reply(a.submit(READ, Priority.FAST)).good());
      assertEquals(
          "localhost:"
              + server.port()
              + " is the device that another driver calls 127.0.0.1; give both drivers the same"
              + " host, so that they share its line",
          reply(b.submit(READ, Priority.FAST)).fault());
      a.close();
      Line c = loop.line("LOCALHOST", server.port(), Framing.tcp(), SETTINGS);
      assertTrue(reply(c.submit(READ, Priority.FAST)).good(), "it is free again");
    }
  }

  @Test
  void anAddressIsFreeOnceTheNameThatLedToItIsNotKnownAnyMore() throws Exception {
    InetAddress here = InetAddress.getByName("127.0.0.1");
    AtomicBoolean known = new AtomicBoolean(true);
    TcpLoop named =
        new TcpLoop(
            task -> {
              Thread thread = new Thread(task, "named-loop-under-test");
              thread.setDaemon(true);
              return thread;
            },
            target -> known.get() ? new InetSocketAddress(here, target.getPort()) : target);
    try (ModbusServer server = server(ModbusServer.Framing.TCP)) {
      Line a = named.line("pile", server.port(), Framing.tcp(), SETTINGS);
      Line b = named.line("127.0.0.1", server.port(), Framing.tcp(), SETTINGS);
      assertTrue(reply(a.submit(READ, Priority.FAST)).good());
      known.set(false);
      server.drop();
      Reply gone = reply(a.submit(READ, Priority.FAST));
      for (int i = 0; i < 3 && !gone.fault().contains("is not known"); i++) {
        gone = reply(a.submit(READ, Priority.FAST));
      }
      assertTrue(gone.fault().contains("host pile is not known"), gone.fault());
      Reply next = reply(b.submit(READ, Priority.FAST));
      assertTrue(next.good(), next.fault());
    } finally {
      named.close();
    }
  }

  @Test
  void devicesThatDoNotAnswerHoldUpNoOther() throws Exception {
    List<CompletableFuture<Reply>> waiting = new ArrayList<>();
    try (ModbusServer good = server(ModbusServer.Framing.TCP);
        ServerSocket mute = new ServerSocket(0, 50)) {
      for (int i = 0; i < 20; i++) {
        Line dead = loop.line("127.0.0.1", mute.getLocalPort(), Framing.tcp(), SETTINGS);
        waiting.add(dead.submit(READ, Priority.FAST));
      }
      Line line = loop.line("127.0.0.1", good.port(), Framing.tcp(), SETTINGS);
      assertTrue(reply(line.submit(READ, Priority.FAST)).good());
      assertTrue(waiting.stream().noneMatch(CompletableFuture::isDone), "they still wait");
      assertTrue(threads.get() <= 5, threads + " threads for 21 lines");
    }
  }

  @Test
  void aConnectionThatTheDeviceCutsIsMadeAgain() throws Exception {
    try (ModbusServer server = server(ModbusServer.Framing.TCP)) {
      Line line = loop.line("127.0.0.1", server.port(), Framing.tcp(), SETTINGS);
      assertTrue(reply(line.submit(READ, Priority.FAST)).good());
      server.drop();
      Reply next = reply(line.submit(READ, Priority.FAST));
      for (int i = 0; i < 3 && !next.good(); i++) {
        next = reply(line.submit(READ, Priority.FAST));
      }
      assertTrue(next.good(), next.fault());
    }
  }

  @Test
  void aClosedLineAnswersWhatWaits() throws Exception {
    try (ServerSocket mute = new ServerSocket(0, 50)) {
      Line line = loop.line("127.0.0.1", mute.getLocalPort(), Framing.tcp(), SETTINGS);
      CompletableFuture<Reply> waiting = line.submit(READ, Priority.FAST);
      line.close();
      assertEquals("the line is closed", reply(waiting).fault());
      assertEquals("the line is closed", reply(line.submit(READ, Priority.FAST)).fault());
    }
  }

  @Test
  void anErrorInOneLinesWorkLeavesAllLinesWorking() throws Exception {
    try (ModbusServer server = server(ModbusServer.Framing.TCP)) {
      Line line = loop.line("127.0.0.1", server.port(), Framing.tcp(), SETTINGS);
      assertTrue(reply(line.submit(READ, Priority.FAST)).good());
      loop.post(
          driver(),
          () -> {
            throw new NoClassDefFoundError("thrown by a test");
          });
      assertTrue(reply(line.submit(READ, Priority.FAST)).good());
      assertEquals(List.of("java.lang.NoClassDefFoundError: thrown by a test"), uncaught);
    }
  }

  /** Of a line that nobody uses. */
  private TcpDriver driver() {
    LineMachine machine = new LineMachine(Framing.tcp(), true, "other:502", SETTINGS);
    InetSocketAddress target = InetSocketAddress.createUnresolved("other", 502);
    return new TcpDriver(
        loop, machine, driver -> new Dialler(loop, driver, target, Optional.empty()));
  }

  @Test
  void aLineThatIsClosedJustBeforeTheLoopEndsLeavesNoConnectionOpen() throws Exception {
    LineSettings impatient = new LineSettings(100, 0, 2_000, 0, 11);
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (ServerSocket mute = new ServerSocket(0, 50);
        ServerSocket pile = new ServerSocket(0, 50)) {
      Line line = loop.line("127.0.0.1", pile.getLocalPort(), Framing.tcp(), SETTINGS);
      line.submit(READ, Priority.FAST);
      try (Socket connection = pile.accept()) {
        connection.setSoTimeout(120_000);
        Line holding = loop.line("127.0.0.1", mute.getLocalPort(), Framing.tcp(), impatient);
        CompletableFuture<CompletableFuture<Void>> told = new CompletableFuture<>();
        // On the loop's thread, so that the reply cannot come before somebody waits for it.
        loop.post(
            driver(),
            () ->
                told.complete(
                    holding
                        .submit(READ, Priority.FAST)
                        .thenRun(
                            () -> {
                              held.countDown();
                              await(release);
                            })));
        await(held);
        line.close();
        Thread closer = new Thread(loop::close, "closer");
        closer.start();
        long end = System.nanoTime() + 120_000_000_000L;
        while (closer.isAlive()
            && closer.getState() != Thread.State.TIMED_WAITING
            && System.nanoTime() < end) {
          Thread.onSpinWait();
        }
        release.countDown();
        closer.join(120_000);
        told.join().get(120, TimeUnit.SECONDS);
        int octet = connection.getInputStream().read();
        while (octet >= 0) {
          octet = connection.getInputStream().read();
        }
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(120, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
