package io.ocpp809.station.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.site.SiteOptions.Circuit;
import io.ocpp809.station.time.TimeSource;
import io.ocpp809.testkit.time.ManualScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sites at work with played piles, second by second. */
class SiteRunTest {
  private final ManualScheduler scheduler =
      new ManualScheduler(Instant.parse("2026-03-01T10:00:00Z"));
  private final TimeSource time =
      TimeSource.of(scheduler.clock(), scheduler.clock()::monotonicMillis, () -> true, "boot");
  private final List<PileDouble> piles = new ArrayList<>();
  private Site site;

  private static SiteOptions options(
      int fuse, boolean metered, long delay, int pauses, long turn, List<Circuit> circuits) {
    return new SiteOptions(
        "site", fuse, 0, 6_000, metered, 5_000, 5_000, delay, 230, pauses, turn, circuits);
  }

  private void site(SiteOptions options, double chance) {
    site = new Site(options, time, scheduler, scheduler, chance);
  }

  private PileDouble pile(String id, String rotation, int phases, int failSafe, String circuit) {
    return pile(
        new Member(
            id, Member.phases(rotation, phases), 32_000, 6_000, failSafe, circuit, true, "", 0));
  }

  private PileDouble pile(Member member) {
    PileDouble pile = new PileDouble(member, time);
    piles.add(pile);
    site.join(member, pile, 1);
    return pile;
  }

  private void run(int seconds) {
    for (int i = 0; i < seconds; i++) {
      second();
    }
  }

  private void second() {
    piles.forEach(PileDouble::live);
    scheduler.advance(Duration.ofSeconds(1));
  }

  private void meter(Measurand measurand, Phase phase, double value) {
    site.meter(List.of(Reading.measured(measurand, phase, value, time.monotonicMillis())));
    scheduler.runDue();
  }

  @Test
  void afterAPowerUpChargingBeginsWithinTheRandomDelayAndNoChargingVehicleIsCut() {
    site(options(63_000, false, 600_000, 6, 0, List.of()), 0.5);
    PileDouble charging = pile("a", "RST", 3, 0, "");
    charging.charge();
    charging.limit = 16_000;
    PileDouble waiting = pile("b", "RST", 3, 0, "");
    waiting.charge();
    run(298);
    assertFalse(charging.grants.contains(0), "was never cut");
    assertTrue(charging.granted() >= 16_000);
    assertEquals(0, waiting.granted());
    run(20);
    assertTrue(waiting.granted() >= 6_000);
  }

  @Test
  void aPileFoundChargingIsNotCutWhileItsTransactionIsStillBeingReconciled() {
    site(options(63_000, false, 0, 6, 0, List.of()), 0);
    PileDouble pile = pile("a", "RST", 3, 0, "");
    pile.charge();
    pile.limit = 16_000;
    pile.transactionKnown = false;
    pile.measured = false;
    run(2);
    assertEquals(List.of(), pile.grants, "what it draws has not been read yet");
    pile.measured = true;
    run(5);
    assertFalse(pile.grants.contains(0));
    pile.transactionKnown = true;
    run(20);
    assertFalse(pile.grants.contains(0));
  }

  @Test
  void aVehicleFoundDrawingLessThanTheMinimumIsNotCut() {
    site(options(63_000, false, 0, 6, 0, List.of()), 0);
    PileDouble pile = pile("a", "RST", 3, 0, "");
    pile.charge();
    pile.limit = 6_000;
    pile.carMilliamps = 5_800;
    run(20);
    assertTrue(pile.grants.stream().allMatch(g -> g >= 6_000), pile.grants.toString());
  }

  @Test
  void aFaultWhilePlanningCutsNobodyAndTheNextPlanIsMadeAsUsual() {
    site(options(32_000, false, 0, 6, 0, List.of()), 0);
    PileDouble one = pile("a", "RST", 3, 0, "");
    PileDouble other = pile("b", "RST", 3, 0, "");
    one.charge();
    run(20);
    int granted = one.granted();
    assertTrue(granted > 16_000);
    other.charge();
    other.broken = true;
    int plans = one.plans;
    run(5);
    assertEquals(granted, one.granted());
    assertEquals(0, other.granted());
    assertEquals(plans, one.plans, "the stations notice that nothing is planned");
    assertEquals(
        "A task of the site site failed and was skipped, what was granted stands:"
            + " java.lang.IllegalStateException: out of order",
        one.findings.get("site.task"));
    other.broken = false;
    run(20);
    assertEquals(16_000, one.granted());
    assertEquals(16_000, other.granted());
    run(3_600);
    assertFalse(one.findings.containsKey("site.task"));
  }

