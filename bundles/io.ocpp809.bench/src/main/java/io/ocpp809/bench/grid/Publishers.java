package io.ocpp809.bench.grid;

import io.ocpp809.iec104.apci.ApciParameters;
import io.ocpp809.iec104.asdu.DoublePoint;
import io.ocpp809.iec104.asdu.Quality;
import io.ocpp809.iec104.asdu.Value;
import io.ocpp809.iec104.link.AddressRange;
import io.ocpp809.iec104.link.ServerOptions;
import io.ocpp809.iec104.link.StationServer;
import io.ocpp809.iec104.station.ControlledStation;
import io.ocpp809.iec104.station.EventLog;
import io.ocpp809.iec104.station.GroupSettings;
import io.ocpp809.iec104.station.Moment;
import io.ocpp809.iec104.station.PointTable;
import io.ocpp809.iec104.station.Sample;
import io.ocpp809.iec104.station.StoredEventLog;
import io.ocpp809.store.DurableLog;
import io.ocpp809.store.LogOptions;
import io.ocpp809.store.Rank;
import io.ocpp809.store.StoreFolder;
import io.ocpp809.testkit.iec104.Dispatcher;
import io.ocpp809.testkit.iec104.Telegram;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A station on a loopback socket, with threads that publish and a controlling station. */
public final class Publishers implements AutoCloseable {
  private static final int THREADS = 8;
  private static final int MOST_WAITING = 20_000;
  private static final long PATIENCE_SECONDS = 300;

  private final StationServer server;
  private final int points;
  private final AtomicLong gaps = new AtomicLong();

  /**
   * What idle connections cost.
   *
   * @param cpuPercent processor time of the whole process, percent of a core
   * @param threads threads more than without connections
   */
  public record Idle(double cpuPercent, int threads) {}

  /**
   * What became of events over a lost link and a restart.
   *
   * @param lost events that did not come, came twice, or out of order
   * @param megabytes heap that they take while they wait, MB
   */
  public record Buffered(long lost, double megabytes) {}

  /**
   * Opens the port.
   *
   * @param points how many points
   * @param folder where nothing is kept yet
   */
  public Publishers(int points, Path folder) throws IOException {
    this.points = points;
    this.server = serve(Bench104.table(points), EventLog.none());
  }

  private static StationServer serve(PointTable table, EventLog log) throws IOException {
    Bench104.Deaf deaf = new Bench104.Deaf();
    ControlledStation station =
        new ControlledStation(
            Bench104.settings(),
            table,
            List.of(
                new GroupSettings(
                    "centre",
                    true,
                    Set.of(),
                    ApciParameters.standard(),
                    1_000_000,
                    GroupSettings.Termination.NONE)),
            deaf,
            log,
            deaf);
    ServerOptions options =
        new ServerOptions(
            InetAddress.getLoopbackAddress(),
            0,
            20,
            Map.of("centre", List.of(AddressRange.of("127.0.0.1"))));
    StationServer server = new StationServer(station, Publishers::now, deaf);
    server.listen(options, Optional.empty());
    return server;
  }

  private static Moment now() {
    return new Moment(System.nanoTime() / 1_000_000, Instant.now(), true);
  }

  private Dispatcher centre() throws IOException {
    return Dispatcher.connect("127.0.0.1", server.port()).start();
  }

  /** Longest of ten general interrogations after a first one, ms. */
  public double interrogationMillis() throws IOException {
    double longest = 0;
    try (Dispatcher centre = centre()) {
      centre.interrogate();
      for (int i = 0; i < 10; i++) {
        long begin = System.nanoTime();
        List<Telegram> answers = centre.interrogate();
        longest = Math.max(longest, (System.nanoTime() - begin) / 1e6);
        long told =
            answers.stream().filter(t -> t.cause() == 20).mapToLong(t -> t.objects().size()).sum();
        if (told != points) {
          throw new IOException("an interrogation told " + told + " of " + points + " points");
        }
      }
      fault(centre);
    }
    return longest;
  }

  /**
   * ASDUs with one object each per second, from eight threads.
   *
   * @param count how many
   */
  public double singles(int count) throws IOException, InterruptedException {
    // single and double points by turns, so that no two go together
    return publish(count, i -> i % 2 == 0, count);
  }

  /**
   * Objects per second where as many as fit go into an ASDU.
   *
   * @param count how many
   */
  public double batches(int count) throws IOException, InterruptedException {
    return publish(count, i -> true, count);
  }

  private interface Kind {
    boolean single(int number);
  }

