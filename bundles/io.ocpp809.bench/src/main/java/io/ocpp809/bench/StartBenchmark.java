package io.ocpp809.bench;

import com.google.gson.JsonObject;
import io.ocpp809.bench.peers.Product;
import io.ocpp809.bench.process.Child;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How long the shipped bundles take to become active in a framework that runs already, and from
 * there to the BootNotification at the CSMS. Each run is a fresh JVM on the configuration of the
 * run before, as after a restart of the gateway.
 */
final class StartBenchmark implements Benchmark {

  private static final int RUNS = 5;
  private static final double ACTIVE_GOAL_SECONDS = 0.5;
  private static final double BOOT_GOAL_SECONDS = 2;
  private static final long BOOT_PATIENCE_SECONDS = 20;
  private static final String STATION = "station1";

  @Override
  public String name() {
    return "start";
  }

  @Override
  public List<Measurement> run(Workbench bench) throws Exception {
    Path home = bench.scratch().resolve("home");
    double[] active = new double[RUNS];
    double[] boot = new double[RUNS];
    double[] silent = new double[RUNS];
    try (Child peers = bench.peers()) {
      try (Child gateway = bench.gateway(home)) {
        Workbench.call(gateway, "start");
        Workbench.play(new Scene(1).with(Product.KEBA, 1), peers, gateway);
        // The asset made from the template is part of what the next start finds.
        TimeUnit.SECONDS.sleep(2);
      }
      for (int i = 0; i < RUNS; i++) {
        double[] times = restart(bench, home, peers);
        active[i] = times[0];
        boot[i] = times[1];
      }
      Workbench.call(peers, "silence");
      for (int i = 0; i < RUNS; i++) {
        silent[i] = restart(bench, home, peers)[1];
      }
    }
    return List.of(
        new Measurement(
            "start.bundles-active", Statistics.median(active), "s", ACTIVE_GOAL_SECONDS),
        new Measurement("start.boot", Statistics.median(boot), "s", BOOT_GOAL_SECONDS),
        new Measurement(
            "start.boot-with-silent-pile", Statistics.median(silent), "s", BOOT_GOAL_SECONDS));
  }

  private static double[] restart(Workbench bench, Path home, Child peers)
      throws IOException, InterruptedException {
    long before = boot(peers);
    try (Child gateway = bench.gateway(home)) {
      JsonObject started = Workbench.call(gateway, "start").getAsJsonObject();
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(BOOT_PATIENCE_SECONDS);
      long booted = boot(peers);
      while (booted == before) {
        if (System.nanoTime() > end) {
          throw new IOException("no BootNotification within " + BOOT_PATIENCE_SECONDS + " s");
        }
        TimeUnit.MILLISECONDS.sleep(20);
        booted = boot(peers);
      }
      if (Boolean.getBoolean("ocpp809.bench.details")) {
        bench
            .notes()
            .accept("processor time of the thread that starts, s: " + started.get("cpuSeconds"));
      }
      double seconds = (booted - started.get("activeMicros").getAsLong()) / 1e6;
      return new double[] {started.get("seconds").getAsDouble(), Math.max(0, seconds)};
    }
  }

  private static long boot(Child peers) throws IOException {
    JsonObject boots = Workbench.call(peers, "boots").getAsJsonObject();
    return boots.has(STATION) ? boots.get(STATION).getAsLong() : 0;
  }
}
