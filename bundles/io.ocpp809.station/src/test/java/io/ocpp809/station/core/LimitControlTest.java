package io.ocpp809.station.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.Finding;
import io.ocpp809.station.StationEvent;
import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitCurve;
import io.ocpp809.station.limit.LimitSource;
import io.ocpp809.station.pile.Capabilities.LimitKind;
import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.station.pile.PileOutcome;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.profile.ChargingProfile;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** From a limit to its effect at the pile. */
class LimitControlTest {
  private final StationHarness h = new StationHarness();

  private void charging() {
    h.run(1);
    h.pile.plug();
    h.run(1);
    h.station.remoteStart(
        OptionalInt.of(1), StationHarness.CARD, OptionalInt.empty(), Optional.empty(), v -> {});
    h.run(4);
    h.events.clear();
    h.pile.commands.clear();
  }

  private void grid(Limit limit) {
    h.station.limit(1, LimitSource.GRID, Optional.of(LimitCurve.constant(limit)));
    h.scheduler.runDue();
  }

  private List<String> receipts() {
    List<String> result = new ArrayList<>();
    for (StationEvent e : h.events) {
      if (e instanceof StationEvent.ReceiptAdvanced r) {
        result.add(r.stage() + " " + r.text());
      }
    }
    return result;
  }

  private String inForce() {
    return h.station.view().evse(1).orElseThrow().limit();
  }

  @Test
  void aReceiptTellsEachStageOnceAndInOrder() {
    charging();
    grid(Limit.milliamps(8_000));
    h.run(5);
    assertEquals(
        List.of("accepted limit 8 A", "written limit 8 A", "read back limit 8 A", "seen limit 8 A"),
        receipts());
  }

  @Test
  void anEffectSeenBeforeTheReadBackIsToldAfterIt() {
    charging();
    h.pile.silentOutcomes = true;
    grid(Limit.milliamps(8_000));
    h.pile.outcomes.get(0).accept(new PileOutcome.Written(true));
    h.run(2);
    assertEquals(List.of("accepted limit 8 A", "written limit 8 A"), receipts());
    h.pile.outcomes.get(0).accept(new PileOutcome.ReadBack());
    h.scheduler.runDue();
    assertEquals(List.of("read back limit 8 A", "seen limit 8 A"), receipts().subList(2, 4));
  }

  @Test
  void aNewWayToThePileDoesNotWaitForTheCommandThatTheOldOneNeverAnswered() {
    charging();
    h.pile.silentOutcomes = true;
    grid(Limit.milliamps(10_000));
    h.run(1);
    StationHarness.Pile next = h.new Pile();
    h.station.attach(h.evseOptions, next);
    h.station.report(1, h.pile.report());
    h.scheduler.runDue();
    grid(Limit.milliamps(6_000));
    assertEquals(6_000, next.limitMilliamps);
    assertTrue(receipts().contains("refused limit 10 A: the pile was exchanged"));
    List<String> before = receipts();
    int told = next.commands.size();
    h.pile.outcomes.get(0).accept(new PileOutcome.Refused("exception 4", true));
    h.run(6);
    assertEquals(told, next.commands.size());
    assertEquals(before, receipts().subList(0, before.size()));
    assertFalse(h.found("limit.refused"));
  }

  @Test
  void noCarAndAFullCarObeyAnyLimit() {
    h.run(2);
    h.events.clear();
    charging();
    h.pile.carMilliamps = 0;
    h.run(1);
    grid(Limit.milliamps(10_000));
    h.run(2);
    assertTrue(receipts().contains("seen limit 10 A"), receipts().toString());
  }

  @Test
  void aPowerLimitIsSeenInThePowerAndRefusedWhereItIsNot() {
    h.pile.limitedByPower();
    h.boot(EvseOptions.of(1, 16_000));
    charging();
    grid(Limit.watts(4_000));
    h.run(2);
    assertTrue(receipts().contains("seen limit 4000 W"), receipts().toString());
    h.pile.ignoring = true;
    grid(Limit.watts(2_000));
    h.run(9);
    assertFalse(h.found("limit.ignored"));
    h.run(3);
    assertTrue(h.found("limit.ignored"));
    assertTrue(receipts().contains("refused limit 2000 W: the vehicle still draws 4000 W"));
  }

