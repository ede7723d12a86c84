package io.ocpp809.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.ocpp809.bench.peers.Product;
import io.ocpp809.bench.process.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * From a reducing SetChargingProfile at the CSMS's socket to the last octet of the pile's answer to
 * the write, or from the execute of a control centre's set-point, on serial lines paced to real
 * time under full polling: four piles and a meter that is read in the longest blocks. Both lines
 * are measured at once; then with cars that need five seconds to follow, until the gateway has seen
 * the effect; then again with every forced write of the gateway stalled by half a second.
 */
final class SetPointBenchmark implements Benchmark {

  private static final int TURNAROUND_MILLIS = 10;
  private static final int PILES = 4;
  private static final int COUNT = Integer.getInteger("ocpp809.bench.set-points", 300);
  private static final int STALLED_COUNT = Math.min(100, COUNT);
  private static final int STALL_MILLIS = 500;
  private static final int FOLLOWED_COUNT = Math.min(60, COUNT);
  private static final int FOLLOW_MILLIS = 5_000;
  private static final double FOLLOWED_GOAL_MILLIS = 6_000;
  private static final double LEAST_BUSY = 0.85;
  private static final long SEED = 809;
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private record Line(String name, int baud, double goalMillis) {}

  private static final List<Line> LINES =
      List.of(new Line("9600", 9_600, 161), new Line("19200", 19_200, 91));

  @Override
  public String name() {
    return "set-point";
  }

  @Override
  public List<Measurement> run(Workbench bench) throws Exception {
    List<Measurement> values = new ArrayList<>();
    JsonObject smooth = measure(bench, "smooth", COUNT, false);
    for (Line line : LINES) {
      double[] millis = millis(bench, "", smooth, line);
      values.add(
          new Measurement(
              "set-point." + line.name() + ".p99",
              Statistics.quantile(millis, 0.99),
              "ms",
              line.goalMillis()));
    }
    JsonObject grid = measure(bench, "telecontrol", COUNT, true);
    for (Line line : LINES) {
      values.add(
          new Measurement(
              "set-point." + line.name() + ".telecontrol.p99",
              Statistics.quantile(millis(bench, " by telecontrol", grid, line), 0.99),
              "ms",
              line.goalMillis()));
    }
    JsonObject followed = followed(bench);
    for (Line line : LINES) {
      values.add(
          new Measurement(
              "set-point." + line.name() + ".followed.p99",
              Statistics.quantile(millis(bench, " until it is followed", followed, line), 0.99),
              "ms",
              FOLLOWED_GOAL_MILLIS));
    }
    String agent = "-javaagent:" + jar() + "=" + STALL_MILLIS;
    JsonObject stalled = measure(bench, "stalled", STALLED_COUNT, false, agent);
    for (Line line : LINES) {
      double[] millis = millis(bench, " with stalls", stalled, line);
      values.add(
          new Measurement(
              "set-point." + line.name() + ".stalled.max",
              Statistics.quantile(millis, 1),
              "ms",
              1_000));
    }
    return values;
  }

  private static JsonObject measure(
      Workbench bench, String kind, int count, boolean telecontrol, String... options)
      throws IOException {
    JsonObject arguments = new JsonObject();
    Scene scene = new Scene(1);
    if (telecontrol) {
      arguments.addProperty("telecontrol", true);
      scene.telecontrolled();
    }
    return measure(bench, kind, scene, "set-points", count, arguments, options);
  }

  /** Cars that take their time to follow a limit, and commands that end when that is seen. */
  private static JsonObject followed(Workbench bench) throws IOException {
    Scene scene = new Scene(1).followed(FOLLOW_MILLIS);
    return measure(bench, "followed", scene, "followed", FOLLOWED_COUNT, new JsonObject());
  }

  private static JsonObject measure(
      Workbench bench,
      String kind,
      Scene scene,
      String command,
      int count,
      JsonObject arguments,
      String... options)
      throws IOException {
    Path home = Files.createDirectories(bench.scratch().resolve(kind));
    try (Child peers = bench.peers();
        Child gateway = bench.gateway(home, options)) {
      Workbench.call(gateway, "start");
      if (options.length > 0) {
        double seconds = Workbench.call(gateway, "force").getAsDouble();
        if (seconds < STALL_MILLIS / 1e3) {
          throw new IOException("forced writes do not stall: " + seconds + " s");
        }
      }
      scene.driver("fast.period", 200);
      for (Line line : LINES) {
        scene.serial(line.name(), line.baud(), TURNAROUND_MILLIS, Product.HEIDELBERG, PILES);
      }
      Workbench.play(scene, peers, gateway);
      peers.call("charge", Workbench.number("seconds", 90), Workbench.PATIENCE);
      JsonObject counts = new JsonObject();
      LINES.forEach(line -> counts.addProperty(line.name(), count));
      arguments.addProperty("seed", SEED);
      arguments.add("lines", counts);
      return peers.call(command, arguments, PATIENCE).getAsJsonObject();
    }
  }

  private static double[] millis(Workbench bench, String how, JsonObject measured, Line line)
      throws IOException {
    JsonObject one = measured.getAsJsonObject(line.name());
    double busy = one.get("busy").getAsDouble();
    if (busy < LEAST_BUSY) {
      throw new IOException(
          String.format(
              Locale.ROOT, "line %s was used %.0f %% of the time only", line.name(), 100 * busy));
    }
    JsonArray nanos = one.getAsJsonArray("nanos");
    double[] millis = new double[nanos.size()];
    for (int i = 0; i < millis.length; i++) {
      millis[i] = nanos.get(i).getAsLong() / 1e6;
    }
    if (Boolean.getBoolean("ocpp809.bench.details") && one.has("onLine")) {
      for (int i = 0; i < millis.length; i++) {
        double own = one.getAsJsonArray("onLine").get(i).getAsLong() / 1e6;
        bench
            .notes()
            .accept(String.format(Locale.ROOT, "%.1f ms, %.1f on the line", millis[i], own));
      }
    }
    bench
        .notes()
        .accept(
            String.format(
                Locale.ROOT,
                "set-point at %s baud%s: p50 %.0f ms, p99 %.0f ms, max %.0f ms of %d; line used"
                    + " %.0f %% of the time",
                line.name(),
                how,
                Statistics.median(millis),
                Statistics.quantile(millis, 0.99),
                Statistics.quantile(millis, 1),
                millis.length,
                100 * busy));
    return millis;
  }

  /** The bench's own jar, which is the agent too. */
  private static Path jar() throws IOException {
    CodeSource source = SetPointBenchmark.class.getProtectionDomain().getCodeSource();
    Path jar = Path.of(source.getLocation().getPath());
    if (!Files.isRegularFile(jar)) {
      throw new IOException("the bench runs from its jar only, not from " + jar);
    }
    return jar;
  }
}
