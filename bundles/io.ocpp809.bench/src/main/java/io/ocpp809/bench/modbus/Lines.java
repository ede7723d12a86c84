package io.ocpp809.bench.modbus;

import io.ocpp809.modbus.BlockPlanner;
import io.ocpp809.modbus.DataType;
import io.ocpp809.modbus.Device;
import io.ocpp809.modbus.Device.PollClass;
import io.ocpp809.modbus.Framing;
import io.ocpp809.modbus.Line;
import io.ocpp809.modbus.LineSettings;
import io.ocpp809.modbus.Point;
import io.ocpp809.modbus.Priority;
import io.ocpp809.modbus.Reply;
import io.ocpp809.modbus.Request;
import io.ocpp809.modbus.Table;
import io.ocpp809.modbus.TcpLoop;
import io.ocpp809.testkit.modbus.ModbusServer;
import io.ocpp809.testkit.modbus.Pace;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Measures lines of ring 1, without a driver and a gateway. */
public final class Lines {
  private static final int BITS = 11;
  private static final int UNITS = 8;
  private static final long SECOND = 1_000_000_000L;

  private Lines() {}

  /**
   * Which part of the least time that reads need is spent on them, on a line that is always busy:
   * octets, 3.5 characters of silence after each frame (1.75 ms above 19200 baud), turnaround.
   *
   * @param baud bits per second, 8E1
   * @param turnaroundMillis time that the device takes, ms
   * @param seconds how long
   * @return percent
   */
  public static double wire(int baud, int turnaroundMillis, int seconds) throws IOException {
    LineSettings settings = new LineSettings(1_000, 0, 2_000, baud, BITS);
    int count = settings.mostRegisters();
    double ideal =
        settings.wireNanos(8 + 5 + 2 * count)
            + 2.0 * settings.silenceNanos()
            + turnaroundMillis * 1e6;
    try (ModbusServer server =
            ModbusServer.start(ModbusServer.Framing.RTU, Map.of(1, new Registers()));
        TcpLoop loop = loop()) {
      server.pace(new Pace(baud, BITS, turnaroundMillis));
      Line line = loop.line("127.0.0.1", server.port(), Framing.rtu(), settings);
      AtomicLong reads = new AtomicLong();
      Request read = new Request.Read(1, Table.HOLDING, 0, count);
      for (int i = 0; i < 3; i++) {
        again(line, read, reads, new AtomicLong());
      }
      pause(SECOND);
      long from = reads.get();
      long begin = System.nanoTime();
      pause(seconds * SECOND);
      double efficiency = 100 * (reads.get() - from) * ideal / (System.nanoTime() - begin);
      line.close();
      return efficiency;
    }
  }

  private static TcpLoop loop() throws IOException {
    return new TcpLoop(
        task -> {
          Thread thread = new Thread(task, "bench-modbus");
          thread.setDaemon(true);
          return thread;
        });
  }

  private static void again(Line line, Request read, AtomicLong good, AtomicLong bad) {
    line.submit(read, Priority.FAST)
        .thenAccept(
            reply -> {
              if (reply instanceof Reply.Data) {
                good.incrementAndGet();
              } else {
                bad.incrementAndGet();
              }
              if (!reply.fault().contains("closed")) {
                again(line, read, good, bad);
              }
            });
  }

  /**
   * What the seven units that answer keep of their rate when the eighth is dead, on a line at 9600
   * baud that is always busy.
   *
   * @param seconds how long each is measured
   * @return percent, of the unit that fares worst
   */
  public static double deadUnit(int seconds) throws IOException {
    double[] alive = rates(seconds, UNITS);
    double[] dead = rates(seconds, UNITS - 1);
    double worst = Double.MAX_VALUE;
    for (int u = 0; u < UNITS - 1; u++) {
      worst = Math.min(worst, 100 * dead[u] / alive[u]);
    }
    return worst;
  }

  private static double[] rates(int seconds, int answering) throws IOException {
    LineSettings settings = new LineSettings(500, 0, 2_000, 9_600, BITS);
    Map<Integer, io.ocpp809.testkit.modbus.Device> devices = new HashMap<>();
    for (int u = 1; u <= answering; u++) {
      devices.put(u, new Registers());
    }
    try (ModbusServer server = ModbusServer.start(ModbusServer.Framing.RTU, devices);
        TcpLoop loop = loop()) {
      server.pace(new Pace(9_600, BITS, 5));
      Line line = loop.line("127.0.0.1", server.port(), Framing.rtu(), settings);
      AtomicIntegerArray reads = new AtomicIntegerArray(UNITS);
      List<Device> units = new ArrayList<>();
      for (int u = 1; u <= UNITS; u++) {
        int index = u - 1;
        Device unit =
            new Device(
                u, line, new BlockPlanner(0, 20, false), () -> System.nanoTime() / 1_000_000);
        for (int address = 0; address < 10; address++) {
          unit.track(Point.of(Table.HOLDING, address, DataType.UINT16), PollClass.FAST);
        }
        unit.listen(
            (point, value) -> {
              if (value.answered() && point.address() == 0) {
                reads.incrementAndGet(index);
              }
            });
        units.add(unit);
      }
      // long enough for the dead one to be found dead
      poll(units, 5);
      int[] before = new int[UNITS];
      for (int u = 0; u < UNITS; u++) {
        before[u] = reads.get(u);
      }
      poll(units, seconds);
      double[] rates = new double[UNITS];
      for (int u = 0; u < UNITS; u++) {
        rates[u] = (double) (reads.get(u) - before[u]) / seconds;
      }
      line.close();
      return rates;
    }
  }