  @Test
  void aLimitThatIsIgnoredForTenSecondsIsReportedAndTheReportEndsWhenItIsObeyed() {
    charging();
    h.pile.ignoring = true;
    grid(Limit.milliamps(8_000));
    h.run(9);
    assertFalse(h.found("limit.ignored"));
    h.run(3);
    assertTrue(h.found("limit.ignored"));
    assertTrue(receipts().contains("refused limit 8 A: the vehicle still draws 16.0 A"));
    h.pile.limitMilliamps = 8_000;
    h.run(1);
    assertTrue(h.gone("limit.ignored"));
  }

  @Test
  void aFindingIsInTheStationsViewUntilItIsPutRight() {
    charging();
    h.station.finding("pile.failsafe", 1, Optional.of("look"));
    h.station.finding("pile.failsafe", 1, Optional.of("look again"));
    h.run(1);
    assertEquals(
        List.of(new Finding("pile.failsafe", 1, "look again")), h.station.view().findings());
    h.station.finding("pile.failsafe", 1, Optional.empty());
    h.run(1);
    assertEquals(List.of(), h.station.view().findings());
  }

  @Test
  void aForeignHigherLimitIsReportedAndWrittenAgainWithinTwoSeconds() {
    charging();
    grid(Limit.milliamps(8_000));
    h.run(3);
    h.pile.commands.clear();
    h.pile.offered = Optional.of(16d);
    long visible = h.scheduler.clock().monotonicMillis();
    h.run(1);
    assertEquals(List.of(new PileCommand.LimitCurrent(8_000)), h.pile.commands);
    assertTrue(h.scheduler.clock().monotonicMillis() - visible <= 2_000);
    assertTrue(h.found("limit.foreign"));
  }

  @Test
  void aForeignLimitAfterTheEndOfATransactionIsTakenBackToo() {
    charging();
    h.pile.unplug();
    h.pile.register = Optional.of(0d);
    h.run(3);
    h.pile.commands.clear();
    h.pile.register = Optional.of(16d);
    h.run(1);
    assertEquals(List.of(new PileCommand.LimitCurrent(0)), h.pile.commands);
  }

  @Test
  void aPileThatPausesByItsGateMayGoOnShowingTheLimitOfBefore() {
    charging();
    h.pile.register = Optional.of(16d);
    h.run(5);
    grid(Limit.milliamps(0));
    h.run(20);
    assertEquals(List.of(new PileCommand.LimitCurrent(0)), h.pile.commands);
    assertFalse(h.found("limit.foreign"));
    h.pile.register = Optional.of(32d);
    h.run(2);
    assertTrue(h.found("limit.foreign"));
  }

  @Test
  void aForeignLimitInWattIsReportedAndWrittenAgain() {
    h.pile.limitedByPower();
    h.boot(EvseOptions.of(1, 16_000));
    charging();
    grid(Limit.watts(4_000));
    h.run(3);
    h.pile.commands.clear();
    h.pile.offered = Optional.of(9_000d);
    h.run(1);
    assertEquals(List.of(new PileCommand.LimitPower(4_000)), h.pile.commands);
    assertTrue(h.found("limit.foreign"));
  }

  @Test
  void aForeignLowerLimitCountsOnlyInARegisterThatHasShownOurs() {
    charging();
    h.pile.register = Optional.of(10d);
    h.run(5);
    assertEquals(List.of(), h.pile.commands, "the pile may clamp what it is given");
    h.pile.register = Optional.of(16d);
    h.run(2);
    h.pile.register = Optional.of(10d);
    h.run(1);
    assertEquals(List.of(new PileCommand.LimitCurrent(16_000)), h.pile.commands);
    assertTrue(h.found("limit.foreign"));
  }

  @Test
  void aLateReadBackOfAnOlderLimitSaysNothingOfTheNewer() {
    charging();
    h.pile.silentOutcomes = true;
    grid(Limit.milliamps(10_000));
    h.pile.outcomes.get(0).accept(new PileOutcome.Written(true));
    h.scheduler.runDue();
    grid(Limit.milliamps(8_000));
    h.pile.outcomes.get(0).accept(new PileOutcome.ReadBack());
    h.scheduler.runDue();
    assertEquals(
        List.of(
            "accepted limit 10 A",
            "written limit 10 A",
            "replaced limit 10 A: by limit 8 A",
            "accepted limit 8 A"),
        receipts());
    h.pile.outcomes.get(1).accept(new PileOutcome.Written());
    h.run(1);
    assertEquals("seen limit 8 A", receipts().get(5));
  }

  private int acknowledged() {
    return h.station.view().evse(1).orElseThrow().acknowledgedMilliamps();
  }

