package io.ocpp809.bench.peers;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.ocpp809.bench.can.ChargingBus;
import io.ocpp809.cli.peer.Broker;
import io.ocpp809.testkit.csms.Csms;
import io.ocpp809.testkit.csms.Message;
import io.ocpp809.testkit.iec104.Dispatcher;
import io.ocpp809.testkit.modbus.Device;
import io.ocpp809.testkit.modbus.ModbusServer;
import io.ocpp809.testkit.modbus.Pace;
import io.ocpp809.testkit.pile.Sdm630;
import io.ocpp809.testkit.pile.SimulatedPile;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

/** Piles on their lines, vehicles on their buses, a CSMS and a broker. */
final class Peers {

  private static final int BITS = 11;
  private static final int METER_UNIT = 100;
  private static final Duration RELEASE_EVERY = Duration.ofSeconds(5);

  final Csms csms;
  final Map<String, ModbusServer> lines = new LinkedHashMap<>();
  final Map<String, Pace> paces = new HashMap<>();
  final Map<String, Place> places = new LinkedHashMap<>();
  final Map<String, ChargingBus> buses = new HashMap<>();
  private final List<BiConsumer<String, String>> readers = new CopyOnWriteArrayList<>();
  private final Map<String, Double> unaccounted = new ConcurrentHashMap<>();
  private final Map<String, Long> boots = new ConcurrentHashMap<>();
  private final AtomicLong meterValues = new AtomicLong();
  private final AtomicLong sampledValues = new AtomicLong();
  private final AtomicLong published = new AtomicLong();
  private final AtomicLong publishedValues = new AtomicLong();
  private Broker broker;
  private int telecontrolPort;

  Peers() throws IOException {
    csms = Csms.start(Clock.systemUTC());
    csms.listen(this::heard);
  }

  /** Opens lines with the piles on them, vehicles' buses and a broker, as asked for. */
  JsonElement open(JsonObject wanted) throws IOException {
    Map<String, Map<Integer, Device>> units = new HashMap<>();
    Map<String, List<JsonObject>> stations = new HashMap<>();
    for (JsonElement one : wanted.getAsJsonArray("stations")) {
      JsonObject station = one.getAsJsonObject();
      stations
          .computeIfAbsent(station.get("line").getAsString(), l -> new ArrayList<>())
          .add(station);
    }
    JsonObject ports = new JsonObject();
    for (JsonElement one : wanted.getAsJsonArray("lines")) {
      JsonObject line = one.getAsJsonObject();
      String name = line.get("name").getAsString();
      Map<Integer, Device> devices = units.computeIfAbsent(name, n -> new HashMap<>());
      Map<JsonObject, SimulatedPile> piles = new LinkedHashMap<>();
      for (JsonObject station : stations.getOrDefault(name, List.of())) {
        Product product = Product.valueOf(station.get("product").getAsString());
        SimulatedPile pile = product.make(places.size() + piles.size() + 1);
        pile.followsWithin(TimeUnit.MILLISECONDS.toNanos(station.get("follow").getAsLong()));
        piles.put(station, pile);
        devices.put(station.get("unit").getAsInt(), Product.device(pile));
      }
      if (line.has("meter")) {
        devices.put(METER_UNIT, new Sdm630(System::nanoTime, 5_000_000, () -> 2_000));
      }
      ModbusServer server =
          ModbusServer.start(
              ModbusServer.Framing.valueOf(line.get("framing").getAsString()), devices);
      if (line.has("baud")) {
        Pace pace = new Pace(line.get("baud").getAsInt(), BITS, line.get("turnaround").getAsInt());
        server.pace(pace);
        paces.put(name, pace);
      }
      lines.put(name, server);
      ports.addProperty(name, server.port());
      piles.forEach((station, pile) -> place(station, pile, server));
    }
    JsonObject adapters = new JsonObject();
    for (String name : places.keySet()) {
      if (wanted.has("vehicles") && !buses.containsKey(name)) {
        buses.put(name, new ChargingBus());
        adapters.addProperty(name, buses.get(name).port());
      }
    }
    if (wanted.has("broker") && broker == null) {
      broker = new Broker(this::published);
    }
    JsonObject result = new JsonObject();
    result.addProperty("url", csms.url());
    result.addProperty("telecontrol", telecontrolPort());
    result.addProperty("broker", broker == null ? 0 : broker.port());
    result.add("ports", ports);
    result.add("adapters", adapters);
    return result;
  }

  /** A port that is free, for the gateway to listen on. */
  private int telecontrolPort() throws IOException {
    if (telecontrolPort == 0) {
      try (ServerSocket probe = new ServerSocket(0)) {
        telecontrolPort = probe.getLocalPort();
      }
    }
    return telecontrolPort;
  }

