package io.ocpp809.cli.demo;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.ocpp809.cli.gateway.EmulatedGateway;
import io.ocpp809.cli.gateway.GatewayException;
import io.ocpp809.cli.peer.Broker;
import io.ocpp809.testkit.csms.Csms;
import io.ocpp809.testkit.csms.Message;
import io.ocpp809.testkit.iec104.Dispatcher;
import io.ocpp809.testkit.modbus.Device;
import io.ocpp809.testkit.modbus.ModbusServer;
import io.ocpp809.testkit.pile.DeltaDc;
import io.ocpp809.testkit.pile.HeidelbergEnergyControl;
import io.ocpp809.testkit.pile.KebaP30;
import io.ocpp809.testkit.pile.Sdm630;
import io.ocpp809.testkit.pile.SimulatedPile;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
  private static final int GRID_PORT = 2_404;

  final KebaP30 keba = new KebaP30(System::nanoTime, 4_321_000);
  final HeidelbergEnergyControl heidelberg =
      new HeidelbergEnergyControl(System::nanoTime, 1_234_000);
  final DeltaDc delta = new DeltaDc(System::nanoTime);
  final GbtPlug gbt;
  final Sdm630 meter = new Sdm630(System::nanoTime, 9_000_000, this::pileWatts);
  final Csms csms;
  final Board board = new Board();

  private final Deque<AutoCloseable> peers = new ArrayDeque<>();
  private final Map<String, Double> registerAtPlug = new LinkedHashMap<>();
  private final Path root;
  private final Path home;
  private final String configuration;
  private final int gridPort;
  private Dispatcher centre;
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
    gbt = new GbtPlug(delta);
    peers.push(gbt);
    gridPort = gridPort();
    Map<String, String> values =
        Map.of(
            "${port.gbt}", String.valueOf(gbt.port()),
            "${port.keba}", serve(ModbusServer.Framing.TCP, KebaP30.UNIT, keba),
            "${port.heidelberg}", serve(ModbusServer.Framing.RTU, 1, heidelberg),
            "${port.delta}", serve(ModbusServer.Framing.TCP, 1, delta),
            "${port.meter}", serve(ModbusServer.Framing.TCP, 1, meter),
            "${port.mqtt}", String.valueOf(broker.port()),
            "${port.iec104}", String.valueOf(gridPort),
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

  /** The port of telecontrol where that is free, else any other. */
  private static int gridPort() throws IOException {
    for (int port : new int[] {GRID_PORT, 0}) {
      try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return probe.getLocalPort();
      } catch (IOException e) {
        if (port == 0) {
          throw e;
        }
      }
    }
    throw new IllegalStateException("unreachable");
  }

  /**
   * The control centre connects and starts data transfer. It comes from an address of its own, so
   * that anybody else who connects is another group.
   *
   * @return whether the gateway listens already
   */
  boolean connectCentre() {
    try {
      centre = Dispatcher.connect("127.0.0.2", "127.0.0.1", gridPort).start();
      peers.push(centre);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** The control centre's connection. */
  Dispatcher centre() {
    return centre;
  }

  /** Where telecontrol is listened on. */
  int telecontrol() {
    return gridPort;
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
    // What the vehicle at the DC pile draws is told by its battery, through GB/T 27930.
    pile.plug(station.equals("delta") ? 0 : CAR_AC_WATTS);
  }

  /** The sessions so far, with what the piles counted. */
  List<Session> sessions() {
    return registerAtPlug.entrySet().stream()
        .map(
            one ->
                new Session(one.getKey(), piles().get(one.getKey()).registerWh() - one.getValue()))
        .toList();
  }

  /** The states of charge in percent that the CSMS was told of the vehicle at the DC pile. */
  List<Double> stateOfCharge() {
    List<Double> told = new ArrayList<>();
    for (Message m : csms.messages()) {
      if (m.station().equals("delta") && m.action().equals("MeterValues")) {
        for (JsonElement meterValue : m.payload().getAsJsonArray("meterValue")) {
          for (JsonElement one : meterValue.getAsJsonObject().getAsJsonArray("sampledValue")) {
            JsonObject value = one.getAsJsonObject();
            if (value.has("measurand") && value.get("measurand").getAsString().equals("SoC")) {
              told.add(value.get("value").getAsDouble());
            }
          }
        }
      }
    }
    return told;
  }

  /** Whether the CSMS was told that the vehicle at the DC pile ended it, and why. */
  boolean batteryTooHot() {
    return csms.messages().stream()
        .filter(m -> m.station().equals("delta") && m.action().equals("StatusNotification"))
        .map(Message::payload)
        .anyMatch(
            p ->
                p.get("errorCode").getAsString().equals("HighTemperature")
                    && p.has("vendorErrorCode")
                    && p.get("vendorErrorCode").getAsString().startsWith("GBT27930."));
  }

  private void heard(Message message) {
    JsonObject payload = message.payload();
    if (message.action().equals("StatusNotification")
        && payload.get("connectorId").getAsInt() == 1) {
      board.update(message.station(), row -> row.withState(payload.get("status").getAsString()));
    }
    board.message(LocalTime.now(), Words.of(message));
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
            "grid: %.1f A per phase of 63 A, %.1f kW; vehicle at delta: %.0f %%",
            meter.watts() / 690,
            meter.watts() / 1000,
            gbt.soc()));
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
