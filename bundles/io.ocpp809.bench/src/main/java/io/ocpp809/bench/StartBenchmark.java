package io.ocpp809.bench;

import io.ocpp809.cli.gateway.Feature;
import io.ocpp809.cli.gateway.Gateway;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** How long the shipped bundles take to become active in a framework that runs already. */
final class StartBenchmark implements Benchmark {

  private static final int RUNS = 5;
  private static final double GOAL_SECONDS = 0.5;

  @Override
  public String name() {
    return "start";
  }

  @Override
  public List<Measurement> run(Path root, Path scratch) throws Exception {
    double[] seconds = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      Map<String, String> properties = Map.of("kura.home", scratch.resolve("data" + i).toString());
      try (Gateway gateway = Gateway.start(scratch.resolve("run" + i), false, properties)) {
        gateway.install(Feature.EMULATED.jars(root));
        long begin = System.nanoTime();
        gateway.install(Feature.GATEWAY.jars(root));
        seconds[i] = (System.nanoTime() - begin) / 1e9;
      }
    }
    Arrays.sort(seconds);
    return List.of(new Measurement("start.bundles-active", seconds[RUNS / 2], "s", GOAL_SECONDS));
  }
}