  /** Polls all as often as they are ready: the line is always busy. */
  private static void poll(List<Device> units, int seconds) {
    long end = System.nanoTime() + seconds * SECOND;
    while (System.nanoTime() < end) {
      units.forEach(u -> u.poll(PollClass.FAST));
      pause(SECOND / 100);
    }
  }

  /**
   * What many lines cost.
   *
   * @param cpuPercent processor time of the threads that carry them, percent of a core
   * @param megabytes heap that lines, devices and values take, MB
   * @param missed points that were not read once a second, percent
   */
  public record Scale(double cpuPercent, double megabytes, double missed) {}

  /**
   * Reads many registers once a second over TCP.
   *
   * @param lines how many lines
   * @param units units a line
   * @param registers registers a unit, a value each
   * @param seconds how long
   */
  public static Scale scale(int lines, int units, int registers, int seconds) throws IOException {
    Map<Integer, io.ocpp809.testkit.modbus.Device> devices = new HashMap<>();
    for (int u = 1; u <= units; u++) {
      devices.put(u, new Registers());
    }
    List<ModbusServer> servers = new ArrayList<>();
    try (TcpLoop loop = loop()) {
      for (int l = 0; l < lines; l++) {
        servers.add(ModbusServer.start(ModbusServer.Framing.TCP, devices));
      }
      double before = heap();
      AtomicLong values = new AtomicLong();
      List<Device> all = new ArrayList<>();
      for (ModbusServer server : servers) {
        Line line = loop.line("127.0.0.1", server.port(), Framing.tcp(), LineSettings.network());
        for (int u = 1; u <= units; u++) {
          Device unit =
              new Device(
                  u, line, new BlockPlanner(8, 60, false), () -> System.nanoTime() / 1_000_000);
          for (int address = 0; address < registers; address++) {
            unit.track(Point.of(Table.HOLDING, address, DataType.UINT16), PollClass.FAST);
          }
          unit.listen((point, value) -> values.addAndGet(value.answered() ? 1 : 0));
          all.add(unit);
        }
      }
      Thread poller = new Thread(() -> every(all, seconds + 5), "bench-modbus-poller");
      poller.start();
      pause(5 * SECOND);
      long from = values.get();
      long cpu = cpu();
      long begin = System.nanoTime();
      pause((seconds - 2) * SECOND);
      long took = System.nanoTime() - begin;
      double percent = 100.0 * (cpu() - cpu) / took;
      double read = (values.get() - from) / (took / 1e9) / (lines * units * registers);
      double heap = heap() - before;
      join(poller);
      return new Scale(percent, heap, Math.max(0, 100 * (1 - read)));
    } finally {
      for (ModbusServer server : servers) {
        server.close();
      }
    }
  }

  /** Polls each once a second, spread over it. */
  private static void every(List<Device> all, int seconds) {
    long begin = System.nanoTime();
    for (int s = 0; s < seconds; s++) {
      for (int i = 0; i < all.size(); i++) {
        long at = begin + s * SECOND + SECOND * i / all.size();
        if (i % 16 == 0) {
          pause(at - System.nanoTime());
        }
        all.get(i).poll(PollClass.FAST);
      }
    }
  }

  private static void join(Thread thread) throws IOException {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static long cpu() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long sum = 0;
    for (long id : threads.getAllThreadIds()) {
      var info = threads.getThreadInfo(id);
      if (info != null && info.getThreadName().startsWith("bench-modbus")) {
        sum += Math.max(0, threads.getThreadCpuTime(id));
      }
    }
    return sum;
  }

  private static double heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
  }

  private static void pause(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /**
   * Reads of 125 registers a second, one outstanding a connection.
   *
   * @param connections how many connections
   * @param seconds how long
   */
  static double reads(ModbusServer server, int connections, int seconds) throws IOException {
    try (TcpLoop loop = loop()) {
      AtomicLong good = new AtomicLong();
      AtomicLong bad = new AtomicLong();
      List<Line> lines = new ArrayList<>();
      for (int c = 0; c < connections; c++) {
        Line line = loop.line("127.0.0.1", server.port(), Framing.tcp(), LineSettings.network());
        lines.add(line);
        again(line, new Request.Read(1, Table.HOLDING, 0, 125), good, bad);
      }
      pause(2 * SECOND);
      long from = good.get();
      long begin = System.nanoTime();
      pause(seconds * SECOND);
      double rate = (good.get() - from) * 1e9 / (System.nanoTime() - begin);
      lines.forEach(Line::close);
      if (bad.get() > connections) {
        throw new IOException(bad.get() + " reads failed");
      }
      return rate;
    }
  }
}
