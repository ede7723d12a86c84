package io.ocpp809.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.pile.FaultClass;
import io.ocpp809.station.reading.Location;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Method;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.vehicle.Conversation;
import io.ocpp809.station.vehicle.StopCause;
import io.ocpp809.station.vehicle.VehicleReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The channels of a vehicle's asset become what the station understands. */
class VehicleReaderTest {
  private static final long NOW = 1_000_000;

  private final Map<String, ChannelValue> values = new LinkedHashMap<>();
  private final VehicleReader reader = new VehicleReader(1_000);

  private void shows(String channel, Object value) {
    values.put(channel, new ChannelValue(value, true, NOW - 100));
  }

  private VehicleReport read() {
    return reader.read(values.keySet(), values, NOW);
  }

  private Optional<Reading> reading(Measurand m, Location where) {
    return read().readings().stream()
        .filter(r -> r.measurand() == m && r.location() == where && r.usable())
        .findFirst();
  }

  @ParameterizedTest(name = "{0} {1} -> {2} {3} {4}")
  @CsvSource({
    "vehicle.soc, 61, SOC, EV, 61",
    "ev.soc, 61, SOC, EV, 61",
    "vehicle.voltage, 378.4, VOLTAGE, EV, 378.4",
    "vehicle.current, -35.8, CURRENT_IMPORT, EV, 35.8",
    "vehicle.temperature.max, -12, TEMPERATURE, EV, -12",
    "outlet.voltage, 380.1, VOLTAGE, OUTLET, 380.1",
    "outlet.current, -35.8, CURRENT_IMPORT, OUTLET, 35.8",
    "outlet.power, 13600, POWER_ACTIVE_IMPORT, OUTLET, 13600",
    "offered.current, -120, CURRENT_OFFERED, OUTLET, 120",
    "offered.power, 60000, POWER_OFFERED, OUTLET, 60000",
  })
  void aChannelIsAMeasurandAtItsPlace(
      String channel, double shown, Measurand m, Location where, double value) {
    shows(channel, shown);
    Reading r = reading(m, where).orElseThrow();
    assertEquals(value, r.value(), 1e-9);
    assertEquals(VehicleReport.METER, r.meter());
  }

  @Test
  void powerIsComputedOfVoltageAndCurrentAndSaysSo() {
    shows("outlet.voltage", 400.0);
    shows("outlet.current", -25.0);
    shows("offered.current", -100.0);
    Reading power = reading(Measurand.POWER_ACTIVE_IMPORT, Location.OUTLET).orElseThrow();
    assertEquals(10_000, power.value(), 1e-9);
    assertEquals(Method.DERIVED, power.method());
    assertEquals(
        40_000, reading(Measurand.POWER_OFFERED, Location.OUTLET).orElseThrow().value(), 1e-9);
  }

  @Test
  void whatFailsOrIsTooOldIsLeftOut() {
    values.put("vehicle.soc", new ChannelValue(61, false, NOW - 100));
    values.put("outlet.current", new ChannelValue(20.0, true, NOW - 15_001));
    values.put("outlet.voltage", new ChannelValue(400.0, true, NOW - 15_000));
    values.put("session.state", new ChannelValue("charging", false, NOW - 100));
    assertEquals(Optional.empty(), reading(Measurand.SOC, Location.EV));
    assertEquals(Optional.empty(), reading(Measurand.CURRENT_IMPORT, Location.OUTLET));
    assertTrue(reading(Measurand.VOLTAGE, Location.OUTLET).isPresent());
    assertEquals(Optional.empty(), read().conversation());
  }

  @Test
  void aChannelWithoutAValueYetTellsThatItCanBeMeasured() {
    List<String> invalid =
        reader
            .read(Set.of("vehicle.soc", "outlet.voltage", "outlet.current"), Map.of(), NOW)
            .readings()
            .stream()
            .filter(r -> !r.usable())
            .map(r -> r.measurand() + " " + r.location())
            .toList();
    assertEquals(
        List.of("VOLTAGE OUTLET", "CURRENT_IMPORT OUTLET", "POWER_ACTIVE_IMPORT OUTLET", "SOC EV"),
        invalid);
  }

