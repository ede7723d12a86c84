package io.ocpp809.bench.modbus;

import com.ghgande.j2mod.modbus.facade.ModbusTCPMaster;
import io.ocpp809.testkit.modbus.ModbusServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** The client of the library j2mod, with a thread a connection, as it is meant to be used. */
public final class Facade {
  private static final int WARM_MILLIS = 2_000;

  private Facade() {}

  /**
   * Reads of 125 registers a second by our lines, as a part of those of the library in the same
   * run.
   *
   * @param connections how many connections
   * @param seconds how long each is measured
   */
  public static double ratio(int connections, int seconds) throws IOException {
    try (ModbusServer server =
        ModbusServer.start(ModbusServer.Framing.TCP, Map.of(1, new Registers()))) {
      double theirs = reads(server, connections, seconds);
      double ours = Lines.reads(server, connections, seconds);
      return ours / theirs;
    }
  }

  private static double reads(ModbusServer server, int connections, int seconds)
      throws IOException {
    AtomicBoolean running = new AtomicBoolean(true);
    AtomicLong good = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    try {
      for (int c = 0; c < connections; c++) {
        ModbusTCPMaster master = new ModbusTCPMaster("127.0.0.1", server.port());
        master.connect();
        Thread thread =
            new Thread(
                () -> {
                  try {
                    while (running.get()) {
                      master.readMultipleRegisters(1, 0, 125);
                      good.incrementAndGet();
                    }
                  } catch (Exception e) {
                    running.set(false);
                  } finally {
                    master.disconnect();
                  }
                },
                "facade-" + c);
        thread.start();
        threads.add(thread);
      }
      Thread.sleep(WARM_MILLIS);
      long from = good.get();
      long begin = System.nanoTime();
      Thread.sleep(seconds * 1_000L);
      double rate = (good.get() - from) * 1e9 / (System.nanoTime() - begin);
      if (!running.getAndSet(false)) {
        throw new IOException("the library's client failed");
      }
      for (Thread thread : threads) {
        thread.join();
      }
      return rate;
    } catch (Exception e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