  @Test
  void aMessageOfTheMeterThatCannotBeTakenInIsDroppedAndCutsNobody() {
    site(options(32_000, true, 0, 6, 0, List.of()), 0);
    PileDouble pile = pile("a", "RST", 3, 0, "");
    pile.charge();
    for (int i = 0; i < 20; i++) {
      List.of(Phase.L1, Phase.L2, Phase.L3).forEach(p -> meter(Measurand.CURRENT_IMPORT, p, 4));
      second();
    }
    int granted = pile.granted();
    assertTrue(granted > 6_000);
    site.meter(Collections.singletonList(null));
    second();
    assertEquals(granted, pile.granted());
    assertTrue(pile.findings.get("site.task").contains("NullPointerException"));
    run(15);
    assertEquals(6_000, pile.granted(), "the meter is stale");
  }

  @Test
  void aPileThatDrawsMoreThanItWasGrantedCountsWithWhatItDraws() {
    site(options(32_000, false, 0, 6, 0, List.of()), 0);
    PileDouble one = pile("a", "RST", 3, 0, "");
    PileDouble other = pile("b", "RST", 3, 0, "");
    one.charge();
    other.charge();
    run(20);
    assertEquals(16_000, one.granted());
    assertEquals(16_000, other.granted());
    one.stubbornMilliamps = 24_000;
    run(2);
    assertEquals(16_000, other.granted(), "one reading is no disobedience");
    run(4);
    assertTrue(other.granted() <= 8_000 && other.granted() > 7_900, "" + other.granted());
    one.stubbornMilliamps = -1;
    run(20);
    assertEquals(16_000, other.granted());
  }

  @Test
  void aPileWhoseVehiclePausesCountsWithItsOldGrantUntilItHasAcknowledgedTheNew() {
    site(options(32_000, false, 0, 6, 0, List.of()), 0);
    PileDouble pausing = pile("a", "RST", 3, 0, "");
    PileDouble other = pile("b", "RST", 3, 0, "");
    pausing.charge();
    run(20);
    assertEquals(32_000, pausing.granted());
    pausing.carMilliamps = 0;
    pausing.refusing = true;
    other.charge();
    run(20);
    assertEquals(16_000, pausing.granted());
    assertEquals(0, other.granted(), "the pile has not taken its lower limit over");
    pausing.carMilliamps = 32_000;
    run(1);
    assertTrue(pausing.on(0) + other.on(0) <= 32_000);
    pausing.carMilliamps = 0;
    pausing.refusing = false;
    run(20);
    assertEquals(16_000, other.granted());
  }

  @Test
  void aCurrentThatIsNotReadAnyMoreHidesNoLoadOfTheHouse() {
    site(options(25_000, true, 0, 6, 0, List.of()), 0);
    PileDouble pile = pile("a", "RST", 3, 0, "");
    pile.charge();
    for (int s = 0; s < 60; s++) {
      if (s == 20) {
        pile.currentsFrozenAtMillis = time.monotonicMillis();
        pile.carMilliamps = 0;
      }
      List<Reading> house = new ArrayList<>();
      for (int p = 0; p < 3; p++) {
        house.add(
            Reading.measured(
                Measurand.CURRENT_IMPORT,
                Phase.values()[Phase.L1.ordinal() + p],
                10 + pile.on(p) / 1000d,
                time.monotonicMillis()));
      }
      site.meter(house);
      second();
    }
    assertTrue(pile.granted() <= 15_000, "of 25 A the house takes 10 A: " + pile.granted());
  }

  @Test
  void aPileFoundChargingWithoutATransactionIsPausedAfterAWhile() {
    site(options(63_000, false, 0, 6, 0, List.of()), 0);
    PileDouble pile = pile("a", "RST", 3, 0, "");
    pile.charge();
    pile.limit = 16_000;
    pile.transactionKnown = false;
    run(20);
    assertEquals(0, pile.granted());
  }