  @Test
  void whatIsSaidOnceStandsAsLongAsItsChannel() {
    values.put("offered.current", new ChannelValue(-120.0, true, NOW - 500_000));
    values.put("session.state", new ChannelValue("charging", true, NOW - 500_000));
    assertEquals(
        NOW, reading(Measurand.CURRENT_OFFERED, Location.OUTLET).orElseThrow().takenAtMillis());
    assertEquals(Optional.of(Conversation.CHARGING), read().conversation());
  }

  @Test
  void anAssetThatIsReadSeldomHasTwoOfItsPeriods() {
    values.put("vehicle.soc", new ChannelValue(61, true, NOW - 100_000));
    assertTrue(
        new VehicleReader(60_000).read(values.keySet(), values, NOW).readings().get(0).usable());
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "GBT27930.BEM.3905, EV_COMMUNICATION_ERROR",
    "GBT27930.CEM.3921, EV_COMMUNICATION_ERROR",
    "GBT27930.BSM.3090, OTHER_ERROR",
    "GBT27930.BSM.3092, OVER_CURRENT_FAILURE",
    "GBT27930.BSM.3093, HIGH_TEMPERATURE",
    "GBT27930.BSM.3094, GROUND_FAILURE",
    "GBT27930.BSM.3095, OTHER_ERROR",
    "GBT27930.BST.insulation, GROUND_FAILURE",
    "GBT27930.CST.charger-temperature, HIGH_TEMPERATURE",
    "GBT27930.CST.emergency,",
    "ISO15118.4711,",
  })
  void aCodeStandsForAClassOfErrors(String code, FaultClass kind) {
    shows("session.error", code);
    assertEquals(code, read().code());
    assertEquals(Optional.ofNullable(kind), read().kind());
  }

  @Test
  void ofSeveralCausesTheFirstOfTheTableDecides() {
    shows("session.stopReason", "vehicle-fault, charger-temperature,manual");
    assertEquals(Optional.of(StopCause.MANUAL), read().cause());
    shows("session.stopReason", "");
    assertEquals(Optional.empty(), read().cause());
  }

  @ParameterizedTest
  @CsvSource({"vehicle, false", "charger, true", "both, true", "none, false"})
  void thePartyTellsWhetherTheChargerStopped(String party, boolean charger) {
    shows("session.stopParty", party);
    assertEquals(charger, read().charger());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "00000000000000000", "FFFFFFFFFFFFFFFFF", "LGBT27930TEST000", "\u00ff\u00ff?"})
  void aFilledOrGarbledNumberIsNone(String vin) {
    shows("vehicle.vin", vin);
    assertEquals(Optional.empty(), read().vin());
  }

  @Test
  void theVehiclesNumberIsRead() {
    shows("vehicle.vin", "LGBT27930TEST0001");
    assertEquals(Optional.of("LGBT27930TEST0001"), read().vin());
    assertFalse(read().toString().contains("LGBT"));
  }

  @Test
  void aWordThatIsNoneIsNamed() {
    shows("session.state", "RUNNING");
    shows("session.stopReason", "manual,boredom");
    shows("vehicle.soc", "half");
    assertEquals(
        "channel session.state shows \"RUNNING\"; channel session.stopReason shows \"boredom\";"
            + " channel vehicle.soc gives no number, which is ignored. The words stand in"
            + " gbt27930.md, Roles",
        reader.misread(values).orElseThrow());
    assertEquals(Optional.empty(), read().conversation());
    assertEquals(Optional.empty(), reader.misread(Map.of()));
  }

  @Test
  void anythingImpossibleOrForeignIsIgnored() {
    shows("vehicle.soc", 130);
    shows("something.else", "x");
    shows("outlet.voltage", Double.NaN);
    shows("session.error", "E".repeat(80));
    assertTrue(read().readings().stream().noneMatch(Reading::usable));
    assertEquals(50, read().code().length());
  }
}
