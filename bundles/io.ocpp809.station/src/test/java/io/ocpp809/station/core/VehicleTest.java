package io.ocpp809.station.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.StationEvent.ConnectorChanged;
import io.ocpp809.station.auth.Authorization;
import io.ocpp809.station.core.EvseOptions.EnergyPolicy;
import io.ocpp809.station.core.EvseOptions.TokenPolicy;
import io.ocpp809.station.pile.FaultClass;
import io.ocpp809.station.pile.PileFault;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.reading.Location;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Method;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Quality;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.transaction.StopReason;
import io.ocpp809.station.vehicle.Conversation;
import io.ocpp809.station.vehicle.StopCause;
import io.ocpp809.station.vehicle.VehicleReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What vehicle and charger say to each other becomes state, reason, error and readings. */
class VehicleTest {
  private final StationHarness h =
      new StationHarness(
          new EvseOptions(1, 0, 16_000, 0, 3, "RST", TokenPolicy.READ, "", EnergyPolicy.ESTIMATED));
  private Optional<Conversation> conversation = Optional.of(Conversation.NONE);
  private Optional<StopCause> cause = Optional.empty();
  private boolean charger;
  private String code = "";
  private Optional<FaultClass> kind = Optional.empty();
  private String evidence = "";
  private Optional<String> vin = Optional.empty();
  private OptionalDouble energy = OptionalDouble.empty();
  private final List<Reading> said = new ArrayList<>();
  private boolean pileTellsState = true;
  private boolean pileMeasures = true;

  VehicleTest() {
    h.online(Authorization.Status.ACCEPTED);
  }

  private void run(int seconds) {
    for (int i = 0; i < seconds; i++) {
      h.scheduler.advance(Duration.ofSeconds(1));
      h.pile.charge();
      report();
    }
  }

  private void report() {
    PileReport pile = h.pile.report();
    if (!pileTellsState) {
      pile = pile.withState(Optional.empty());
    }
    if (!pileMeasures) {
      pile = pile.withReadings(List.of());
    }
    long now = h.scheduler.clock().monotonicMillis();
    VehicleReport vehicle =
        new VehicleReport(
            conversation,
            charger,
            cause,
            code,
            kind,
            evidence,
            vin,
            energy,
            said.stream().map(r -> at(r, now)).toList());
    h.station.report(1, pile.withVehicle(vehicle));
    h.scheduler.runDue();
  }

  private static Reading at(Reading r, long now) {
    return new Reading(
        r.measurand(),
        r.phase(),
        r.location(),
        r.value(),
        r.quality(),
        r.method(),
        now,
        "",
        VehicleReport.METER);
  }

  private void says(Measurand m, Location where, double value) {
    said.removeIf(r -> r.measurand() == m && r.location() == where);
    said.add(
        new Reading(m, Phase.ALL, where, value, Quality.GOOD, Method.MEASURED, 0, "", "vehicle"));
  }

  private void says(Conversation c) {
    conversation = Optional.of(c);
    report();
  }

  private void charging() {
    h.pile.plug();
    run(1);
    says(Conversation.HANDSHAKE);
    h.remoteStart();
    run(1);
    says(Conversation.READY);
    assertEquals(ConnectorState.PREPARING, h.state());
    says(Conversation.CHARGING);
    assertEquals(ConnectorState.PREPARING, h.state());
    says(Measurand.CURRENT_IMPORT, Location.OUTLET, 16);
    run(2);
    assertEquals(ConnectorState.CHARGING, h.state());
  }

  /** The current is gone, and both have told the end. */
  private void ended() {
    says(Measurand.CURRENT_IMPORT, Location.OUTLET, 0);
    says(Conversation.ENDED);
    run(2);
  }

  private List<ConnectorChanged> changes() {
    return h.events.stream()
        .filter(ConnectorChanged.class::isInstance)
        .map(ConnectorChanged.class::cast)
        .toList();
  }

  private long told(String vendorCode) {
    Optional<PileFault> before = Optional.empty();
    long edges = 0;
    for (ConnectorChanged c : changes()) {
      if (!c.fault().equals(before)
          && c.fault().filter(f -> f.vendorCode().equals(vendorCode)).isPresent()) {
        edges++;
      }
      before = c.fault();
    }
    return edges;
  }

  private Optional<Reading> reading(Measurand m, Location where) {
    return h.station.view().evse(1).orElseThrow().readings().stream()
        .filter(r -> r.measurand() == m && r.location() == where && r.phase() == Phase.ALL)
        .findFirst();
  }

