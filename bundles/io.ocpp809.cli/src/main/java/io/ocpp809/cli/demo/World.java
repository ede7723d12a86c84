package io.ocpp809.cli.demo;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.ocpp809.cli.gateway.EmulatedGateway;
import io.ocpp809.cli.gateway.GatewayException;
import io.ocpp809.testkit.csms.Csms;
import io.ocpp809.testkit.csms.Message;
import io.ocpp809.testkit.modbus.Device;
import io.ocpp809.testkit.modbus.ModbusServer;
import io.ocpp809.testkit.pile.DeltaDc;
import io.ocpp809.testkit.pile.HeidelbergEnergyControl;
import io.ocpp809.testkit.pile.KebaP30;
import io.ocpp809.testkit.pile.Sdm630;
import io.ocpp809.testkit.pile.SimulatedPile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Everything around the gateway, on loopback ports, and the gateway itself. The station identities
 * are {@code keba}, {@code heidelberg} and {@code delta}; each has one connector.
 */
final class World implements AutoCloseable {

  private static final double CAR_AC_WATTS = 11_040;
  private static final double CAR_DC_WATTS = 20_000;

  final KebaP30 keba = new KebaP30(System::nanoTime, 4_321_000);
  final HeidelbergEnergyControl heidelberg =
      new HeidelbergEnergyControl(System::nanoTime, 1_234_000);
  final DeltaDc delta = new DeltaDc(System::nanoTime);
  final Sdm630 meter = new Sdm630(System::nanoTime, 9_000_000, this::pileWatts);
  final Csms csms;
  final Board board = new Board();

  private final Deque<AutoCloseable> peers = new ArrayDeque<>();
  private final Map<String, Double> registerAtPlug = new LinkedHashMap<>();
  private final Path root;
  private final Path home;
  private final String configuration;
  private EmulatedGateway gateway;

  /**
   * Starts the peers, not the gateway.
   *
   * @param root the project's root folder, built
   * @param home the gateway's home folder
   * @throws IOException if a port cannot be opened
   */
  World(Path root, Path home) throws IOException {
    this.root = root;
    this.home = home;
    csms = Csms.start(Clock.systemUTC());
    peers.push(csms);
    Broker broker = new Broker(this::telemetry);
    peers.push(broker);
    Map<String, String> values =
        Map.of(
            "${port.keba}", serve(ModbusServer.Framing.TCP, KebaP30.UNIT, keba),
            "${port.heidelberg}", serve(ModbusServer.Framing.RTU, 1, heidelberg),
            "${port.delta}", serve(ModbusServer.Framing.TCP, 1, delta),
            "${port.meter}", serve(ModbusServer.Framing.TCP, 1, meter),
            "${port.mqtt}", String.valueOf(broker.port()),
            "${url}", csms.url());
    configuration = configuration(values);
    piles().forEach((station, pile) -> board.add(station, station + " (" + pile.product() + ")"));
    csms.listen(this::heard);
  }

  private String serve(ModbusServer.Framing framing, int unit, Device device) throws IOException {
    ModbusServer server = ModbusServer.start(framing, Map.of(unit, device));
    peers.push(server);
    return String.valueOf(server.port());
  }

  private static String configuration(Map<String, String> values) throws IOException {
    try (InputStream in = World.class.getResourceAsStream("demo.json")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (Map.Entry<String, String> one : values.entrySet()) {
        text = text.replace(one.getKey(), one.getValue());
      }
      return text;
    }
  }

  /** The piles by station identity. */
  Map<String, SimulatedPile> piles() {
    Map<String, SimulatedPile> piles = new LinkedHashMap<>();
    piles.put("keba", keba);
    piles.put("heidelberg", heidelberg);
    piles.put("delta", delta);
    return piles;
  }

  private double pileWatts() {
    return keba.watts() + heidelberg.watts() + delta.watts();
  }

  /**
   * Starts the gateway; the first time from the demo's configuration, later from what it kept.
   *
   * @throws GatewayException if the configuration is refused; the message says why
   */
  void startGateway() throws IOException {
    gateway = EmulatedGateway.start(root, home);
    List<String> problems = gateway.configure(configuration);
    if (!problems.isEmpty()) {
      throw new GatewayException(String.join("\n", problems));
    }
  }

  void stopGateway() {
    if (gateway != null) {
      gateway.close();
      gateway = null;
    }
  }

  /** A car comes. */
  void plug(String station) {
    SimulatedPile pile = piles().get(station);
    registerAtPlug.put(station, station.equals("delta") ? 0 : pile.registerWh());
    pile.plug(station.equals("delta") ? CAR_DC_WATTS : CAR_AC_WATTS);
  }

  /** The sessions so far, with what the piles counted. */
  List<Session> sessions() {
    return registerAtPlug.entrySet().stream()
        .map(
            one ->
                new Session(one.getKey(), piles().get(one.getKey()).registerWh() - one.getValue()))
        .toList();
  }

  private void heard(Message message) {
    JsonObject payload = message.payload();
    if (message.action().equals("StatusNotification")
        && payload.get("connectorId").getAsInt() == 1) {
      board.update(message.station(), row -> row.withState(payload.get("status").getAsString()));
    }
    String text = payload.toString();
    board.message(
        LocalTime.now(),
        message.station()
            + (message.fromStation() ? " → " : " ← ")
            + message.action()
            + " "
            + (text.length() > 100 ? text.substring(0, 100) + "…" : text));
  }

  /** The mirror says why a limit is what it is: topic PREFIX/STATION/evse/N/limit. */
  private void telemetry(String topic, String payload) {
    String[] levels = topic.split("/");
    if (levels.length == 5 && levels[4].equals("limit")) {
      JsonObject limit = JsonParser.parseString(payload).getAsJsonObject();
      String reason = limit.has("reason") ? limit.get("reason").getAsString() : "";
      board.update(levels[1], row -> row.withReason(reason));
    }
  }

  /** Brings the measured values on the board up to date. */
  void measure() {
    for (Session one : sessions()) {
      String limit =
          switch (one.station()) {
            case "keba" -> ampere(keba.grantedAmpere());
            case "heidelberg" -> ampere(heidelberg.grantedAmpere());
            default -> String.format(Locale.ROOT, "%.1f kW", delta.limitWatts() / 1000.0);
          };
      double watts = piles().get(one.station()).watts();
      board.update(one.station(), row -> row.measured(watts, limit, (long) one.registerWh()));
    }
    board.site(
        String.format(
            Locale.ROOT,
            "grid: %.1f A per phase of 63 A, %.1f kW",
            meter.watts() / 690,
            meter.watts() / 1000));
  }

  private static String ampere(double ampere) {
    return String.format(Locale.ROOT, "%.1f A", ampere);
  }

  @Override
  public void close() {
    stopGateway();
    for (AutoCloseable peer : peers) {
      try {
        peer.close();
      } catch (Exception e) {
        throw new IllegalStateException("A peer does not close", e);
      }
    }
  }
}