  @Test
  void theViewShowsTheLimitThatThePileHasAcknowledgedNotTheOneThatItIsBeingTold() {
    charging();
    assertEquals(16_000, acknowledged());
    h.pile.silentOutcomes = true;
    grid(Limit.milliamps(8_000));
    h.run(5);
    assertEquals(16_000, acknowledged(), "the lower one is still under way");
    h.pile.outcomes.remove(0).accept(new PileOutcome.Written());
    h.run(1);
    assertEquals(8_000, acknowledged());
    grid(Limit.milliamps(12_000));
    h.run(1);
    assertEquals(12_000, acknowledged(), "the higher one may hold already");
    h.pile.outcomes.remove(0).accept(new PileOutcome.Refused("no answer in time", true));
    h.run(1);
    assertEquals(-1, acknowledged(), "nobody knows which of them holds");
    h.pile.silentOutcomes = false;
    h.run(6);
    assertEquals(12_000, acknowledged());
  }

  @Test
  void aPileWithAClosedGateShowsZeroUntilItIsToldToOpenIt() {
    h.pile.gated();
    h.boot(EvseOptions.of(1, 16_000));
    h.run(3);
    assertEquals(0, acknowledged());
    h.pile.plug();
    h.run(1);
    h.pile.silentOutcomes = true;
    h.remoteStart();
    while (!h.pile.commands.contains(new PileCommand.Enable())) {
      h.pile.outcomes.remove(0).accept(new PileOutcome.Written());
      h.run(1);
    }
    assertEquals(16_000, acknowledged(), "the gate may be open already");
    h.pile.silentOutcomes = false;
    h.pile.outcomes.remove(0).accept(new PileOutcome.Written());
    h.run(1);
    assertEquals(16_000, acknowledged());
    h.pile.unplug();
    h.run(15);
    assertEquals(0, acknowledged());
    h.pile.reachable = false;
    h.run(1);
    assertEquals(-1, acknowledged());
  }

  @Test
  void aReductionDoesNotWaitForTheRetryOfARefusedLimit() {
    charging();
    h.pile.refusing = true;
    grid(Limit.milliamps(10_000));
    h.pile.refusing = false;
    grid(Limit.milliamps(8_000));
    assertEquals(8_000, h.pile.limitMilliamps);
  }

  @Test
  void aRaiseThatWasCarriedOutThoughItCountsAsRefusedIsTakenBack() {
    charging();
    grid(Limit.milliamps(8_000));
    h.run(3);
    h.pile.silentOutcomes = true;
    grid(Limit.milliamps(14_000));
    assertEquals(14_000, h.pile.limitMilliamps);
    h.pile.silentOutcomes = false;
    h.pile.outcomes.get(0).accept(new PileOutcome.Refused("no answer in time", true));
    grid(Limit.milliamps(8_000));
    assertEquals(8_000, h.pile.limitMilliamps);
  }

  @Test
  void aGateThatOpenedThoughThatCountsAsRefusedIsClosedAgain() {
    h.pile.gated();
    h.boot(EvseOptions.of(1, 16_000));
    h.run(2);
    h.pile.plug();
    h.run(2);
    h.pile.silentOutcomes = true;
    h.station.remoteStart(
        OptionalInt.of(1), StationHarness.CARD, OptionalInt.empty(), Optional.empty(), v -> {});
    h.run(1);
    while (!h.pile.commands.contains(new PileCommand.Enable())) {
      h.pile.outcomes.remove(0).accept(new PileOutcome.Written());
      h.run(1);
    }
    h.pile.silentOutcomes = false;
    h.pile.commands.clear();
    h.pile.outcomes.remove(0).accept(new PileOutcome.Refused("no answer in time", true));
    h.pile.unplug();
    h.run(15);
    assertTrue(h.pile.commands.contains(new PileCommand.Disable()), h.pile.commands.toString());
  }

  @Test
  void aVehicleOnThreePhasesOfWhichOneDrawsLittleForAMomentGetsNoMoreThanItsWatts() {
    charging();
    grid(Limit.watts(6_000));
    h.run(2);
    assertEquals(8_000, h.pile.limitMilliamps);
    h.pile.carPhases = 1;
    h.run(2);
    assertEquals(8_000, h.pile.limitMilliamps);
  }

  @Test
  void aRefusedLimitIsTriedAgainAfterFiveSeconds() {
    charging();
    h.pile.refusing = true;
    grid(Limit.milliamps(8_000));
    h.run(4);
    assertEquals(1, h.pile.commands.size());
    h.pile.refusing = false;
    h.run(1);
    assertEquals(8_000, h.pile.limitMilliamps);
    assertTrue(h.gone("limit.refused"));
  }

