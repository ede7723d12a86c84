package io.ocpp809.testkit.gbt27930;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.gbt27930.message.Edition;
import io.ocpp809.gbt27930.message.MessageType;
import io.ocpp809.gbt27930.message.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One of the two does something wrong, and the other ends it as the standard says. */
class MisbehaviourTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private final Heard heard = new Heard();
  private final VirtualBus bus = bus(Edition.Y2015);

  private VirtualBus bus(Edition edition) {
    VirtualBus result =
        new VirtualBus(ChargerSettings.of60Kilowatt(edition), VehicleSettings.car(edition));
    result.listen(heard);
    return result;
  }

  private static void charging(VirtualBus bus) {
    assertTrue(bus.runUntil(() -> bus.charger().amps() > 50, MINUTE));
  }

  private static boolean over(Phase phase) {
    return phase == Phase.ENDED || phase == Phase.LOCKED;
  }

  @ParameterizedTest
  @CsvSource({
    // What the vehicle never says, and the parameter of CEM that says so, else filled FC F0 C0 FC.
    "BRM, FD F0 C0 FC, 5",
    "BCP, FC F1 C0 FC, 5",
    "BRO, FC F4 C0 FC, 5",
  })
  void aChargerThatMissesAMessageSaysWhichAndTriesThreeTimesMore(
      MessageType missing, String cem, double after) {
    bus.vehicle().misbehave(new Misbehaviour.Never(missing));
    bus.plugAndStart();
    assertTrue(
        bus.runUntil(() -> bus.charger().phase() == Phase.LOCKED, Duration.ofMinutes(2)),
        bus.charger().phase().toString());
    assertEquals(List.of(cem), heard.forms(MessageType.CEM));
    assertEquals(4, bus.charger().attempts());
    // Each try takes the time-out and two seconds of CEM.
    assertEquals(heard.first(MessageType.CEM) + 3 * (after + 2) + 2, bus.seconds(), 1);
    assertFalse(heard.any(MessageType.CST));
    assertEquals(0, bus.charger().volts());
  }

  @ParameterizedTest
  @CsvSource({
    "BCL, FC F0 C4 FC, 1",
    "BCS, FC F0 C1 FC, 5",
  })
  void aMessageThatStaysAwayWhileChargingEndsItWithCemAndCst(
      MessageType missing, String cem, double after) {
    bus.plugAndStart();
    charging(bus);
    bus.vehicle().misbehave(new Misbehaviour.Never(missing));
    double from = bus.seconds();
    assertTrue(bus.runUntil(() -> bus.charger().phase() == Phase.ERROR, MINUTE));
    assertEquals(from + after, bus.seconds(), 0.3);
    assertEquals(0, bus.charger().amps());
    bus.run(Duration.ofSeconds(1));
    assertEquals(List.of(cem), heard.forms(MessageType.CEM));
    // 1.5 a fault, 3.3 another one.
    assertEquals(List.of("10 00 F4 F0"), heard.forms(MessageType.CST));
    // When the vehicle says it again, the next try charges again.
    bus.vehicle().behave();
    charging(bus);
    assertEquals(2, bus.charger().attempts());
  }

  @ParameterizedTest
  @EnumSource(
      value = MessageType.class,
      names = {"BCL", "BCS"})
  void inChargingToFourTriesAreMadeThenItIsLockedUntilThePlugWasOut(MessageType missing) {
    bus.vehicle().misbehave(new Misbehaviour.Never(missing));
    bus.plugAndStart();
    assertTrue(
        bus.runUntil(() -> bus.charger().phase() == Phase.LOCKED, Duration.ofMinutes(5)),
        bus.charger().phase().toString());
    assertEquals(4, bus.charger().attempts());
    bus.vehicle().behave();
    bus.run(MINUTE);
    assertEquals(Phase.LOCKED, bus.charger().phase());
    bus.unplug();
    bus.plugAndStart();
    charging(bus);
  }

  @ParameterizedTest
  @CsvSource({
    // What the charger never says, and the parameter of BEM, else filled F0 F0 F0 FC.
    "CRM, F1 F0 F0 FC, 30",
    "CML, F0 F1 F0 FC, 5",
    "CCS, F0 F0 F1 FC, 1",
  })
  void aVehicleThatMissesAMessageSaysWhich(MessageType missing, String bem, double after) {
    bus.charger().misbehave(new Misbehaviour.Never(missing));
    bus.plugAndStart();
    assertTrue(bus.runUntil(() -> heard.any(MessageType.BEM), MINUTE));
    double before =
        switch (missing) {
          case CRM -> heard.first(MessageType.CHM);
          case CML -> heard.first(MessageType.CTS);
          default -> heard.first(MessageType.BCL);
        };
    assertEquals(before + after, heard.first(MessageType.BEM), 0.3);
    assertEquals(List.of(bem), heard.forms(MessageType.BEM));
    // The charger begins anew at CRM, three times.
    if (missing != MessageType.CRM) {
      assertTrue(bus.runUntil(() -> bus.charger().phase() == Phase.LOCKED, Duration.ofMinutes(2)));
      assertEquals(4, bus.charger().attempts());
      assertEquals(List.of(bem), heard.forms(MessageType.BEM));
    }
    assertTrue(bus.runUntil(() -> over(bus.vehicle().phase()), Duration.ofMinutes(2)));
  }

  @Test
  void aVehicleThatIsReadyMissesTheChargersWordAfterFiveSeconds() {
    VirtualBus slow =
        new VirtualBus(
            ChargerSettings.of60Kilowatt(Edition.Y2015).preparing(Duration.ofSeconds(20)),
            VehicleSettings.car(Edition.Y2015));
    slow.listen(heard);
    slow.charger().misbehave(new Misbehaviour.Never(MessageType.CRO));
    slow.plugAndStart();
    assertTrue(slow.runUntil(() -> heard.any(MessageType.BEM), MINUTE));
    // 2.3: CRO.
    assertEquals(List.of("F0 F4 F0 FC"), heard.forms(MessageType.BEM));
    // BRO(AA) comes 0.7 s after the first BRO.
    assertEquals(heard.first(MessageType.BRO) + 5.7, heard.first(MessageType.BEM), 0.1);
  }

  @Test
  void aChargerThatIsReadyButNotHeardMissesTheDemandAfterASecond() {
    bus.charger().misbehave(new Misbehaviour.Never(MessageType.CRO));
    bus.plugAndStart();
    assertTrue(bus.runUntil(() -> heard.any(MessageType.CEM), MINUTE));
    assertEquals(List.of("FC F0 C4 FC"), heard.forms(MessageType.CEM));
  }

  @Test
  void aVehicleThatIsNeverSpokenToGivesUpAMinuteAfterItWokeUp() {
    bus.vehicle().wake(0);
    assertTrue(bus.runUntil(() -> heard.any(MessageType.BEM), Duration.ofMinutes(2)));
    assertEquals(60, heard.first(MessageType.BEM), 0.1);
    assertEquals(List.of("F1 F0 F0 FC"), heard.forms(MessageType.BEM));
  }

  @Test
  void aChargerThatStaysAtRecognitionWithoutRecognisingIsToldSo() {
    bus.charger().misbehave(new Misbehaviour.Stuck(Phase.RECOGNITION));
    bus.plugAndStart();
    assertTrue(bus.runUntil(() -> heard.any(MessageType.BEM), MINUTE));
    // 1.3: CRM(AA).
    assertEquals(List.of("F4 F0 F0 FC"), heard.forms(MessageType.BEM));
    assertEquals(heard.first(MessageType.CRM) + 5, heard.first(MessageType.BEM), 0.1);
  }

  @ParameterizedTest
  @CsvSource({"true, F0 F4 F0 FC", "false, FC F4 C0 FC"})
  void readinessIsWaitedForAMinute(boolean chargerIsStuck, String error) {
    Misbehaviour stuck = new Misbehaviour.Stuck(Phase.READY);
    MessageType said = chargerIsStuck ? MessageType.BEM : MessageType.CEM;
    if (chargerIsStuck) {
      bus.charger().misbehave(stuck);
    } else {
      bus.vehicle().misbehave(stuck);
    }
    bus.plugAndStart();
    assertTrue(bus.runUntil(() -> heard.any(said), Duration.ofMinutes(2)));
    assertEquals(List.of(error), heard.forms(said));
    double from = heard.first(chargerIsStuck ? MessageType.CRO : MessageType.CML);
    assertEquals(from + 60, heard.first(said), 0.6);
  }

  @ParameterizedTest
  @CsvSource({"BST, FC F0 D0 FC, 5", "BSD, FC F0 C0 FD, 10"})
  void afterTheStopNoFurtherTryIsMadeByTheCharger(MessageType missing, String cem, double after) {
    bus.vehicle().misbehave(new Misbehaviour.Never(missing));
    bus.plugAndStart();
    charging(bus);
    double from = bus.seconds();
    bus.charger().stop(ChargerStop.MANUAL, bus.nanos());
    assertTrue(bus.runUntil(() -> bus.charger().phase() == Phase.LOCKED, MINUTE));
    assertEquals(List.of(cem), heard.forms(MessageType.CEM));
    assertEquals(from + after, heard.first(MessageType.CEM), 0.1);
    assertEquals(1, bus.charger().attempts());
    assertTrue(bus.runUntil(() -> over(bus.vehicle().phase()), MINUTE));
  }

  @ParameterizedTest
  @CsvSource({"CST, F0 F0 F4 FC, 5", "CSD, F0 F0 F0 FD, 10"})
  void afterTheStopNoFurtherTryIsMadeByTheVehicle(MessageType missing, String bem, double after) {
    bus.charger().misbehave(new Misbehaviour.Never(missing));
    bus.plugAndStart();
    charging(bus);
    double from = bus.seconds();
    bus.vehicle().stop(VehicleStop.SOC_TARGET, bus.nanos());
    assertTrue(bus.runUntil(() -> heard.any(MessageType.BEM), MINUTE));
    assertEquals(List.of(bem), heard.forms(MessageType.BEM));
    assertEquals(from + after, heard.first(MessageType.BEM), 0.1);
    assertTrue(
        bus.runUntil(() -> over(bus.vehicle().phase()) && over(bus.charger().phase()), MINUTE));
    assertEquals(1, bus.charger().attempts());
  }

  @Test
  void whatIsOptionalMayStayAway() {
    bus.charger().misbehave(new Misbehaviour.Never(MessageType.CTS));
    bus.vehicle().misbehave(new Misbehaviour.Never(MessageType.BSM));
    bus.plugAndStart();
    charging(bus);
    bus.run(MINUTE);
    assertEquals(Phase.CHARGING, bus.charger().phase());
    assertFalse(heard.any(MessageType.CEM) || heard.any(MessageType.BEM));
  }

  @ParameterizedTest
  @CsvSource({"900, false", "1100, true"})
  void aGapOfBclOfLessThanASecondIsBorne(long millis, boolean ends) {
    bus.plugAndStart();
    charging(bus);
    bus.vehicle().misbehave(new Misbehaviour.Late(MessageType.BCL, millis));
    bus.run(Duration.ofSeconds(3));
    assertEquals(ends, heard.any(MessageType.CEM));
    assertEquals(Math.min(millis / 1000.0 + 0.05, 9), heard.widest(MessageType.BCL), 2.1);
  }

  @Test
  void a2011VehicleIsMissedAfterATenthOfASecond() {
    VirtualBus old = bus(Edition.Y2011);
    old.plugAndStart();
    charging(old);
    old.charger().misbehave(new Misbehaviour.Never(MessageType.CCS));
    double from = old.seconds();
    assertTrue(old.runUntil(() -> heard.any(MessageType.BEM), MINUTE));
    assertEquals(from + 0.1, heard.first(MessageType.BEM), 0.06);
  }

  @Test
  void aVehicleThatVanishesIsMissedWithinASecondAndTriedAgain() {
    bus.plugAndStart();
    charging(bus);
    bus.vehicle().misbehave(new Misbehaviour.Vanish());
    double from = bus.seconds();
    assertTrue(bus.runUntil(() -> bus.charger().phase() == Phase.LOCKED, Duration.ofMinutes(2)));
    assertEquals(from + 1, heard.first(MessageType.CEM), 0.1);
    // First BCL, then at each further try BRM.
    assertEquals(List.of("FC F0 C4 FC", "FD F0 C0 FC"), heard.forms(MessageType.CEM));
    assertEquals(4, bus.charger().attempts());
  }

  @Test
  void aChargerThatVanishesIsMissedWithinASecondAndWaitedForHalfAMinute() {
    bus.plugAndStart();
    charging(bus);
    bus.charger().misbehave(new Misbehaviour.Vanish());
    double from = bus.seconds();
    assertTrue(bus.runUntil(() -> over(bus.vehicle().phase()), Duration.ofMinutes(2)));
    assertEquals(from + 1, heard.first(MessageType.BEM), 0.1);
    assertEquals(from + 31, bus.seconds(), 0.2);
    assertEquals(List.of("F0 F0 F1 FC"), heard.forms(MessageType.BEM));
    // The charger has heard BEM and stopped by itself.
    assertEquals(0, bus.charger().amps());
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void whoRestartsInTheMiddleIsChargedAgain(boolean charger) {
    bus.plugAndStart();
    charging(bus);
    if (charger) {
      bus.charger().start(bus.nanos());
    } else {
      bus.vehicle().wake(bus.nanos());
    }
    assertEquals(0, charger ? bus.charger().amps() : bus.charger().volts());
    bus.run(Duration.ofMillis(1500));
    assertNotEquals(Phase.CHARGING, bus.charger().phase());
    charging(bus);
    assertEquals(Phase.CHARGING, bus.vehicle().phase());
  }

  @ParameterizedTest
  @CsvSource({"BRM, FD F0 C0 FC", "BCP, FC F1 C0 FC", "BCS, FC F0 C1 FC"})
  void aTransportThatIsAbortedEachTimeIsAMessageThatIsMissing(MessageType message, String cem) {
    bus.vehicle().misbehave(new Misbehaviour.Abort(message, 0xFF));
    bus.plugAndStart();
    assertTrue(bus.runUntil(() -> heard.any(MessageType.CEM), MINUTE));
    assertEquals(List.of(cem), heard.forms(MessageType.CEM));
  }

  @Test
  void aChargerThatRefusesEveryTransportNeverRecognises() {
    bus.charger().misbehave(new Misbehaviour.Abort(MessageType.BRM, 2));
    bus.plugAndStart();
    assertTrue(bus.runUntil(() -> heard.any(MessageType.CEM), MINUTE));
    assertEquals(List.of("FD F0 C0 FC"), heard.forms(MessageType.CEM));
    assertTrue(bus.runUntil(() -> bus.charger().phase() == Phase.LOCKED, Duration.ofMinutes(2)));
  }

  @Test
  void aPacketThatIsLostIsAskedForAgain() {
    bus.vehicle().misbehave(new Misbehaviour.LosePacket(4, 1));
    bus.plugAndStart();
    charging(bus);
    assertEquals(1, bus.charger().attempts());
    assertFalse(heard.any(MessageType.CEM));
  }

  @Test
  void aVehicleThatPadsEverythingIsCharged() {
    bus.vehicle().misbehave(new Misbehaviour.Pad());
    bus.plugAndStart();
    charging(bus);
    assertEquals(23, heard.forms(MessageType.BCL).get(0).length());
  }

  @Test
  void aHandshakeThatNeverEndsKeepsTheVehicleWaiting() {
    bus.charger().misbehave(new Misbehaviour.Stuck(Phase.HANDSHAKE));
    bus.plugAndStart();
    bus.run(Duration.ofSeconds(20));
    assertEquals(Phase.HANDSHAKE, bus.charger().phase());
    assertEquals(Phase.HANDSHAKE, bus.vehicle().phase());
    assertEquals(20, heard.last(MessageType.CHM), 0.3);
  }

  private static List<Arguments> anything() {
    List<Arguments> result = new ArrayList<>();
    for (MessageType type : MessageType.values()) {
      for (Misbehaviour m :
          List.of(
              new Misbehaviour.Never(type),
              new Misbehaviour.Late(type, 3_000),
              new Misbehaviour.Length(type, 1),
              new Misbehaviour.Length(type, 60),
              new Misbehaviour.Garbage(type, new Random(809)),
              new Misbehaviour.Abort(type, 1))) {
        result.add(Arguments.of(type, m, false));
        result.add(Arguments.of(type, m, true));
      }
    }
    return result;
  }

  @ParameterizedTest
  @MethodSource("anything")
  void whateverIsWrongCurrentFlowsOnlyWhileBothCharge(
      MessageType type, Misbehaviour wrong, boolean charging) {
    bus.plugAndStart();
    if (charging) {
      charging(bus);
    }
    if (type.sender() == Node.CHARGER) {
      bus.charger().misbehave(wrong);
    } else {
      bus.vehicle().misbehave(wrong);
    }
    for (int i = 0; i < 1_500; i++) {
      bus.run(Duration.ofMillis(100));
      boolean both =
          bus.charger().phase() == Phase.CHARGING && bus.vehicle().phase() == Phase.CHARGING;
      // A stop ramps down; more than that never flows.
      boolean stopping = bus.charger().phase() == Phase.STOPPING;
      assertTrue(both || stopping || bus.charger().amps() == 0, wrong + " at " + bus.seconds());
      if (over(bus.charger().phase()) && over(bus.vehicle().phase())) {
        return;
      }
    }
  }
}