  @Test
  void aPilePausedTooOftenStaysPausedUntilTheHourIsOver() {
    site(options(20_000, true, 0, 3, 0, List.of()), 0);
    PileDouble pile = pile("a", "RST", 3, 0, "");
    pile.charge();
    int pauses = 0;
    int before = 0;
    for (int s = 0; s < 3_000; s++) {
      double house = s / 60 % 2 == 0 ? 4 : 18;
      site.meter(
          List.of(
              Reading.measured(
                  Measurand.CURRENT_IMPORT,
                  Phase.L1,
                  house + pile.on(0) / 1000d,
                  time.monotonicMillis()),
              Reading.measured(
                  Measurand.CURRENT_IMPORT, Phase.L2, pile.on(1) / 1000d, time.monotonicMillis()),
              Reading.measured(
                  Measurand.CURRENT_IMPORT, Phase.L3, pile.on(2) / 1000d, time.monotonicMillis())));
      second();
      pauses += before > 0 && pile.granted() == 0 ? 1 : 0;
      before = pile.granted();
    }
    assertEquals(3, pauses);
    assertEquals(0, pile.granted());
  }

  @Test
  void pilesThatCannotAllBeServedTakeTurns() {
    site(options(10_000, false, 0, 60, 600_000, List.of()), 0);
    for (String id : List.of("a", "b", "c")) {
      pile(id, "RST", 3, 0, "").charge();
    }
    int[] served = new int[3];
    for (int s = 0; s < 5_400; s++) {
      second();
      for (int i = 0; i < 3; i++) {
        served[i] += piles.get(i).drawn(0) > 0 ? 1 : 0;
      }
    }
    for (int seconds : served) {
      assertTrue(
          seconds > 1_600,
          "each gets a third of 5400 s: " + List.of(served[0], served[1], served[2]));
    }
    long pauses = piles.get(0).grants.stream().filter(g -> g == 0).count();
    assertTrue(pauses <= 5, "one pause a turn: " + pauses);
  }

  @Test
  void aPileThatDoesNotFitIsHeldAtZeroByNameUntilItFits() {
    site(options(25_000, false, 0, 6, 0, List.of()), 0);
    pile("a", "RST", 3, 16_000, "");
    PileDouble refused = pile("b", "RST", 3, 10_000, "");
    refused.charge();
    run(5);
    assertEquals(0, refused.granted());
    assertTrue(
        refused.findings.get("site.refused").startsWith("fail-safe currents of a, b add up"));
    site.leave("a");
    run(5);
    assertTrue(refused.findings.isEmpty());
    assertTrue(refused.granted() >= 6_000);
  }

  @Test
  void aRefusedPileThatTakesNoLimitIsNamedAndTheOthersGetWhatItLeaves() {
    site(options(40_000, false, 0, 6, 0, List.of()), 0);
    PileDouble obeying = pile("a", "RST", 3, 10_000, "");
    obeying.charge();
    run(10);
    assertEquals(32_000, obeying.granted());
    PileDouble deaf =
        pile(new Member("hyc", List.of(0, 1, 2), 32_000, 6_000, 32_000, "", false, "", 0));
    run(5);
    assertEquals(
        "fail-safe currents of a, hyc add up to 42.0 A on L1, above the 40.0 A of the grid"
            + " connection; lower them at the piles or name a larger fuse. hyc takes no limit and"
            + " cannot be paused: it goes on drawing up to 32 A per phase, which the site leaves to"
            + " it; switch it off at the pile",
        deaf.findings.get("site.refused"));
    assertEquals(8_000, obeying.granted());
  }

  @Test
  void twoOutletsShareThePowerOfTheirPile() {
    site(options(100_000, false, 0, 6, 0, List.of()), 0);
    PileDouble one =
        pile(new Member("p-1", List.of(0, 1, 2), 60_000, 6_000, 0, "", true, "p", 60_000));
    PileDouble two =
        pile(new Member("p-2", List.of(0, 1, 2), 60_000, 6_000, 0, "", true, "p", 60_000));
    one.carMilliamps = 60_000;
    one.charge();
    run(30);
    assertEquals(60_000, one.granted(), "alone it has all of it");
    two.charge();
    run(60);
    assertEquals(30_000, one.granted());
    assertEquals(30_000, two.granted());
  }

  @Test
  void aVehicleOnOnePhaseLeavesTheOthersAfterHalfAMinuteAndTakesThemBackAtOnce() {
    site(options(32_000, false, 0, 6, 0, List.of()), 0);
    PileDouble single = pile("a", "RST", 3, 0, "");
    single.carPhases = 1;
    single.charge();
    PileDouble other = pile("b", "STR", 1, 0, "");
    other.charge();
    run(20);
    assertEquals(16_000, other.granted());
    run(60);
    assertEquals(32_000, single.granted());
    assertEquals(32_000, other.granted());
    single.carPhases = 3;
    run(1);
    second();
    assertTrue(other.granted() <= 16_000);
  }

