package io.ocpp809.it.inside;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ocpp809.it.peers.Backend;
import io.ocpp809.it.peers.Telemetry;
import io.ocpp809.testkit.csms.Charge;
import io.ocpp809.testkit.modbus.Device;
import io.ocpp809.testkit.modbus.ModbusServer;
import io.ocpp809.testkit.pile.KebaP30;
import io.ocpp809.testkit.pile.SimulatedPile;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** One pile with its station, CSMS and broker. */
final class Place implements AutoCloseable {
  /** What a car draws at 16 A on three phases. */
  static final double CAR_WATTS = 11_040;

  /** Identity of the station, as the CSMS sees it. */
  static final String IDENTITY = "CP%201";

  final Backend backend = Backend.start();
  final Telemetry telemetry = new Telemetry();
  final Kura kura = new Kura();
  final SimulatedPile pile;
  final ModbusServer line;
  final double registerAtStart;
  final String name;

  Place(
      String name,
      SimulatedPile pile,
      int unit,
      ModbusServer.Framing framing,
      String template,
      Map<String, Object> evse)
      throws IOException {
    this.name = name;
    this.pile = pile;
    this.line = ModbusServer.start(framing, Map.of(unit, (Device) pile));
    this.registerAtStart = pile.registerWh();
    kura.create(
        Kura.DRIVER,
        "line",
        Map.of(
            "transport",
            framing == ModbusServer.Framing.TCP ? "TCP" : "RTU_OVER_TCP",
            "port",
            line.port()));
    kura.create(Kura.STATION, name, Map.of("vendor", "Test", "model", "Box"));
    Map<String, Object> form = new LinkedHashMap<>(evse);
    form.putAll(
        Map.of(
            "Station.target",
            Kura.named(name),
            "template",
            template,
            "driver.pid",
            "line",
            "rating",
            16.0,
            "failsafe.current",
            6.0));
    kura.create(Kura.EVSE, name + "-1", form);
    kura.create(
        Kura.CSMS,
        name + "-csms",
        Map.of(
            "Station.target",
            Kura.named(name),
            "url",
            backend.url(),
            "identity",
            "CP 1",
            "backoff.minimum",
            1,
            "backoff.random",
            0));
    kura.create(
        Kura.MQTT,
        name + "-mirror",
        Map.of(
            "Station.target",
            Kura.named(name),
            "broker.uri",
            telemetry.uri(),
            "interval.min",
            1,
            "interval.max",
            1));
  }

  /** A KEBA P30 on TCP. */
  static Place keba(String name) throws IOException {
    return new Place(
        name,
        new KebaP30(System::nanoTime, 4_321_000),
        KebaP30.UNIT,
        ModbusServer.Framing.TCP,
        "keba-p30",
        Map.of());
  }

  /** The pile, where it is a KEBA P30. */
  KebaP30 keba() {
    return (KebaP30) pile;
  }

  /** A car comes and is charged. */
  void charge() {
    awaitStatus("Available");
    pile.plug(CAR_WATTS);
    keba().showCard(0x04A1B2C3L);
    awaitStatus("Charging");
    Until.holds(() -> "16 A are granted: " + this, () -> keba().grantedAmpere() == 16);
  }

  /** Waits until the pile grants a current. */
  void awaitGrant(double ampere) {
    Until.holds(
        () -> ampere + " A are granted, not " + keba().grantedAmpere() + ": " + this,
        () -> keba().grantedAmpere() == ampere);
  }

  void awaitStatus(String status) {
    Until.holds(
        () -> "the CSMS knows " + status + ": " + this,
        () -> backend.status(IDENTITY, 1).orElse("").equals(status));
  }

  Charge booked() {
    return backend.charges().get(0);
  }

  /** Whether the mirror has told something of the transaction. */
  boolean mirrored(String event, String value) {
    return telemetry.heard("ocpp809/" + name + "/evse/1/transaction").stream()
        .anyMatch(t -> t.contains("\"" + event + "\"") && t.contains(value));
  }

  /** Lets so much energy flow that a Wh counts. */
  void awaitEnergy(double wh) {
    double from = pile.registerWh();
    Until.holds(() -> wh + " Wh flow: " + this, () -> pile.registerWh() - from >= wh);
  }

  void assertEnergyBilled() {
    assertEquals(1, backend.charges().size(), () -> backend.charges().toString());
    assertEquals(pile.registerWh() - registerAtStart, booked().energyWh().getAsLong(), 1.0);
    Until.holds(
        "the mirror tells the end",
        () -> mirrored("ended", "\"meterStop\":" + booked().meterStop().getAsLong()));
  }

  @Override
  public String toString() {
    return kura.words(name, 1)
        + backend.status(IDENTITY, 1)
        + backend.charges()
        + " "
        + pile.watts()
        + " W";
  }

  @Override
  public void close() throws IOException {
    kura.close();
    backend.close();
    telemetry.close();
    line.close();
  }
}