  /** A control centre that has connected to the gateway and started data transfer. */
  Dispatcher dispatcher() throws IOException {
    return Dispatcher.connect("127.0.0.1", telecontrolPort).start();
  }

  private void place(JsonObject station, SimulatedPile pile, ModbusServer line) {
    String name = station.get("name").getAsString();
    Product product = Product.valueOf(station.get("product").getAsString());
    int unit = station.get("unit").getAsInt();
    places.put(name, new Place(name, places.size() + 1, product, pile, line, unit));
  }

  private void heard(Message message) {
    if (!message.fromStation()) {
      return;
    }
    if (message.action().equals("BootNotification")) {
      boots.put(message.station(), ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
    } else if (message.action().equals("MeterValues")) {
      meterValues.incrementAndGet();
      for (JsonElement value : message.payload().getAsJsonArray("meterValue")) {
        JsonArray sampled = value.getAsJsonObject().getAsJsonArray("sampledValue");
        sampledValues.addAndGet(sampled.size());
      }
    }
  }

  /** Adds somebody who is told topic and payload of what the broker gets, on its thread. */
  void read(BiConsumer<String, String> reader) {
    readers.add(reader);
  }

  private void published(String topic, String payload) {
    readers.forEach(reader -> reader.accept(topic, payload));
    if (topic.endsWith("/measured")) {
      published.incrementAndGet();
      publishedValues.addAndGet(
          JsonParser.parseString(payload).getAsJsonObject().entrySet().stream()
              .filter(e -> e.getValue().getAsJsonPrimitive().isNumber())
              .count());
    } else if (topic.endsWith("/unaccounted")) {
      JsonObject told = JsonParser.parseString(payload).getAsJsonObject();
      unaccounted.put(topic.split("/")[1], told.get("energy").getAsDouble());
    }
  }

  /** By station, the energy that the gateway has told as billed to nobody, in Wh. */
  Map<String, Double> unaccountedWh() {
    return Map.copyOf(unaccounted);
  }

  /** When each station booted last, in microseconds since 1970. */
  JsonElement boots() {
    JsonObject result = new JsonObject();
    boots.forEach(result::addProperty);
    return result;
  }

  /** How many messages have come so far. */
  JsonElement counts() {
    JsonObject result = new JsonObject();
    result.addProperty("meterValues", meterValues.get());
    result.addProperty("sampledValues", sampledValues.get());
    result.addProperty("published", published.get());
    result.addProperty("publishedValues", publishedValues.get());
    result.addProperty("now", System.nanoTime());
    return result;
  }

  /** Waits until all stations are connected. */
  void awaitConnected(Duration patience) throws IOException {
    await(
        "all stations are connected",
        () -> places.keySet().stream().allMatch(csms::connected),
        patience);
  }

  /** Sets configuration keys at all stations. */
  void configure(JsonObject keys) throws IOException {
    for (String station : places.keySet()) {
      for (Map.Entry<String, JsonElement> key : keys.entrySet()) {
        JsonObject call = new JsonObject();
        call.addProperty("key", key.getKey());
        call.add("value", key.getValue());
        String status = call(station, "ChangeConfiguration", call);
        if (!status.equals("Accepted")) {
          throw new IOException(station + " answers " + status + " to " + call);
        }
      }
    }
  }

  /** Calls a station and waits for the status that it answers. */
  String call(String station, String action, JsonObject payload) throws IOException {
    try {
      return csms.call(station, action, payload)
          .get(20, TimeUnit.SECONDS)
          .get("status")
          .getAsString();
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(station + ": " + action + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /**
   * Plugs a car in wherever there is none, releases it as often as it takes, and waits until all
   * charge.
   */
  void chargeEverywhere(Duration patience) throws IOException {
    List<Place> waiting =
        new ArrayList<>(places.values().stream().filter(p -> !p.pile().plugged()).toList());
    waiting.forEach(place -> place.pile().plug(place.product().carWatts()));
    long end = System.nanoTime() + patience.toNanos();
    while (!waiting.isEmpty()) {
      for (Place place : waiting) {
        JsonObject start = new JsonObject();
        start.addProperty("connectorId", 1);
        start.addProperty("idTag", "BENCH" + place.number());
        csms.call(place.station(), "RemoteStartTransaction", start);
      }
      long again = System.nanoTime() + RELEASE_EVERY.toNanos();
      while (!waiting.isEmpty() && System.nanoTime() < again) {
        waiting.removeIf(place -> place.pile().watts() > 0);
        pause(50);
      }
      if (System.nanoTime() > end) {
        throw new IOException(
            "no charging within " + patience.toSeconds() + " s at " + waiting.get(0).station());
      }
    }
  }

  /** Waits for something. */
  static void await(String what, BooleanSupplier happened, Duration patience) throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    while (!happened.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IOException("not within " + patience.toSeconds() + " s: " + what);
      }
      pause(50);
    }
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
