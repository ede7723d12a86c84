package io.ocpp809.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.ocpp809.bench.peers.Product;
import io.ocpp809.bench.process.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Kills the gateway over and over while cars come, charge and go at six piles in another process,
 * and compares in the end what the CSMS billed with what the piles have counted. It is killed while
 * it starts, at random moments of its life, directly after messages were answered, and while the
 * CSMS is away; now and then it lives long enough to deliver what has gathered.
 */
final class EnergyTruthBenchmark implements Benchmark {

  private static final int KILLS = 200;
  private static final int WANTED = Integer.getInteger("ocpp809.bench.kills", KILLS);
  private static final long SEED = Long.getLong("ocpp809.bench.seed", 809);
  private static final int LIVE_EVERY = 8;
  private static final int LIVE_MILLIS = 9_000;
  private static final boolean DETAILS = Boolean.getBoolean("ocpp809.bench.details");
  private static final Duration END = Duration.ofMinutes(5);

  /** Fast start: only the first stage of compilation, as short lives never reach the second. */
  private static final String[] OPTIONS = {"-XX:TieredStopAtLevel=1"};

  private Child gateway;
  private boolean away;

  @Override
  public String name() {
    return "energy-truth";
  }

  @Override
  public List<Measurement> run(Workbench bench) throws Exception {
    Path home = Files.createDirectories(bench.scratch().resolve("home"));
    Random random = new Random(SEED);
    int charging = 0;
    try (Child peers = bench.peers()) {
      gateway = bench.gateway(home, OPTIONS);
      prepare(peers);
      peers.call("traffic", Workbench.number("seed", SEED), Workbench.PATIENCE);
      TimeUnit.SECONDS.sleep(5);
      gateway.kill();
      for (int i = 1; charging < WANTED && i <= 2 * WANTED; i++) {
        toggle(peers, random, i);
        gateway = bench.gateway(home, OPTIONS);
        gateway.send("start", new JsonObject());
        live(peers, random, i);
        charging += Workbench.call(peers, "charging").getAsInt() > 0 ? 1 : 0;
        gateway.kill();
        if (DETAILS) {
          bench.notes().accept("kill " + i + " at " + LocalTime.now() + (away ? " away" : ""));
        }
      }
      back(peers);
      gateway = bench.gateway(home, OPTIONS);
      Workbench.call(gateway, "start");
      peers.call("end", Workbench.number("seconds", 120), END);
      TimeUnit.SECONDS.sleep(5);
      JsonObject verdict = Workbench.call(peers, "verdict").getAsJsonObject();
      gateway.close();
      if (DETAILS) {
        keep(bench, peers);
      }
      List<String> letters = deadLetters(home);
      return measurements(bench, charging, verdict, letters);
    } finally {
      if (gateway != null) {
        gateway.kill();
      }
    }
  }

  private void prepare(Child peers) throws IOException, InterruptedException {
    Workbench.call(gateway, "start");
    Scene scene =
        new Scene(1)
            .sited()
            .mirrored(Map.of())
            .with(Product.KEBA, 2)
            .with(Product.ALFEN, 1)
            .with(Product.VESTEL, 1)
            .with(Product.HEIDELBERG, 1)
            .with(Product.DELTA, 1);
    Workbench.play(scene, peers, gateway);
    JsonObject keys = new JsonObject();
    keys.addProperty("MeterValueSampleInterval", "1");
    peers.call("configure", keys, Workbench.PATIENCE);
    // The assets made from the templates are part of what the next start finds.
    TimeUnit.SECONDS.sleep(3);
  }

  /** The CSMS goes away for some lives of the gateway, and comes back between two others. */
  private void toggle(Child peers, Random random, int i) throws IOException {
    if (away && random.nextInt(3) == 0) {
      back(peers);
    } else if (!away && i % LIVE_EVERY != 0 && random.nextInt(10) == 0) {
      Workbench.call(peers, "away");
      away = true;
    }
  }

  private void back(Child peers) throws IOException {
    Workbench.call(peers, "back");
    away = false;
  }

