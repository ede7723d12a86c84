package io.ocpp809.bench;

import com.google.gson.JsonElement;
import io.ocpp809.bench.peers.Product;
import io.ocpp809.bench.process.Child;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Heap and threads of the shipped bundles with ten stations connected and charging, and what each
 * further one costs. Heap is what is left after a collection, less what is left with the bundles
 * stopped; threads are those that end with the bundles, and whatever bears one of our names.
 */
final class FootprintBenchmark implements Benchmark {

  private static final int FIRST = 10;
  private static final int FURTHER = 30;
  private static final double HEAP_GOAL_MB = 24;
  private static final double THREADS_GOAL = 40;
  private static final double HEAP_EACH_GOAL_KB = 160;
  private static final double THREADS_EACH_GOAL = 2;
  private static final int SETTLE_SECONDS = 15;
  private static final Pattern KURA = Pattern.compile("kura-.*|Equinox.*|SCR.*|.*Framework.*");
  private static final Pattern OURS = Pattern.compile("ocpp809-.*|WebSocket.*|MQTT.*");

  @Override
  public String name() {
    return "footprint";
  }

  /** Heap in octets and names of threads at one moment. */
  record Look(long heap, List<String> threads) {}

  /**
   * A gateway with so many stations.
   *
   * @param loaded while they are connected and charge
   * @param stopped with the bundles stopped, the assets of the stations still there
   */
  record Load(Look loaded, Look stopped) {
    /** What the bundles need, in octets. */
    long heap() {
      return loaded.heap() - stopped.heap();
    }

    /** Threads that have ended with the bundles, and those of our names that have not. */
    long threads() {
      List<String> left = new ArrayList<>(stopped.threads());
      left.removeIf(name -> OURS.matcher(name).matches());
      List<String> mine = new ArrayList<>(loaded.threads());
      left.forEach(mine::remove);
      return mine.stream().filter(name -> !KURA.matcher(name).matches()).count();
    }
  }

  @Override
  public List<Measurement> run(Workbench bench) throws Exception {
    return measurements(load(bench, FIRST), load(bench, FIRST + FURTHER), FURTHER);
  }

  private static Load load(Workbench bench, int stations) throws Exception {
    try (Child peers = bench.peers();
        Child gateway = bench.gateway(bench.scratch().resolve("home" + stations))) {
      Workbench.call(gateway, "start");
      Scene scene = new Scene(1).with(Product.KEBA, stations).mirrored(Map.of());
      Workbench.play(scene, peers, gateway);
      peers.call("charge", Workbench.number("seconds", 60), Workbench.PATIENCE);
      Look loaded = look(gateway);
      details(bench, gateway, loaded);
      Workbench.call(gateway, "stop-shipped");
      Look stopped = look(gateway);
      details(bench, gateway, stopped);
      return new Load(loaded, stopped);
    }
  }

  private static void details(Workbench bench, Child gateway, Look look) throws IOException {
    if (Boolean.getBoolean("ocpp809.bench.details")) {
      bench.notes().accept(Workbench.call(gateway, "histogram").getAsString());
      bench.notes().accept(String.join("\n", look.threads()));
    }
  }

  private static Look look(Child gateway) throws IOException, InterruptedException {
    TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
    List<String> names = new ArrayList<>();
    for (JsonElement name : Workbench.call(gateway, "threads").getAsJsonArray()) {
      names.add(name.getAsString());
    }
    return new Look(Workbench.call(gateway, "heap").getAsLong(), names);
  }

  /**
   * Judges.
   *
   * @param ten with ten stations
   * @param all with all
   * @param further how many more than ten all are
   */
  static List<Measurement> measurements(Load ten, Load all, int further) {
    return List.of(
        new Measurement("footprint.heap", ten.heap() / 1e6, "MB", HEAP_GOAL_MB),
        new Measurement("footprint.threads", ten.threads(), "threads", THREADS_GOAL),
        new Measurement(
            "footprint.heap-each",
            (all.heap() - ten.heap()) / 1e3 / further,
            "kB",
            HEAP_EACH_GOAL_KB),
        new Measurement(
            "footprint.threads-each",
            (double) (all.threads() - ten.threads()) / further,
            "threads",
            THREADS_EACH_GOAL));
  }
}
