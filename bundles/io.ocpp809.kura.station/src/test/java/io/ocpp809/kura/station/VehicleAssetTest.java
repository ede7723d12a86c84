package io.ocpp809.kura.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.kura.station.Gateway.FakeHost;
import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.ConnectorView;
import io.ocpp809.station.journal.TransactionEvent.Ended;
import io.ocpp809.station.pile.PileFault;
import io.ocpp809.station.reading.Location;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.transaction.StopReason;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.kura.channel.ChannelType;
import org.eclipse.kura.type.DataType;
import org.junit.jupiter.api.Test;

/** An EVSE joins the asset of its pile with that of the vehicle. */
class VehicleAssetTest {
  private final Gateway g = new Gateway();
  private final FakeHost host = g.host("station1");
  private final EvseComponent evse = new EvseComponent(g.runtime);
  private final FakeAsset vehicle = new FakeAsset(g.scheduler.clock());

  private void wired() {
    for (String text :
        new String[] {
          "session.state",
          "session.stopReason",
          "session.stopParty",
          "session.error",
          "session.evidence",
          "vehicle.vin"
        }) {
      if (vehicle.get(text) == null) {
        vehicle.channel(text, ChannelType.READ, DataType.STRING);
      }
    }
    for (String number :
        new String[] {
          "vehicle.soc", "outlet.voltage", "outlet.current", "vehicle.temperature.max"
        }) {
      if (vehicle.get(number) == null) {
        vehicle.channel(number, ChannelType.READ, DataType.DOUBLE);
      }
    }
    vehicle.values.put("session.state", "none");
    evse.bindStation(host);
    evse.bindPileAsset(g.pile);
    evse.bindVehicleAsset(vehicle);
    evse.activate(Gateway.form("evse1", "VehicleAsset.target", Gateway.target("car")));
    g.run(2);
  }

  private void charges() {
    g.pile.plugged = true;
    vehicle.values.put("session.state", "charging");
    vehicle.values.put("vehicle.soc", 61.0);
    vehicle.values.put("outlet.voltage", 400.0);
    vehicle.values.put("outlet.current", -16.0);
    vehicle.values.put("vehicle.temperature.max", 31.0);
    vehicle.values.put("vehicle.vin", "LGBT27930TEST0001");
    g.charging(host, 1);
  }

  private ConnectorView connector() {
    return host.station.view().evse(1).orElseThrow().connectors().get(0);
  }

  private Optional<Double> reading(Measurand m, Location where) {
    return host.station.view().evse(1).orElseThrow().readings().stream()
        .filter(r -> r.measurand() == m && r.location() == where && r.usable())
        .map(Reading::value)
        .findFirst();
  }

  @Test
  void whatTheVehicleSaysIsAtTheStation() {
    wired();
    charges();
    assertEquals(Optional.of(61.0), reading(Measurand.SOC, Location.EV));
    assertEquals(Optional.of(31.0), reading(Measurand.TEMPERATURE, Location.EV));
    assertEquals(Optional.of(400.0), reading(Measurand.VOLTAGE, Location.OUTLET));
    vehicle.values.put("session.state", "paused-by-vehicle");
    g.run(2);
    assertEquals(ConnectorState.SUSPENDED_EV, host.state(1));
  }

  @Test
  void anEarlyStopEndsTheTransactionWithItsCause() {
    wired();
    charges();
    vehicle.values.put("session.stopReason", "battery-temperature,vehicle-fault");
    vehicle.values.put("session.stopParty", "vehicle");
    vehicle.values.put("session.error", "GBT27930.BST.3512");
    vehicle.values.put("session.evidence", "BST 00000100");
    vehicle.values.put("session.state", "stopping");
    vehicle.values.put("outlet.current", 0.0);
    g.run(2);
    assertEquals(ConnectorState.FINISHING, host.state(1));
    assertEquals("BST 00000100 battery too hot", connector().info());
    assertEquals(Optional.of("GBT27930.BST.3512"), connector().fault().map(PileFault::vendorCode));
    vehicle.values.put("session.state", "ended");
    g.run(5);
    Ended end = host.journaled(Ended.class).get(0);
    assertEquals(StopReason.OTHER, end.reason());
    assertEquals(Math.floor(g.pile.registerWh), end.meterStopWh(), 1, "the meter bills");
  }

  @Test
  void anAssetThatFallsSilentIsSaidAndHarmsNothing() {
    wired();
    charges();
    vehicle.mute = true;
    g.run(40);
    assertEquals(ConnectorState.CHARGING, host.state(1));
    assertEquals(Optional.empty(), reading(Measurand.SOC, Location.EV));
    assertTrue(evse.keeper().said().get("asset.vehicle").startsWith("VehicleAsset: "));
    vehicle.mute = false;
    g.run(20);
    assertNull(evse.keeper().said().get("asset.vehicle"));
    assertEquals(Optional.of(61.0), reading(Measurand.SOC, Location.EV));
  }

  @Test
  void whatADriverOfOursPushesIsThereBeforeTheNextRead() {
    vehicle.channel("vehicle.soc", ChannelType.READ, DataType.DOUBLE, Map.of("signal", "BCS.soc"));
    wired();
    vehicle.push("vehicle.soc", 62.0);
    g.scheduler.advance(Duration.ofMillis(Gathering.FRAME_MILLIS));
    assertEquals(Optional.of(62.0), reading(Measurand.SOC, Location.EV));
  }

  @Test
  void aStateThatIsPushedWaitsForNothingThoughNumbersComeAllTheTime() {
    Map<String, Object> pushed = Map.of("signal", "any");
    vehicle.channel("session.state", ChannelType.READ, DataType.STRING, pushed);
    vehicle.channel("outlet.voltage", ChannelType.READ, DataType.DOUBLE, pushed);
    wired();
    charges();
    for (int i = 0; i < 7; i++) {
      vehicle.push("outlet.voltage", 400.0 + i);
      g.scheduler.advance(Duration.ofMillis(3));
    }
    vehicle.push("session.state", "paused-by-vehicle");
    g.scheduler.advance(Duration.ofMillis(Gathering.FRAME_MILLIS));
    assertEquals(ConnectorState.SUSPENDED_EV, host.state(1));
  }

  @Test
  void anAssetThatHangsHarmsNothing() {
    wired();
    charges();
    vehicle.hangs = true;
    g.run(60);
    assertEquals(ConnectorState.CHARGING, host.state(1));
    assertTrue(host.journaled(Ended.class).isEmpty());
  }

  @Test
  void anAssetThatGoesInMidChargeHarmsNothing() {
    wired();
    charges();
    evse.unbindVehicleAsset(vehicle);
    g.run(20);
    assertEquals(ConnectorState.CHARGING, host.state(1));
    assertTrue(host.journaled(Ended.class).isEmpty());
  }

  @Test
  void aChannelThatShowsNoneOfTheWordsIsNamed() {
    wired();
    vehicle.values.put("session.state", "4");
    g.run(3);
    assertEquals(
        "VehicleAsset: channel session.state shows \"4\", which is ignored. The words stand in"
            + " gbt27930.md, Roles",
        evse.keeper().said().get("asset.vehicle"));
  }
}