  private double publish(int count, Kind kind, int expected)
      throws IOException, InterruptedException {
    try (Dispatcher centre = centre()) {
      centre.countOnly();
      AtomicLong next = new AtomicLong();
      long begin = System.nanoTime();
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        Thread thread = new Thread(() -> run(count, kind, next), "publisher-" + t);
        thread.start();
        threads.add(thread);
      }
      for (Thread thread : threads) {
        thread.join();
      }
      if (!centre.awaitObjects(expected, TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS))) {
        gaps.incrementAndGet();
        throw new IOException(
            "only " + centre.objects() + " of " + expected + " objects came; " + centre.fault());
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      fault(centre);
      return expected / seconds;
    }
  }

  private void run(int count, Kind kind, AtomicLong next) {
    for (long i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
      int number = (int) i;
      while (server.ask(s -> s.waiting("centre")) > MOST_WAITING) {
        LockSupport.parkNanos(200_000);
      }
      boolean single = kind.single(number);
      int address =
          single
              ? Bench104.SINGLE + number / 2 % (points / 2)
              : Bench104.DOUBLE + number / 2 % (points / 4);
      Value value = single ? new Value.SinglePoint(true) : new Value.TwoBits(DoublePoint.ON);
      server.tell(
          s ->
              s.feedBack(
                  address, new Sample(value, Quality.GOOD, Instant.now(), true), true, now()));
    }
  }

  private void fault(Dispatcher centre) throws IOException {
    if (!centre.fault().isEmpty()) {
      gaps.incrementAndGet();
      throw new IOException(centre.fault());
    }
  }

  /** How often the controlling station found a gap in N(S), or missed something. */
  public long gaps() {
    return gaps.get();
  }

  /**
   * Holds connections that say nothing.
   *
   * @param connections how many
   * @param seconds how long
   */
  public Idle idle(int connections, int seconds) throws IOException, InterruptedException {
    int before = ManagementFactory.getThreadMXBean().getThreadCount();
    List<Dispatcher> all = new ArrayList<>();
    try {
      for (int i = 0; i < connections; i++) {
        all.add(Dispatcher.connect("127.0.0.1", server.port()));
      }
      // connecting and its compilation are no idling
      Thread.sleep(10_000);
      // the controlling station has one thread a connection, too
      int threads = ManagementFactory.getThreadMXBean().getThreadCount() - before - connections;
      long cpu = cpuNanos();
      Thread.sleep(seconds * 1_000L);
      return new Idle((cpuNanos() - cpu) / (seconds * 1e7), threads);
    } finally {
      for (Dispatcher d : all) {
        d.close();
      }
    }
  }

  /** Processor time of the station's threads, ns; what the JVM does by itself is no part of it. */
  private static long cpuNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long sum = 0;
    for (long id : threads.getAllThreadIds()) {
      ThreadInfo info = threads.getThreadInfo(id);
      if (info != null && info.getThreadName().startsWith("ocpp809-iec104-")) {
        sum += Math.max(0, threads.getThreadCpuTime(id));
      }
    }
    return sum;
  }

  /**
   * Publishes while nobody is connected, restarts, and connects then.
   *
   * @param count how many events
   * @param data an empty folder
   */
  public static Buffered buffer(int count, Path data) throws Exception {
    PointTable table = Bench104.table(1_000);
    double before = heap();
    double waiting;
    try (StoreFolder folder = StoreFolder.open(data, "iec104")) {
      try (StationServer first = serve(table, log(folder))) {
        for (int i = 0; i < count; i++) {
          int number = i;
          first.tell(s -> s.feedBack(address(number), sample(number), true, now()));
        }
        waiting = heap() - before;
        DurableLog log = folder.log("events", LogOptions.bounded(64L << 20));
        log.append(Rank.GIVES_WAY, new byte[0]).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    }
    long wrong = 0;
    try (StoreFolder folder = StoreFolder.open(data, "iec104");
        StationServer second = serve(table, log(folder));
        Dispatcher centre = Dispatcher.connect("127.0.0.1", second.port()).start()) {
      centre.awaitObjects(count + 1, TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
      int next = 0;
      for (Telegram t : centre.since(0)) {
        for (Telegram.Item item : t.type() == 30 ? t.objects() : List.<Telegram.Item>of()) {
          boolean right = item.address() == address(next) && item.value() == next / 500 % 2;
          wrong += right ? 0 : 1;
          next++;
        }
      }
      wrong += Math.abs(count - next);
    }
    return new Buffered(wrong, waiting);
  }

  private static int address(int number) {
    return Bench104.SINGLE + number % 500;
  }

  private static Sample sample(int number) {
    return new Sample(
        new Value.SinglePoint(number / 500 % 2 == 1), Quality.GOOD, Instant.now(), true);
  }

  private static EventLog log(StoreFolder folder) throws IOException {
    return new StoredEventLog(
        folder.log("events", LogOptions.bounded(64L << 20)),
        folder.snapshots(),
        List.of("centre"),
        fault -> {
          throw new IllegalStateException(fault);
        });
  }

  /** Heap after a collection, MB. */
  static double heap() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
  }

  @Override
  public void close() {
    server.close();
  }
}