  @ParameterizedTest(name = "{0} -> {1}, {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          EMERGENCY             | EMERGENCY_STOP |
          MANUAL                | LOCAL          |
          CONDITION             | OTHER          |
          CHARGER_TEMPERATURE   | OTHER          | HIGH_TEMPERATURE
          CONNECTOR             | OTHER          | OTHER_ERROR
          ENERGY_UNAVAILABLE    | OTHER          | INTERNAL_ERROR
          CURRENT_MISMATCH      | OTHER          | OTHER_ERROR
          CHARGER_VOLTAGE       | OTHER          | OTHER_ERROR
          CHARGER_FAULT         | OTHER          | INTERNAL_ERROR
          SOC_REACHED           | OTHER          |
          VOLTAGE_REACHED       | OTHER          |
          CELL_VOLTAGE_REACHED  | OTHER          |
          INSULATION            | OTHER          | GROUND_FAILURE
          CONNECTOR_TEMPERATURE | OTHER          | HIGH_TEMPERATURE
          COMPONENT_TEMPERATURE | OTHER          | HIGH_TEMPERATURE
          BATTERY_TEMPERATURE   | OTHER          | HIGH_TEMPERATURE
          VEHICLE_CONNECTOR     | OTHER          | OTHER_ERROR
          RELAY                 | OTHER          | OTHER_ERROR
          DETECTION_POINT       | OTHER          | OTHER_ERROR
          VEHICLE_FAULT         | OTHER          | OTHER_ERROR
          OVER_CURRENT          | OTHER          | OVER_CURRENT_FAILURE
          OVER_VOLTAGE          | OTHER          | OVER_VOLTAGE
          UNDER_VOLTAGE         | OTHER          | UNDER_VOLTAGE
          VEHICLE_VOLTAGE       | OTHER          | OTHER_ERROR
          UNSPECIFIED           | OTHER          |
          """)
  void theCauseOfAStopIsTheReasonOfTheTransactionAndItsError(
      StopCause why, StopReason reason, FaultClass error) {
    charging();
    cause = Optional.of(why);
    evidence = "CST 04";
    says(Conversation.STOPPING);
    assertEquals(ConnectorState.FINISHING, h.state());
    assertEquals("CST 04 " + why.meaning(), h.connector().info());
    assertEquals(Optional.ofNullable(error), h.connector().fault().map(PileFault::kind));
    assertTrue(h.noneEnded());
    ended();
    assertEquals(reason, h.ended().reason());
  }

  @Test
  void everyCauseIsARowOfThatTable() {
    assertEquals(25 + 2, StopCause.values().length);
  }

  @Test
  void theReasonIsFixedWhenTheStopIsFirstSeenAndTheEndComesAfterTenSecondsWithoutTheirEnd() {
    charging();
    cause = Optional.of(StopCause.SOC_REACHED);
    says(Conversation.STOPPING);
    cause = Optional.of(StopCause.EMERGENCY);
    run(9);
    assertTrue(h.noneEnded());
    run(2);
    assertEquals(StopReason.OTHER, h.ended().reason());
  }

  @Test
  void aStopWhoseCauseComesAMomentLaterWaitsForIt() {
    charging();
    says(Conversation.STOPPING);
    cause = Optional.of(StopCause.EMERGENCY);
    run(1);
    ended();
    assertEquals(StopReason.EMERGENCY_STOP, h.ended().reason());
  }

  @Test
  void aStopFromRemoteStaysOneWhenTheChargerSaysThatItWasStopped() {
    charging();
    h.remoteStop(h.transaction().orElseThrow().id());
    cause = Optional.of(StopCause.MANUAL);
    says(Conversation.STOPPING);
    ended();
    assertEquals(StopReason.REMOTE, h.ended().reason());
  }

  @Test
  void aStopThatNobodyGivesACauseForIsLocalIfTheChargerStopped() {
    charging();
    charger = true;
    cause = Optional.of(StopCause.UNSPECIFIED);
    says(Conversation.STOPPING);
    ended();
    assertEquals(StopReason.LOCAL, h.ended().reason());
  }

  @Test
  void aTransactionThatBeginsAfterTheStopIsNotEndedByIt() {
    h.pile.plug();
    run(1);
    cause = Optional.of(StopCause.MANUAL);
    says(Conversation.ENDED);
    assertEquals(ConnectorState.FINISHING, h.state());
    h.remoteStart();
    run(5);
    assertTrue(h.transaction().isPresent());
    assertTrue(h.noneEnded());
  }

  @Test
  void missingMessagesWithinChargingEndTheTransaction() {
    charging();
    code = "GBT27930.BEM.3905";
    says(Conversation.INTERRUPTED);
    says(Measurand.CURRENT_IMPORT, Location.OUTLET, 0);
    run(3);
    assertEquals(StopReason.OTHER, h.ended().reason());
    assertEquals(1, told("GBT27930.BEM.3905"));
    assertEquals(
        Optional.of(FaultClass.EV_COMMUNICATION_ERROR), h.connector().fault().map(PileFault::kind));
  }

  @Test
  void missingMessagesBeforeChargingAreAFaultUntilTheyBeginAnew() {
    h.pile.plug();
    run(1);
    says(Conversation.HANDSHAKE);
    assertEquals(ConnectorState.PREPARING, h.state());
    code = "GBT27930.CEM.3921";
    says(Conversation.INTERRUPTED);
    assertEquals(ConnectorState.FAULTED, h.state());
    says(Conversation.HANDSHAKE);
    run(2);
    assertEquals(ConnectorState.PREPARING, h.state());
    assertEquals(Optional.empty(), h.connector().fault());
    says(Conversation.INTERRUPTED);
    assertEquals(2, told("GBT27930.CEM.3921"));
    assertTrue(h.noneEnded());
  }

  @Test
  void anErrorIsToldOncePerRisingEdgeHoweverOftenItIsRepeated() {
    charging();
    for (int i = 0; i < 50; i++) {
      code = i % 2 == 0 ? "GBT27930.BSM.3093" : "";
      cause = i % 2 == 0 ? Optional.of(StopCause.BATTERY_TEMPERATURE) : Optional.empty();
      report();
    }
    assertEquals(1, told("GBT27930.BSM.3093"));
    assertEquals(ConnectorState.CHARGING, h.state());
    assertTrue(h.noneEnded());
  }

  @Test
  void whenTheVehicleIsGoneTheErrorOfItsSessionIsNotToldOfTheFreeOutlet() {
    charging();
    code = "GBT27930.BST.battery-temperature";
    cause = Optional.of(StopCause.BATTERY_TEMPERATURE);
    says(Conversation.STOPPING);
    ended();
    assertEquals(code, h.connector().fault().map(PileFault::vendorCode).orElse(""));
    h.pile.unplug();
    run(1);
    assertEquals(ConnectorState.AVAILABLE, h.state());
    assertEquals(Optional.empty(), h.connector().fault());
  }

  @Test
  void aWarningHasTheClassOfItsCodeAndAnErrorAfterTheStopIsToldToo() {
    charging();
    code = "GBT27930.BSM.3093";
    kind = Optional.of(FaultClass.HIGH_TEMPERATURE);
    run(1);
    assertEquals(ConnectorState.CHARGING, h.state());
    assertEquals(
        Optional.of(FaultClass.HIGH_TEMPERATURE), h.connector().fault().map(PileFault::kind));
    cause = Optional.of(StopCause.SOC_REACHED);
    says(Conversation.STOPPING);
    code = "GBT27930.BEM.3907";
    kind = Optional.of(FaultClass.EV_COMMUNICATION_ERROR);
    run(1);
    assertEquals(1, told("GBT27930.BEM.3907"));
    assertEquals(1, told("GBT27930.BSM.3093"));
  }

  @Test
  void silenceEndsTheTransactionOnlyWhereThePileDoesNotCharge() {
    charging();
    said.clear();
    says(Conversation.LOST);
    run(20);
    assertEquals(ConnectorState.CHARGING, h.state());
    assertEquals(
        Optional.of(FaultClass.EV_COMMUNICATION_ERROR), h.connector().fault().map(PileFault::kind));
    h.pile.carMilliamps = 0;
    run(3);
    assertEquals(StopReason.OTHER, h.ended().reason());
  }

  @Test
  void silenceOfAPileThatTellsNoStateEndsTheTransactionAfterFiveSeconds() {
    pileTellsState = false;
    h.pile.cableKnown = false;
    says(Conversation.NONE);
    says(Conversation.HANDSHAKE);
    h.remoteStart();
    run(2);
    says(Conversation.CHARGING);
    run(2);
    assertTrue(h.transaction().isPresent());
    says(Conversation.LOST);
    run(4);
    assertTrue(h.noneEnded());
    run(3);
    assertEquals(ConnectorState.FINISHING, h.state());
    run(12);
    assertEquals(StopReason.OTHER, h.ended().reason());
  }

  @Test
  void aFirstWordIsAVehicleWhereThePileTellsNoPlugAndTheLastOneItsLeaving() {
    pileTellsState = false;
    h.pile.cableKnown = false;
    says(Conversation.NONE);
    assertEquals(ConnectorState.AVAILABLE, h.state());
    says(Conversation.HANDSHAKE);
    assertEquals(ConnectorState.PREPARING, h.state());
    says(Conversation.NONE);
    assertEquals(ConnectorState.AVAILABLE, h.state());
  }

  @Test
  void thePlugIsThePilesOwnPointWhereItHasOne() {
    says(Conversation.HANDSHAKE);
    assertEquals(ConnectorState.AVAILABLE, h.state());
  }

  @Test
  void eachSideThatPausesIsNamed() {
    charging();
    says(Conversation.PAUSED_BY_VEHICLE);
    assertEquals(ConnectorState.SUSPENDED_EV, h.state());
    says(Conversation.PAUSED_BY_CHARGER);
    assertEquals(ConnectorState.SUSPENDED_EVSE, h.state());
    says(Conversation.CHARGING);
    assertEquals(ConnectorState.CHARGING, h.state());
  }

  @Test
  void anAssetThatIsSilentOrGoneHarmsNothing() {
    charging();
    says(Measurand.SOC, Location.EV, 61);
    run(1);
    assertEquals(61, reading(Measurand.SOC, Location.EV).orElseThrow().value());
    conversation = Optional.empty();
    said.clear();
    run(120);
    assertEquals(ConnectorState.CHARGING, h.state());
    assertTrue(h.noneEnded());
    assertEquals(Optional.empty(), reading(Measurand.SOC, Location.EV));
  }

  @Test
  void theVehiclesValuesFillWhatThePileDoesNotMeasure() {
    says(Measurand.VOLTAGE, Location.OUTLET, 400);
    says(Measurand.POWER_ACTIVE_IMPORT, Location.OUTLET, 12_345);
    says(Measurand.CURRENT_IMPORT, Location.EV, 31);
    run(1);
    assertEquals(400, reading(Measurand.VOLTAGE, Location.OUTLET).orElseThrow().value());
    assertEquals(31, reading(Measurand.CURRENT_IMPORT, Location.EV).orElseThrow().value());
    assertEquals(0, reading(Measurand.POWER_ACTIVE_IMPORT, Location.OUTLET).orElseThrow().value());
    pileMeasures = false;
    run(1);
    assertEquals(
        12_345, reading(Measurand.POWER_ACTIVE_IMPORT, Location.OUTLET).orElseThrow().value());
  }

  @Test
  void withoutAMeterTheVehiclesPowerIsIntegratedAndBillsAsAnEstimate() {
    pileMeasures = false;
    h.pile.plug();
    says(Measurand.POWER_ACTIVE_IMPORT, Location.OUTLET, 36_000);
    run(2);
    h.remoteStart();
    run(1);
    long start = h.started().meterStartWh();
    run(100);
    says(Conversation.CHARGING);
    said.clear();
    run(100);
    h.remoteStop(h.transaction().orElseThrow().id());
    run(12);
    assertEquals(1_000, h.ended().meterStopWh() - start, 25);
    assertEquals(
        Method.INTEGRATED,
        reading(Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, Location.OUTLET)
            .map(Reading::method)
            .orElse(Method.INTEGRATED));
  }

  @Test
  void whatTheChargerOffersIsNeverToldAboveTheLimitInForce() {
    says(Measurand.VOLTAGE, Location.OUTLET, 400);
    says(Measurand.CURRENT_OFFERED, Location.OUTLET, 120);
    says(Measurand.POWER_OFFERED, Location.OUTLET, 48_000);
    run(1);
    assertEquals(11_040, reading(Measurand.POWER_OFFERED, Location.OUTLET).orElseThrow().value());
    assertEquals(27.6, reading(Measurand.CURRENT_OFFERED, Location.OUTLET).orElseThrow().value());
    assertFalse(h.found("limit.foreign"));
  }

  private void session(double factor) {
    h.pile.plug();
    run(1);
    says(Conversation.HANDSHAKE);
    double start = h.pile.registerWh;
    h.remoteStart();
    says(Conversation.CHARGING);
    run(1_000);
    energy = OptionalDouble.of((h.pile.registerWh - start) * factor);
    cause = Optional.of(StopCause.SOC_REACHED);
    h.pile.carMilliamps = 0;
    says(Conversation.STOPPING);
    says(Conversation.ENDED);
    run(8);
  }

  @Test
  void theChargersOwnEnergyWithinTheRectifiersLossesIsNoFinding() {
    session(0.92);
    assertFalse(h.found("vehicle.energy"));
  }

  @Test
  void theChargersOwnEnergyThatDiffersFromTheRegisterIsSaid() {
    session(0.5);
    assertTrue(h.finding("vehicle.energy").orElseThrow().contains("the charger 1533 Wh"));
  }

  @Test
  void aLimitThatTheOutletsPowerDoesNotFollowIsWithoutEffectAndTaperIsSuccess() {
    pileMeasures = false;
    h.pile.plug();
    says(Measurand.POWER_ACTIVE_IMPORT, Location.OUTLET, 3_000);
    says(Conversation.CHARGING);
    run(1);
    h.remoteStart();
    run(40);
    assertFalse(h.found("limit.ignored"));
    says(Measurand.POWER_ACTIVE_IMPORT, Location.OUTLET, 20_000);
    run(15);
    assertTrue(h.found("limit.ignored"));
  }
}
