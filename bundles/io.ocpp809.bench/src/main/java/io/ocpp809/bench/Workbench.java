package io.ocpp809.bench;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.ocpp809.bench.gateway.GatewayMain;
import io.ocpp809.bench.peers.PeersMain;
import io.ocpp809.bench.process.Child;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where a benchmark works.
 *
 * @param root the project's root folder, built
 * @param scratch an empty folder, deleted afterwards
 * @param notes takes lines for people, such as counts that have no goal
 */
record Workbench(Path root, Path scratch, Consumer<String> notes) {

  /** Longest wait for a command that does not say otherwise. */
  static final Duration PATIENCE = Duration.ofSeconds(120);

  /** The JVM of a gateway: what the JVM chooses by itself on one with less than 2 GB of memory. */
  private static final List<String> GATEWAY =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-Dorg.slf4j.simpleLogger.showDateTime=true",
          "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS");

  private static final List<String> PEERS =
      List.of("-Xmx1g", "-XX:+UseSerialGC", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error");

  /** Starts the peers' process. */
  Child peers() throws IOException {
    return Child.start(PeersMain.class, PEERS, List.of(), log("peers"));
  }

  /**
   * Starts a gateway's process; its bundles start with the command {@code start}.
   *
   * @param home the gateway's home folder
   * @param options further options of its JVM
   */
  Child gateway(Path home, String... options) throws IOException {
    List<String> all = new ArrayList<>(GATEWAY);
    all.addAll(List.of(options));
    return Child.start(
        GatewayMain.class,
        all,
        List.of(root.toAbsolutePath().toString(), home.toAbsolutePath().toString()),
        log("gateway"));
  }

  /** What a kind of process writes to its standard error. */
  Path log(String kind) {
    return scratch.resolve(kind + ".log");
  }

  /** An object with one number. */
  static JsonObject number(String key, long value) {
    JsonObject object = new JsonObject();
    object.addProperty(key, value);
    return object;
  }

  /** An object with one text. */
  static JsonObject text(String key, String value) {
    JsonObject object = new JsonObject();
    object.addProperty(key, value);
    return object;
  }

  /** Sends a command with one patience and no arguments. */
  static JsonElement call(Child child, String command) throws IOException {
    return child.call(command, new JsonObject(), PATIENCE);
  }

  /** Opens a scene at the peers and configures the gateway with it. */
  static void play(Scene scene, Child peers, Child gateway) throws IOException {
    JsonObject opened = peers.call("open", scene.wanted(), PATIENCE).getAsJsonObject();
    gateway.call("configure", text("text", scene.configuration(opened)), PATIENCE);
    peers.call("connected", number("seconds", 60), PATIENCE);
  }
}
