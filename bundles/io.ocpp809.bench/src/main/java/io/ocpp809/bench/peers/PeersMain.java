package io.ocpp809.bench.peers;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.ocpp809.bench.process.CommandLoop;
import io.ocpp809.testkit.iec104.Dispatcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The peers' process. */
public final class PeersMain implements CommandLoop.Commands {

  private final Peers peers;
  private Crossroads crossroads;

  private PeersMain(Peers peers) {
    this.peers = peers;
  }

  /**
   * Entry point.
   *
   * @param arguments none
   * @throws IOException if the streams to the caller fail, or no port is free
   */
  public static void main(String... arguments) throws IOException {
    CommandLoop.run(new PeersMain(new Peers()));
    Runtime.getRuntime().halt(0);
  }

  @Override
  public JsonElement carryOut(String command, JsonObject arguments) throws Exception {
    switch (command) {
      case "open":
        return peers.open(arguments);
      case "connected":
        peers.awaitConnected(Duration.ofSeconds(arguments.get("seconds").getAsInt()));
        break;
      case "configure":
        peers.configure(arguments);
        break;
      case "charge":
        peers.chargeEverywhere(Duration.ofSeconds(arguments.get("seconds").getAsInt()));
        break;
      case "boots":
        return peers.boots();
      case "counts":
        return peers.counts();
      case "set-points":
        return setPoints(arguments);
      case "followed":
        return followed(arguments);
      case "freshness":
        return new Freshness(peers, arguments.get("seed").getAsLong())
            .measure(arguments.get("rounds").getAsInt());
      case "away":
        peers.csms.goAway();
        break;
      case "back":
        peers.csms.comeBack();
        break;
      case "silence":
        peers.lines.values().forEach(line -> line.silence(true));
        break;
      case "traffic":
        crossroads = new Crossroads(peers, arguments.get("seed").getAsLong());
        break;
      case "charging":
        return new JsonPrimitive(crossroads.charging());
      case "await-answer":
        return new JsonPrimitive(
            crossroads.awaitAnswer(
                strings(arguments.get("actions")), arguments.get("millis").getAsLong()));
      case "end":
        crossroads.end(Duration.ofSeconds(arguments.get("seconds").getAsInt()));
        break;
      case "verdict":
        return crossroads.verdict();
      case "messages":
        Files.write(
            Path.of(arguments.get("file").getAsString()),
            (Iterable<String>) peers.csms.messages().stream().map(String::valueOf)::iterator);
        break;
      default:
        throw new IllegalArgumentException("There is no command " + command);
    }
    return new JsonObject();
  }

  /** Set-points on several lines at a time, to the pile's answer. */
  private JsonElement setPoints(JsonObject arguments)
      throws InterruptedException, ExecutionException, IOException {
    boolean grid = arguments.has("telecontrol");
    try (Dispatcher centre = grid ? peers.dispatcher() : null) {
      Way way = grid ? Way.telecontrol(centre) : Way.profile(peers);
      return onLines(
          arguments, (line, seed, count) -> new SetPoints(peers, line, seed, way).measure(count));
    }
  }

  /** Set-points on several lines at a time, until their effect was told. */
  private JsonElement followed(JsonObject arguments)
      throws InterruptedException, ExecutionException, IOException {
    try (Dispatcher centre = peers.dispatcher()) {
      return onLines(
          arguments, (line, seed, count) -> new Followed(peers, line, seed, centre).measure(count));
    }
  }

  /** Measures on one line. */
  private interface OnLine {
    JsonElement measure(String line, long seed, int count) throws IOException;
  }

  private static JsonElement onLines(JsonObject arguments, OnLine measuring)
      throws InterruptedException, ExecutionException {
    JsonObject result = new JsonObject();
    JsonObject counts = arguments.getAsJsonObject("lines");
    ExecutorService pool = Executors.newCachedThreadPool();
    try {
      Map<String, Future<JsonElement>> running = new LinkedHashMap<>();
      long first = arguments.get("seed").getAsLong();
      for (String line : counts.keySet()) {
        long seed = first + running.size();
        int count = counts.get(line).getAsInt();
        running.put(line, pool.submit(() -> measuring.measure(line, seed, count)));
      }
      for (var one : running.entrySet()) {
        result.add(one.getKey(), one.getValue().get());
      }
      return result;
    } finally {
      pool.shutdownNow();
    }
  }

  private static Set<String> strings(JsonElement array) {
    Set<String> result = new HashSet<>();
    array.getAsJsonArray().forEach(one -> result.add(one.getAsString()));
    return result;
  }
}