  @Test
  void aMeterOfOnePhaseLeavesTheFailSafeShareOnTheOthers() {
    site(options(32_000, true, 0, 6, 0, List.of()), 0);
    PileDouble l1 = pile("a", "RST", 1, 0, "");
    PileDouble l2 = pile("b", "STR", 1, 0, "");
    l1.charge();
    l2.charge();
    for (int s = 0; s < 20; s++) {
      meter(Measurand.CURRENT_IMPORT, Phase.L1, 10 + l1.on(0) / 1000d);
      second();
    }
    assertEquals(22_000, l1.granted());
    assertEquals(6_000, l2.granted());
  }

  @Test
  void aMeterOfTotalPowerCountsAllOfTheHouseOnEachPhase() {
    site(options(32_000, true, 0, 6, 0, List.of()), 0);
    PileDouble pile = pile("a", "RST", 3, 0, "");
    pile.charge();
    for (int s = 0; s < 20; s++) {
      meter(Measurand.POWER_ACTIVE_IMPORT, Phase.ALL, 2_300 + 3 * 230 * pile.on(0) / 1000d);
      second();
    }
    assertEquals(22_000, pile.granted());
    for (int s = 0; s < 20; s++) {
      meter(Measurand.POWER_ACTIVE_IMPORT, Phase.ALL, -5_000);
      second();
    }
    assertEquals(6_000, pile.granted(), "one phase may draw what another gives");
  }

  @Test
  void feedingInNeverAddsToTheFuse() {
    site(options(16_000, true, 0, 6, 0, List.of()), 0);
    PileDouble pile = pile("a", "RST", 3, 0, "");
    pile.charge();
    for (int s = 0; s < 20; s++) {
      for (int p = 0; p < 3; p++) {
        Phase phase = Phase.values()[Phase.L1.ordinal() + p];
        meter(Measurand.CURRENT_IMPORT, phase, pile.on(p) / 1000d - 25);
      }
      second();
    }
    assertEquals(16_000, pile.granted());
  }

  private void currents(double house, PileDouble pile) {
    for (int p = 0; p < 3; p++) {
      Phase phase = Phase.values()[Phase.L1.ordinal() + p];
      meter(Measurand.CURRENT_IMPORT, phase, house + pile.on(p) / 1000d);
    }
  }

  @Test
  void aMeterThatIsNotReadAnyMoreIsToldWithTheShareThatIsLeft() {
    site(options(32_000, true, 0, 6, 0, List.of()), 0);
    PileDouble pile = pile("a", "RST", 3, 0, "");
    for (int s = 0; s < 10; s++) {
      currents(10, pile);
      second();
    }
    assertEquals(Map.of(), pile.findings);
    run(12);
    String text = pile.findings.get("site.meter-silent");
    assertTrue(text.contains("does not tell the current of L1, L2, L3; all piles"), text);
    PileDouble later = pile("b", "RST", 3, 0, "");
    run(1);
    assertEquals(text, later.findings.get("site.meter-silent"));
    site.leave("b");
    run(1);
    assertEquals(Map.of(), later.findings);
    currents(10, pile);
    second();
    assertEquals(Map.of(), pile.findings);
  }

  @Test
  void whatChangesInTheHouseWhileTheMeterIsSilentDoesNotMakeItLookReversed() {
    site(options(32_000, true, 0, 60, 0, List.of()), 0);
    PileDouble pile = pile("a", "RST", 3, 0, "");
    pile.charge();
    for (int s = 0; s < 20; s++) {
      currents(26, pile);
      second();
    }
    pile.leave();
    run(20);
    pile.charge();
    for (int s = 0; s < 20; s++) {
      currents(0, pile);
      second();
      assertFalse(pile.findings.containsKey("site.meter-reversed"));
    }
  }

  @Test
  void aMeterThatCountsTheWrongWayRoundIsFoundOutAndAllOfItIsLoad() {
    site(options(32_000, true, 0, 60, 0, List.of()), 0);
    PileDouble pile = pile("a", "RST", 1, 0, "");
    boolean found = false;
    for (int s = 0; s < 300; s++) {
      if (s % 20 == 5) {
        pile.charge();
      } else if (s % 20 == 15) {
        pile.leave();
      }
      meter(Measurand.CURRENT_IMPORT, Phase.L1, -10 - pile.on(0) / 1000d);
      second();
      found |= pile.findings.containsKey("site.meter-reversed");
    }
    assertTrue(found);
    pile.charge();
    for (int s = 0; s < 30; s++) {
      meter(Measurand.CURRENT_IMPORT, Phase.L1, -10 - pile.on(0) / 1000d);
      second();
    }
    assertEquals(22_000, pile.granted());
  }

