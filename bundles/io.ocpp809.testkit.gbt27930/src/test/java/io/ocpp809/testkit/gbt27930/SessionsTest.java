package io.ocpp809.testkit.gbt27930;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.gbt27930.message.Edition;
import io.ocpp809.gbt27930.message.MessageType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A charger and a vehicle that do what the standard wants. */
class SessionsTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private final Heard heard = new Heard();

  private VirtualBus plugged(ChargerSettings charger, VehicleSettings vehicle) {
    VirtualBus bus = new VirtualBus(charger, vehicle);
    bus.listen(heard);
    bus.plugAndStart();
    return bus;
  }

  private VirtualBus plugged() {
    return plugged(ChargerSettings.of60Kilowatt(Edition.Y2015), VehicleSettings.car(Edition.Y2015));
  }

  private static void charging(VirtualBus bus) {
    assertTrue(
        bus.runUntil(
            () -> bus.charger().amps() > 50 && bus.vehicle().phase() == Phase.CHARGING,
            Duration.ofMinutes(1)),
        bus.charger().phase() + ", " + bus.vehicle().phase());
  }

  private static void ended(VirtualBus bus) {
    assertTrue(
        bus.runUntil(
            () -> bus.charger().phase() == Phase.ENDED && bus.vehicle().phase() == Phase.ENDED,
            Duration.ofHours(3)),
        bus.charger().phase() + ", " + bus.vehicle().phase());
    assertEquals(0, bus.charger().amps());
    assertEquals(0, bus.charger().volts());
  }

  @ParameterizedTest
  @CsvSource({
    "Y2015, Y2015, 49, 8, 8",
    "Y2015, Y2011, 41, 6, 6",
    "Y2011, Y2011, 41, 6, 6",
  })
  void theVehicleIsChargedToItsTargetWhateverTheEditions(
      Edition charger, Edition vehicle, int brm, int cml, int ccs) {
    VirtualBus bus =
        plugged(
            ChargerSettings.of60Kilowatt(charger), VehicleSettings.car(vehicle).charging(70, 80));
    ended(bus);
    assertEquals(VehicleStop.SOC_TARGET, bus.vehicle().stopped());
    assertEquals(ChargerStop.VEHICLE, bus.charger().stopped());
    assertEquals(80, bus.vehicle().soc(), 0.1);
    // 18 Ah at about 380 V.
    assertEquals(6.8, bus.charger().kilowattHours(), 0.4);
    assertEquals(1, bus.charger().attempts());
    assertFalse(heard.any(MessageType.BEM));
    assertFalse(heard.any(MessageType.CEM));
    assertEquals(cml, octets(heard.forms(MessageType.CML).get(0)));
    assertEquals(ccs, octets(heard.forms(MessageType.CCS).get(0)));
    assertEquals(charger == Edition.Y2015, heard.any(MessageType.CHM));
    assertEquals(vehicle == Edition.Y2015, heard.any(MessageType.BHM));
  }

  private static int octets(String form) {
    return form.split(" ").length;
  }

  @Test
  void aVehicleThatDoesNotKnowTheHandshakeIsAskedFiveSecondsLater() {
    VirtualBus bus =
        plugged(
            ChargerSettings.of60Kilowatt(Edition.Y2015),
            VehicleSettings.car(Edition.Y2011).charging(79.9, 80));
    ended(bus);
    assertEquals(5, heard.first(MessageType.CRM), 0.01);
  }

  @Test
  void theCyclesAreThoseOfTheStandard() {
    VirtualBus bus =
        plugged(
            ChargerSettings.of60Kilowatt(Edition.Y2015),
            VehicleSettings.car(Edition.Y2015).tellingCells());
    charging(bus);
    bus.run(Duration.ofMinutes(2));
    bus.charger().stop(ChargerStop.MANUAL, bus.nanos());
    ended(bus);
    assertEquals(0.25, heard.widest(MessageType.CHM), 0.002);
    assertEquals(0.25, heard.widest(MessageType.BHM), 0.002);
    assertEquals(0.25, heard.widest(MessageType.BRO), 0.06);
    assertEquals(0.05, heard.widest(MessageType.BCL), 0.006);
    assertEquals(0.05, heard.widest(MessageType.CCS), 0.006);
    assertEquals(0.25, heard.widest(MessageType.BSM), 0.006);
    assertEquals(0.01, heard.widest(MessageType.CST), 0.003);
    assertEquals(0.01, heard.widest(MessageType.BST), 0.003);
  }

  @Test
  void aLimitOfThePileHoldsWhateverTheVehicleAsksFor() {
    VirtualBus bus = plugged();
    charging(bus);
    bus.charger().limitAmps(60);
    bus.run(Duration.ofSeconds(5));
    assertEquals(60, bus.charger().amps(), 0.01);
    bus.charger().limitWatts(10_000);
    bus.run(Duration.ofSeconds(5));
    assertEquals(10_000, bus.charger().amps() * bus.charger().volts(), 50);
    // 0 A: the charger pauses, which is no stop; CCS byte 7 is 1111 1100.
    bus.charger().limitAmps(0);
    bus.run(Duration.ofSeconds(5));
    assertEquals(0, bus.charger().amps());
    assertEquals(Phase.CHARGING, bus.charger().phase());
    assertTrue(heard.forms(MessageType.CCS).stream().anyMatch(f -> f.endsWith("FC FF")));
    bus.charger().limitAmps(Double.POSITIVE_INFINITY);
    bus.charger().limitWatts(Double.POSITIVE_INFINITY);
    bus.run(Duration.ofSeconds(10));
    assertEquals(120, bus.charger().amps(), 0.01);
  }

  @Test
  void theVehiclePausesAndGoesOn() {
    VirtualBus bus = plugged();
    charging(bus);
    bus.vehicle().pause(true);
    bus.run(Duration.ofMinutes(9));
    assertEquals(0, bus.charger().amps());
    assertEquals(Phase.CHARGING, bus.charger().phase());
    bus.vehicle().pause(false);
    bus.run(Duration.ofMinutes(9));
    assertEquals(Phase.CHARGING, bus.charger().phase());
    assertEquals(120, bus.charger().amps(), 0.01);
  }

  @Test
  void aPauseOfMoreThanTenMinutesEndsTheCharging() {
    VirtualBus bus = plugged();
    charging(bus);
    bus.vehicle().pause(true);
    double from = bus.seconds();
    ended(bus);
    assertEquals(from + 600, heard.first(MessageType.CST), 1);
    assertEquals(VehicleStop.CHARGER, bus.vehicle().stopped());
  }

  @ParameterizedTest
  @EnumSource(Warning.class)
  void anyWarningOfTheVehicleEndsTheCharging(Warning warning) {
    VirtualBus bus = plugged();
    charging(bus);
    bus.vehicle().warn(warning);
    double from = bus.seconds();
    ended(bus);
    assertEquals(ChargerStop.FAULT, bus.charger().stopped());
    assertTrue(heard.first(MessageType.CST) < from + 0.3);
  }

  @ParameterizedTest
  @CsvSource({
    // SPN 3521 to 3523 by the standard, what is not used filled with ones.
    "SET_CONDITION, 01 00 F0 F0",
    "MANUAL, 04 00 F0 F0",
    "FAULT, 10 00 F4 F0",
    "TOO_HOT, 10 01 F0 F0",
    "CONNECTOR, 10 04 F0 F0",
    "NO_ENERGY, 10 40 F0 F0",
    "EMERGENCY, 10 00 F1 F0",
    "CURRENT, 10 00 F0 F1",
    "VOLTAGE, 10 00 F0 F4"
  })
  void theChargerStopsAndTheVehicleFollows(ChargerStop why, String cst) {
    VirtualBus bus = plugged();
    charging(bus);
    bus.charger().stop(why, bus.nanos());
    ended(bus);
    assertEquals(List.of(cst), heard.forms(MessageType.CST));
    // 1.7: the charger has stopped.
    assertEquals(List.of("40 00 00 F0"), heard.forms(MessageType.BST));
    assertTrue(heard.any(MessageType.BSD));
    assertTrue(heard.any(MessageType.CSD));
  }

  @ParameterizedTest
  @CsvSource({
    "SOC_TARGET, 01 00 00 F0",
    "TOTAL_VOLTAGE, 04 00 00 F0",
    "CELL_VOLTAGE, 10 00 00 F0",
    "INSULATION, 00 01 00 F0",
    "CONNECTOR_HOT, 00 04 00 F0",
    "PART_HOT, 00 10 00 F0",
    "CONNECTOR, 00 40 00 F0",
    "BATTERY_HOT, 00 00 01 F0",
    "RELAY, 00 00 04 F0",
    "DETECTION_POINT, 00 00 10 F0",
    "OTHER, 00 00 40 F0",
    "CURRENT, 00 00 00 F1",
    "VOLTAGE, 00 00 00 F4"
  })
  void theVehicleStopsAndTheChargerFollows(VehicleStop why, String bst) {
    VirtualBus bus = plugged();
    charging(bus);
    bus.vehicle().stop(why, bus.nanos());
    ended(bus);
    assertEquals(List.of(bst), heard.forms(MessageType.BST));
    assertEquals(List.of("40 00 F0 F0"), heard.forms(MessageType.CST));
  }

  @Test
  void anHourIsChargedInAMomentAndTheCurrentTapers() {
    VirtualBus bus =
        plugged(
            ChargerSettings.of60Kilowatt(Edition.Y2015),
            VehicleSettings.car(Edition.Y2015).charging(50, 99));
    charging(bus);
    bus.runUntil(() -> bus.vehicle().soc() > 98, HOUR);
    assertTrue(bus.charger().amps() < 60, bus.charger().amps() + " A");
    ended(bus);
    assertEquals(0.49 * 180 * 0.375, bus.charger().kilowattHours(), 2);
  }

  @Test
  void theLogIsOneThatCandumpCouldHaveWritten() {
    VirtualBus bus =
        new VirtualBus(
            ChargerSettings.of60Kilowatt(Edition.Y2015), VehicleSettings.car(Edition.Y2015));
    StringBuilder log = new StringBuilder();
    bus.record(log);
    bus.plugAndStart();
    bus.run(Duration.ofMillis(300));
    // V1.1 is 01 01 00; 403.2 V is 4032 = 0FC0.
    assertEquals(
        List.of(
            "(0.000364) can0 1826F456#010100",
            "(0.000696) can0 182756F4#C00F",
            "(0.250364) can0 1826F456#010100",
            "(0.250696) can0 182756F4#C00F"),
        log.toString().lines().toList());
  }
}
