package io.ocpp809.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.testkit.modbus.ModbusServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever hangs, every request ends by its deadline and no other line waits for it. */
@Timeout(600)
class HangingPeersTest {
  private static final Request READ = new Request.Read(1, Table.HOLDING, 0, 1);
  private static final LineSettings SHORT = new LineSettings(300, 0, 300, 0, 11);
  private static final LineSettings PATIENT = new LineSettings(20_000, 0, 20_000, 0, 11);

  private final CountDownLatch released = new CountDownLatch(1);
  private final List<String> lookUps = new CopyOnWriteArrayList<>();
  private TcpLoop loop;

  @AfterEach
  void stop() {
    released.countDown();
    loop.close();
  }

  private void start() throws IOException {
    loop =
        new TcpLoop(
            task -> {
              Thread thread = new Thread(task, "loop-under-test");
              thread.setDaemon(true);
              return thread;
            },
            target -> {
              lookUps.add(target.getHostString());
              try {
                released.await();
              } catch (InterruptedException end) {
                return target;
              }
              return new InetSocketAddress(InetAddress.getLoopbackAddress(), target.getPort());
            });
  }

  private static final class One implements io.ocpp809.testkit.modbus.Device {
    @Override
    public int[] readHolding(int address, int count) {
      return new int[] {1};
    }
  }

  private static Reply get(CompletableFuture<Reply> future) throws Exception {
    return future.get(60, TimeUnit.SECONDS);
  }

  @Test
  void aNameServerThatHangsEndsEachRequestByItsDeadlineAndIsAskedOnceALine() throws Exception {
    start();
    List<CompletableFuture<Reply>> waiting = new ArrayList<>();
    Line named = loop.line("pile.example", 502, Framing.tcp(), SHORT);
    for (int i = 0; i < 30; i++) {
      waiting.add(
          loop.line("pile-" + i + ".example", 502, Framing.tcp(), SHORT)
              .submit(READ, Priority.FAST));
    }
    try (ModbusServer good = ModbusServer.start(ModbusServer.Framing.TCP, Map.of(1, new One()))) {
      Line line = loop.line("127.0.0.1", good.port(), Framing.tcp(), PATIENT);
      assertTrue(get(line.submit(READ, Priority.FAST)).good());
      for (CompletableFuture<Reply> w : waiting) {
        assertTrue(get(w).fault().contains("the name server does not answer"), get(w).fault());
      }
      for (int i = 0; i < 3; i++) {
        assertTrue(get(named.submit(READ, Priority.FAST)).fault().contains("name server"));
      }
      assertEquals(lookUps.stream().distinct().toList(), lookUps);
    }
  }

  @Test
  void aNameThatIsFoundTooLateIsUsedByTheNextRequest() throws Exception {
    start();
    try (ModbusServer good = ModbusServer.start(ModbusServer.Framing.TCP, Map.of(1, new One()))) {
      Line named = loop.line("pile.example", good.port(), Framing.tcp(), SHORT);
      assertTrue(get(named.submit(READ, Priority.FAST)).fault().contains("name server"));
      released.countDown();
      long end = System.nanoTime() + 120_000_000_000L;
      while (!get(named.submit(READ, Priority.FAST)).good()) {
        assertTrue(System.nanoTime() < end, "not back within 120 s");
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void aConnectionThatIsNeverMadeEndsByItsDeadline() throws Exception {
    start();
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<SocketChannel> before = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        SocketChannel c = SocketChannel.open();
        c.configureBlocking(false);
        c.connect(full.getLocalSocketAddress());
        before.add(c);
      }
      Line line = loop.line("127.0.0.1", full.getLocalPort(), Framing.tcp(), SHORT);
      assertEquals(
          "127.0.0.1:"
              + full.getLocalPort()
              + " did not answer in time; is the device on and its address right?",
          get(line.submit(READ, Priority.FAST)).fault());
      for (SocketChannel c : before) {
        c.close();
      }
    }
  }

  @Test
  void aDeviceThatReadsNothingEndsEachRequestByItsDeadline() throws Exception {
    start();
    try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      deaf.setReceiveBufferSize(1_024);
      Line line = loop.line("127.0.0.1", deaf.getLocalPort(), Framing.rtu(), SHORT);
      for (int unit = 1; unit <= 4; unit++) {
        Request read = new Request.Read(unit, Table.HOLDING, 0, 1);
        assertTrue(
            get(line.submit(read, Priority.WRITE)).fault().contains("did not answer"),
            "unit " + unit);
      }
    }
  }

  @Test
  void aDeviceThatSendsWithoutEndHoldsUpNobody() throws Exception {
    start();
    try (ServerSocket loud = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        ModbusServer good = ModbusServer.start(ModbusServer.Framing.TCP, Map.of(1, new One()))) {
      Thread flood =
          new Thread(
              () -> {
                try (Socket s = loud.accept()) {
                  byte[] octets = new byte[65_536];
                  while (true) {
                    s.getOutputStream().write(octets);
                  }
                } catch (IOException end) {
                  return;
                }
              },
              "flood");
      flood.setDaemon(true);
      flood.start();
      Line noisy = loop.line("127.0.0.1", loud.getLocalPort(), Framing.tcp(), SHORT);
      Line line = loop.line("127.0.0.1", good.port(), Framing.tcp(), PATIENT);
      CompletableFuture<Reply> lost = noisy.submit(READ, Priority.FAST);
      for (int i = 0; i < 50; i++) {
        assertTrue(get(line.submit(READ, Priority.FAST)).good());
      }
      assertTrue(!get(lost).good());
    }
  }
}