  @Test
  void aCommandWithoutAnyOutcomeIsGivenUpAfterHalfAMinute() {
    charging();
    h.pile.silentOutcomes = true;
    grid(Limit.milliamps(8_000));
    h.pile.silentOutcomes = false;
    h.run(40);
    assertTrue(receipts().contains("refused limit 8 A: no answer"), receipts().toString());
    assertEquals(2, h.pile.commands.size());
  }

  @Test
  void aPileThatWasAwayIsToldAgain() {
    charging();
    h.pile.reachable = false;
    h.run(3);
    h.pile.reachable = true;
    h.pile.limitMilliamps = 32_000;
    h.run(1);
    assertEquals(List.of(new PileCommand.LimitCurrent(16_000)), h.pile.commands);
  }

  @Test
  void wattsBecomeAmpereByThePhasesThatTheVehicleUsesAlsoWhileItIsPaused() {
    h.pile.carPhases = 1;
    charging();
    h.run(2);
    grid(Limit.watts(3_000));
    assertEquals(13_000, h.pile.limitMilliamps, "3000 W / 230 V on one phase, rounded down");
    grid(Limit.milliamps(0));
    h.run(3);
    grid(Limit.watts(3_000));
    assertEquals(13_000, h.pile.limitMilliamps);
    h.pile.unplug();
    h.run(2);
    h.pile.carPhases = 3;
    grid(Limit.watts(6_000));
    charging();
    assertEquals(8_000, h.pile.limitMilliamps, "6000 W / (3 * 230 V), rounded down");
  }

  private OptionalInt gridWatts = OptionalInt.empty();

  /** The powers that a pile with this vehicle is told for 16 A of 32 A, first to last. */
  private List<PileCommand> told(int minimumWatts, boolean dcSide, int carPhases) {
    h.pile.limitedByPower(minimumWatts, dcSide);
    h.pile.carPhases = carPhases;
    h.boot(EvseOptions.of(1, 32_000));
    h.station.limit(1, LimitSource.FUSE, Optional.of(LimitCurve.constant(Limit.milliamps(16_000))));
    gridWatts.ifPresent(watts -> grid(Limit.watts(watts)));
    h.run(2);
    h.pile.commands.clear();
    h.pile.plug();
    h.run(1);
    h.remoteStart();
    h.run(8);
    return h.pile.commands;
  }

  private static List<PileCommand> watts(int... each) {
    return Arrays.stream(each).<PileCommand>mapToObj(PileCommand.LimitPower::new).toList();
  }

  @Test
  void ampereBecomeTheWattsOfOnePhaseUntilAVehicleIsSeenOnMore() {
    assertEquals(watts(3_680, 11_040), told(1_380, false, 3));
    assertEquals(16_000, acknowledged());
    h.pile.unplug();
    h.run(20);
    h.pile.carPhases = 1;
    h.pile.commands.clear();
    h.charging();
    h.run(30);
    assertEquals(watts(3_680), h.pile.commands, "a vehicle on one phase never gets more");
    assertEquals(16_000, acknowledged());
  }

  @Test
  void aVehicleBeginsWithTheLeastPowerOfThePileWhereOnePhaseWouldBeLess() {
    assertEquals(watts(4_140, 11_040), told(4_140, false, 3));
  }

  @Test
  void whereThePileNamesNoLeastPowerAVehicleBeginsWithTheLeastCurrentOnAllPhases() {
    assertEquals(watts(4_140, 11_040), told(0, false, 3));
  }

  @Test
  void aVehicleOnOnePhaseForWhichTheLeastPowerIsTooMuchIsPausedWhenThatIsSeen() {
    List<PileCommand> told = told(4_140, false, 1);
    assertEquals(watts(4_140, 0), told);
  }

  @Test
  void behindARectifierAmpereBecomeTheWattsOfAllPhasesAtOnce() {
    assertEquals(watts(11_040), told(1_380, true, 3));
  }

  @Test
  void aLimitInAmpereIsTheSmallerOneWhileItsWattsOfOnePhaseAre() {
    gridWatts = OptionalInt.of(6_000);
    assertEquals(watts(3_680, 6_000), told(1_380, false, 3));
  }