  @Test
  void aPileWithoutFreshReadingsCountsAsSilentBeforeItsStationSaysSo() {
    site(options(32_000, false, 0, 6, 0, List.of()), 0);
    PileDouble stale = pile("a", "RST", 3, 10_000, "");
    PileDouble other = pile("b", "RST", 3, 0, "");
    other.charge();
    run(20);
    assertEquals(32_000, other.granted());
    stale.frozenAtMillis = time.monotonicMillis();
    run(12);
    assertEquals(22_000, other.granted());
  }

  @Test
  void everyPlanIsToldToEachStationAlsoForARefusedPile() {
    site(options(16_000, false, 0, 6, 0, List.of()), 0);
    PileDouble refused = pile("a", "RST", 3, 20_000, "");
    run(1);
    int before = refused.plans;
    run(3);
    assertEquals(before + 3, refused.plans);
    site.close();
    run(3);
    assertEquals(before + 3, refused.plans);
  }

  /**
   * Nested circuits, outlets that share a pile, vehicles on one phase, turns, piles that obey late,
   * fall silent and come back with their fail-safe current.
   */
  @Test
  void noFuseAndNoSharedPowerIsExceededInTenThousandSeconds() {
    Random random = new Random(809);
    site(
        options(
            63_000,
            false,
            0,
            60,
            120_000,
            List.of(new Circuit("row", 40_000, ""), new Circuit("end", 20_000, "row"))),
        0);
    pile("a", "RST", 3, 6_000, "row");
    pile("b", "STR", 3, 6_000, "end");
    pile("c", "TRS", 3, 0, "end");
    pile("d", "STR", 1, 6_000, "");
    for (String id : List.of("p-1", "p-2")) {
      pile(new Member(id, List.of(0, 1, 2), 30_000, 6_000, 6_000, "", true, "p", 30_000));
    }
    PileDouble slow = pile("slow", "SRT", 3, 6_000, "");
    slow.lagSeconds = 6;
    slow.charge();
    long[] served = new long[piles.size()];
    int most = 0;
    for (int step = 0; step < 10_000; step++) {
      for (PileDouble p : piles) {
        chance(random, p, p == slow);
      }
      second();
      for (int phase = 0; phase < 3; phase++) {
        int at = phase;
        int all = piles.stream().mapToInt(p -> p.on(at)).sum();
        most = Math.max(most, all);
        String where = "second " + step + ", L" + (phase + 1) + ": ";
        assertTrue(all <= 63_000 + 1_000, where + all + " mA");
        assertTrue(sum(phase, "row", "end") <= 40_000, where + "row " + sum(phase, "row", "end"));
        assertTrue(sum(phase, "end") <= 20_000, where + "end " + sum(phase, "end"));
        int shared = piles.stream().filter(p -> p.member.sharing()).mapToInt(p -> p.on(at)).sum();
        assertTrue(shared <= 30_000, where + "shared " + shared);
      }
      for (int i = 0; i < served.length; i++) {
        served[i] += piles.get(i).drawn(0) > 0 ? 1 : 0;
      }
    }
    assertTrue(most > 50_000, "the fuse is used: " + most);
    for (int i = 0; i < served.length; i++) {
      assertTrue(served[i] > 1_000, piles.get(i).member.id() + " was served: " + served[i]);
    }
  }

  private int sum(int phase, String... circuits) {
    return piles.stream()
        .filter(p -> List.of(circuits).contains(p.member.circuit()))
        .mapToInt(p -> p.on(phase))
        .sum();
  }

  private static void chance(Random random, PileDouble p, boolean stays) {
    if (p.reachable ? random.nextInt(300) == 0 : random.nextInt(30) == 0) {
      p.reachable = !p.reachable;
    }
    if (stays) {
      return;
    }
    p.lagSeconds = random.nextInt(3);
    if (p.plugged && random.nextInt(400) == 0) {
      p.leave();
    } else if (!p.plugged && p.granted() == 0 && p.limit == 0 && random.nextInt(60) == 0) {
      p.carPhases = random.nextInt(3) == 0 ? 1 : 3;
      p.carMilliamps = 10_000 + random.nextInt(22) * 1_000;
      p.charge();
    }
  }
}