  /** Lets the gateway that is starting live for a while. */
  private void live(Child peers, Random random, int i) throws IOException, InterruptedException {
    if (i % LIVE_EVERY == 0) {
      back(peers);
      gateway.reply(Workbench.PATIENCE);
      TimeUnit.MILLISECONDS.sleep(LIVE_MILLIS);
      return;
    }
    switch (random.nextInt(6)) {
      case 0 -> TimeUnit.MILLISECONDS.sleep(random.nextInt(1_500));
      case 1, 2 -> {
        gateway.reply(Workbench.PATIENCE);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(3_500));
      }
      default -> {
        gateway.reply(Workbench.PATIENCE);
        awaitAnswer(peers, random);
        TimeUnit.MILLISECONDS.sleep(random.nextInt(20));
      }
    }
  }

  private static void awaitAnswer(Child peers, Random random) throws IOException {
    JsonArray actions = new JsonArray();
    switch (random.nextInt(4)) {
      case 0 -> actions.add("StartTransaction");
      case 1 -> actions.add("StopTransaction");
      case 2 -> {
        actions.add("StartTransaction");
        actions.add("StopTransaction");
      }
      default -> actions.add("MeterValues");
    }
    JsonObject arguments = Workbench.number("millis", 4_000);
    arguments.add("actions", actions);
    peers.call("await-answer", arguments, Workbench.PATIENCE);
  }

  /** Messages that the gateway has given up. */
  private static List<String> deadLetters(Path home) throws IOException {
    List<String> letters = new ArrayList<>();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(f -> f.getFileName().toString().startsWith("dead-")).toList()) {
        for (String line : Files.readAllLines(file)) {
          letters.add("given up: " + line);
        }
      }
    }
    return letters;
  }

  private static void keep(Workbench bench, Child peers) throws IOException {
    Path file = Files.createTempFile("ocpp809-messages", ".txt");
    peers.call("messages", Workbench.text("file", file.toString()), Workbench.PATIENCE);
    Path log = Files.createTempFile("ocpp809-gateway", ".log");
    Files.copy(bench.log("gateway"), log, StandardCopyOption.REPLACE_EXISTING);
    Path cars = Files.createTempFile("ocpp809-cars", ".log");
    Files.copy(bench.log("peers"), cars, StandardCopyOption.REPLACE_EXISTING);
    bench.notes().accept("messages in " + file + ", logs in " + log + " and " + cars);
  }

  /**
   * Judges.
   *
   * @param charging how often the gateway was killed while a car charged
   * @param verdict what the peers found
   * @param letters messages that were given up
   */
  static List<Measurement> measurements(
      Workbench bench, int charging, JsonObject verdict, List<String> letters) {
    List<String> lost = new ArrayList<>(letters);
    verdict.getAsJsonArray("lost").forEach(one -> lost.add(one.getAsString()));
    List<String> disorder = new ArrayList<>();
    for (JsonElement one : verdict.getAsJsonArray("disorder")) {
      disorder.add(one.getAsString());
    }
    lost.forEach(one -> bench.notes().accept("lost: " + one));
    disorder.forEach(one -> bench.notes().accept("out of order: " + one));
    bench
        .notes()
        .accept(
            "energy-truth: "
                + verdict.get("sessions")
                + " sessions, "
                + verdict.get("transactions")
                + " transactions, "
                + verdict.get("billedWh")
                + " Wh billed, "
                + verdict.get("calls")
                + " calls; sent again: "
                + verdict.get("repeatedStarts")
                + " starts, "
                + verdict.get("repeatedStops")
                + " stops, "
                + verdict.get("repeatedValues")
                + " meter values; billed + told as billed to nobody - register in Wh: "
                + verdict.get("differenceWh")
                + "; told as billed to nobody: "
                + verdict.get("unaccounted"));
    return List.of(
        Measurement.atLeast("energy-truth.kills", charging, "kills while charging", KILLS),
        new Measurement("energy-truth.difference", verdict.get("worstWh").getAsDouble(), "Wh", 1),
        new Measurement(
            "energy-truth.unaccounted", verdict.get("unaccountedWh").getAsDouble(), "Wh", 1),
        new Measurement("energy-truth.lost", lost.size(), "messages", 0),
        new Measurement("energy-truth.out-of-order", disorder.size(), "messages", 0));
  }
}