  @Test
  void anAcPileLimitedByPowerNeedsItsLeastPowerOnOnePhase() {
    EvseOptions options = EvseOptions.of(1, 32_000);
    h.pile.limitedByPower(4_140, false);
    assertEquals(18_000, options.member("a", h.pile.capabilities, "", 230).minimumMilliamps());
    h.pile.limitedByPower(0, false);
    assertEquals(18_000, options.member("a", h.pile.capabilities, "", 230).minimumMilliamps());
    h.pile.limitedByPower(4_140, true);
    assertEquals(6_000, options.member("a", h.pile.capabilities, "", 230).minimumMilliamps());
  }

  @Test
  void aLimitOfZeroBeforeTheStartHoldsTheStartBack() {
    h.run(1);
    grid(Limit.milliamps(0));
    charging();
    assertEquals(0, h.pile.limitMilliamps);
    assertEquals(io.ocpp809.station.ConnectorState.SUSPENDED_EVSE, h.state());
    h.station.limit(1, LimitSource.GRID, Optional.empty());
    h.run(1);
    assertEquals(16_000, h.pile.limitMilliamps);
  }

  @Test
  void theSmallestOfSeveralLimitsIsInForceAndTheLedgerSaysWhose() {
    charging();
    h.station.limit(1, LimitSource.FUSE, Optional.of(LimitCurve.constant(Limit.milliamps(13_000))));
    grid(Limit.watts(6_000));
    assertEquals("6000 W: grid set-point of 10:00", inForce());
    grid(Limit.watts(10_000));
    assertEquals("13 A: fuse of 10:00", inForce());
    h.station.limit(1, LimitSource.FUSE, Optional.empty());
    h.station.limit(1, LimitSource.GRID, Optional.empty());
    h.run(1);
    assertEquals("16 A: rating", inForce());
    assertEquals(16_000, h.pile.limitMilliamps);
  }

  @Test
  void aProfileThatBecomesValidBecauseTheClockWasSetIsInForceAtOnce() {
    h.scheduler.clock().set(Instant.parse("1970-01-01T00:00:10Z"));
    h.boot(EvseOptions.of(1, 16_000));
    charging();
    h.station.setProfile(1, profile(7_000), a -> assertEquals("", a));
    h.run(3);
    assertEquals(16_000, h.pile.limitMilliamps);
    h.scheduler.clock().set(Instant.parse("2026-03-01T10:00:00Z"));
    h.run(3);
    assertEquals(7_000, h.pile.limitMilliamps);
  }

  @Test
  void aReducingProfileOvertakesTenThousandReadings() {
    charging();
    List<Integer> limitAtReading = new ArrayList<>();
    h.station.listen(
        e -> {
          if (e instanceof StationEvent.Measured) {
            limitAtReading.add(h.pile.limitMilliamps);
          }
        });
    PileReport report = h.pile.report();
    for (int i = 0; i < 10_000; i++) {
      h.station.report(1, report);
    }
    h.station.setProfile(1, profile(7_000), a -> assertEquals("", a));
    h.scheduler.runDue();
    assertEquals(10_000, limitAtReading.size());
    assertTrue(limitAtReading.stream().allMatch(l -> l == 7_000), "written before all of them");
  }

  private ChargingProfile profile(int milliamps) {
    return new ChargingProfile(
        1,
        0,
        ChargingProfile.Purpose.TX_DEFAULT,
        ChargingProfile.Kind.ABSOLUTE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(Instant.parse("2026-03-01T00:00:00Z")),
        Optional.empty(),
        LimitKind.CURRENT,
        List.of(new ChargingProfile.Period(0, Limit.milliamps(milliamps), OptionalInt.empty())),
        Instant.parse("2026-03-01T00:00:00Z"));
  }

  @Test
  void withoutAnyMeasurementAReceiptEndsWithTheReason() {
    EffectWatch watch = new EffectWatch();
    watch.wrote(Limit.milliamps(8_000), 1_000, false);
    PileReport empty =
        new PileReport(
            20_000,
            true,
            Optional.of(io.ocpp809.station.pile.PileState.C2),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(Reading.measured(Measurand.VOLTAGE, Phase.L1, 230, 20_000)),
            io.ocpp809.station.pile.PileIdentity.UNKNOWN);
    assertEquals(new EffectWatch.Finding.Open(), watch.look(empty, 1_000, 690, 11_000));
    assertEquals(new EffectWatch.Finding.Unmeasured(), watch.look(empty, 1_000, 690, 11_001));
    assertEquals(Duration.ofSeconds(10).toMillis(), EffectWatch.EFFECT_MILLIS);
  }
}
