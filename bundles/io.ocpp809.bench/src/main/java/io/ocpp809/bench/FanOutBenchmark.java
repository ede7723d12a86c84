package io.ocpp809.bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.ocpp809.bench.peers.Product;
import io.ocpp809.bench.process.Child;
import io.ocpp809.cli.gateway.Feature;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Processor time of the whole gateway's process, Kura's services and the JVM's own work included,
 * while 100 charging stations send ten measurands each second to the CSMS and to the broker. Less
 * than that arriving there is a failure, not a good figure.
 */
final class FanOutBenchmark implements Benchmark {

  private static final int STATIONS = 100;
  private static final int MEASURANDS = 10;
  private static final double LEAST_RATE = 0.97;
  private static final int WARM_UP_SECONDS = 120;
  private static final int WARM_UP_MOST_SECONDS = 480;
  private static final int LOOK_SECONDS = 10;
  private static final double COMPILER_AT_REST_PERCENT = 1;
  private static final int SECONDS = 60;
  private static final double GOAL_PERCENT = 10;
  private static final String FREQUENCY =
      """
      {"name": "frequency", "table": "hr", "addr": 336, "type": "f32", "unit": "Hz", "access": "r",
       "role": "frequency"}
      """;
  private static final String SAMPLED =
      "Energy.Active.Import.Register,Power.Active.Import,Current.Import,Current.Offered,Voltage,"
          + "Frequency";

  @Override
  public String name() {
    return "fan-out";
  }

  @Override
  public List<Measurement> run(Workbench bench) throws Exception {
    try (Child peers = bench.peers();
        Child gateway = bench.gateway(bench.scratch().resolve("home"))) {
      Workbench.call(gateway, "start");
      Scene scene =
          new Scene(1)
              .with(Product.ALFEN, STATIONS)
              .template(withFrequency(bench.root()))
              .mirrored(Map.of("interval.min", 1, "interval.max", 1));
      Workbench.play(scene, peers, gateway);
      JsonObject keys = new JsonObject();
      keys.addProperty("MeterValuesSampledData", SAMPLED);
      keys.addProperty("MeterValueSampleInterval", "1");
      peers.call("configure", keys, Workbench.PATIENCE);
      peers.call("charge", Workbench.number("seconds", 100), Workbench.PATIENCE);
      warmUp(gateway);
      JsonObject countBefore = Workbench.call(peers, "counts").getAsJsonObject();
      JsonObject before = Workbench.call(gateway, "cpu").getAsJsonObject();
      TimeUnit.SECONDS.sleep(SECONDS);
      JsonObject countAfter = Workbench.call(peers, "counts").getAsJsonObject();
      JsonObject after = Workbench.call(gateway, "cpu").getAsJsonObject();
      if (Boolean.getBoolean("ocpp809.bench.details")) {
        threads(bench, before, after);
      }
      return List.of(
          new Measurement(
              "fan-out.cpu", percent(before, after, "process"), "% of a core", GOAL_PERCENT),
          rate("fan-out.ocpp", "sampledValues", countBefore, countAfter),
          rate("fan-out.mqtt", "publishedValues", countBefore, countAfter));
    }
  }

  /** Returns when the JVM has compiled what it runs, or has been given time enough for it. */
  private static void warmUp(Child gateway) throws IOException, InterruptedException {
    TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
    JsonObject before = Workbench.call(gateway, "cpu").getAsJsonObject();
    for (int passed = WARM_UP_SECONDS; passed < WARM_UP_MOST_SECONDS; passed += LOOK_SECONDS) {
      TimeUnit.SECONDS.sleep(LOOK_SECONDS);
      JsonObject after = Workbench.call(gateway, "cpu").getAsJsonObject();
      if (percent(before, after, "compiler") < COMPILER_AT_REST_PERCENT) {
        return;
      }
      before = after;
    }
  }

  /** The shipped template with one point more that this pile has, to make it ten measurands. */
  private static String withFrequency(Path root) throws IOException {
    for (Path jar : Feature.GATEWAY.jars(root)) {
      try (ZipFile zip = new ZipFile(jar.toFile())) {
        ZipEntry entry = zip.getEntry("templates/" + Product.ALFEN.template() + ".json");
        if (entry != null) {
          JsonObject template =
              JsonParser.parseReader(
                      new InputStreamReader(zip.getInputStream(entry), StandardCharsets.UTF_8))
                  .getAsJsonObject();
          template.getAsJsonArray("points").add(JsonParser.parseString(FREQUENCY));
          return template.toString();
        }
      }
    }
    throw new IOException("no bundle has the template " + Product.ALFEN.template());
  }

  private static long delta(JsonObject before, JsonObject after, String key) {
    return after.get(key).getAsLong() - before.get(key).getAsLong();
  }

  private static double percent(JsonObject before, JsonObject after, String key) {
    return 100.0 * delta(before, after, key) / delta(before, after, "now");
  }

  /** What arrived, judged by what was to arrive. */
  static Measurement rate(String name, String count, JsonObject before, JsonObject after) {
    double seconds = delta(before, after, "now") / 1e9;
    return Measurement.atLeast(
        name,
        delta(before, after, count) / seconds,
        "values/s",
        LEAST_RATE * STATIONS * MEASURANDS);
  }

  private static void threads(Workbench bench, JsonObject before, JsonObject after) {
    double seconds = delta(before, after, "now");
    JsonObject now = after.getAsJsonObject("threads");
    JsonObject then = before.getAsJsonObject("threads");
    now.keySet()
        .forEach(
            name -> {
              long old = then.has(name) ? then.get(name).getAsLong() : 0;
              double percent = 100 * (now.get(name).getAsLong() - old) / seconds;
              bench.notes().accept(String.format(Locale.ROOT, "%5.2f %% %s", percent, name));
            });
  }
}
