package io.ocpp809.testkit.gbt27930;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.gbt27930.message.Edition;
import io.ocpp809.gbt27930.message.MessageType;
import io.ocpp809.gbt27930.session.ObserverSettings;
import io.ocpp809.gbt27930.session.SessionEvent;
import io.ocpp809.gbt27930.session.SessionObserver;
import io.ocpp809.gbt27930.session.SessionSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The product's observer says of the two what they did. */
class ObservedTest {
  private final SessionObserver observer = new SessionObserver(ObserverSettings.STANDARD);
  private final List<SessionEvent> events = new ArrayList<>();

  private VirtualBus plugged(Edition edition) {
    VirtualBus bus =
        new VirtualBus(ChargerSettings.of60Kilowatt(edition), VehicleSettings.car(edition));
    bus.listen((frame, nanos) -> events.addAll(observer.heard(frame, nanos)));
    bus.plugAndStart();
    return bus;
  }

  private static void charging(VirtualBus bus) {
    assertTrue(bus.runUntil(() -> bus.charger().amps() > 50, Duration.ofMinutes(1)));
  }

  private SessionSummary ended(VirtualBus bus) {
    for (int i = 0; i < 2_400; i++) {
      bus.run(Duration.ofMillis(250));
      events.addAll(observer.tick(bus.nanos()));
      for (SessionEvent event : events) {
        if (event instanceof SessionEvent.Ended e) {
          return e.summary();
        }
      }
    }
    throw new AssertionError("it never ended: " + observer.view());
  }

  private List<String> errors() {
    return events.stream()
        .filter(SessionEvent.ErrorTold.class::isInstance)
        .map(e -> ((SessionEvent.ErrorTold) e).code())
        .distinct()
        .collect(Collectors.toList());
  }

  @ParameterizedTest
  @CsvSource({
    "SOC_TARGET, soc-reached",
    "TOTAL_VOLTAGE, voltage-reached",
    "CELL_VOLTAGE, cell-voltage-reached",
    "INSULATION, insulation",
    "CONNECTOR_HOT, connector-temperature",
    "PART_HOT, component-temperature",
    "CONNECTOR, vehicle-connector",
    "BATTERY_HOT, battery-temperature",
    "RELAY, relay",
    "DETECTION_POINT, detection-point",
    "OTHER, vehicle-fault",
    "CURRENT, over-current",
    "VOLTAGE, vehicle-voltage"
  })
  void theVehiclesStopIsToldWithItsCause(VehicleStop why, String cause) {
    VirtualBus bus = plugged(Edition.Y2015);
    charging(bus);
    bus.vehicle().stop(why, bus.nanos());
    SessionSummary s = ended(bus);
    assertEquals("vehicle", s.stop().party().text());
    assertEquals(cause, s.stop().causes().get(0), s.stop().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "SET_CONDITION, condition",
    "MANUAL, manual",
    "FAULT, charger-fault",
    "TOO_HOT, charger-temperature",
    "CONNECTOR, connector",
    "NO_ENERGY, energy-unavailable",
    "EMERGENCY, emergency",
    "CURRENT, current-mismatch",
    "VOLTAGE, charger-voltage"
  })
  void theChargersStopIsToldWithItsCause(ChargerStop why, String cause) {
    VirtualBus bus = plugged(Edition.Y2015);
    charging(bus);
    bus.charger().stop(why, bus.nanos());
    SessionSummary s = ended(bus);
    assertEquals("charger", s.stop().party().text());
    assertEquals(cause, s.stop().causes().get(0), s.stop().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "BRM, GBT27930.CEM.3921",
    "BCP, GBT27930.CEM.3922",
    "BRO, GBT27930.CEM.3923",
    "BCS, GBT27930.CEM.3924",
    "BCL, GBT27930.CEM.3925",
    "CML, GBT27930.BEM.3903",
    "CCS, GBT27930.BEM.3905"
  })
  void aMessageThatIsMissedIsToldByItsCode(MessageType missing, String code) {
    VirtualBus bus = plugged(Edition.Y2015);
    bus.charger().misbehave(new Misbehaviour.Never(missing));
    bus.vehicle().misbehave(new Misbehaviour.Never(missing));
    SessionSummary s = ended(bus);
    assertEquals(List.of(code), errors());
    assertEquals(4, s.attempts());
  }

  @ParameterizedTest
  @CsvSource({"Y2011, V1.0", "Y2015, V1.1"})
  void energyAndChargeAreThoseOfTheTwo(Edition edition, String version) {
    VirtualBus bus = plugged(edition);
    charging(bus);
    bus.run(Duration.ofMinutes(10));
    bus.vehicle().stop(VehicleStop.SOC_TARGET, bus.nanos());
    SessionSummary s = ended(bus);
    double given = bus.charger().kilowattHours() * 1000;
    assertEquals(given, s.estimatedWh(), 0.01 * given);
    assertEquals(given, s.toldWh().orElseThrow(), 60);
    assertEquals(bus.vehicle().soc(), s.socEnd().orElseThrow(), 1);
    assertEquals(34.3, s.socBegin().orElseThrow());
    assertEquals(version, s.protocolVersion().orElseThrow());
    assertTrue(s.firstMissing().isEmpty(), s.firstMissing().toString());
  }

  @Test
  void aPauseIsThatOfTheSideThatWantsIt() {
    VirtualBus bus = plugged(Edition.Y2015);
    charging(bus);
    bus.vehicle().pause(true);
    bus.run(Duration.ofSeconds(5));
    assertEquals("paused-by-vehicle", observer.view().state());
    bus.vehicle().pause(false);
    bus.run(Duration.ofSeconds(5));
    assertEquals("charging", observer.view().state());
    bus.charger().limitAmps(0);
    bus.run(Duration.ofSeconds(5));
    assertEquals("paused-by-charger", observer.view().state());
  }
}
