package io.ocpp809.iec104.site;

import static io.ocpp809.iec104.site.Hall.kilowatts;
import static io.ocpp809.iec104.site.Hall.tenths;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ocpp809.iec104.asdu.Value;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What must never release a limit: loss of the link, restarts, changed forms, other groups. */
class GridSafetyTest {
  private final Hall hall = new Hall(0, OptionalInt.of(20_000));

  @Test
  void theFailSafeTakesOverWhenTheCentreIsNotHeardAndEndsWhenItIs() {
    hall.grid.started("centre", hall.now());
    hall.pass(1_000);
    assertFalse(hall.given.containsKey("0 FAIL_SAFE"));
    hall.grid.stopped("centre", hall.now());
    hall.pass(60_000);
    assertEquals("20000 W", hall.given.get("0 FAIL_SAFE"));
    assertEquals(true, hall.value(10_003));
    assertEquals(20f, hall.value(20_011));
    hall.grid.started("centre", hall.now());
    hall.pass(1_000);
    assertEquals("none", hall.given.get("0 FAIL_SAFE"));
    assertEquals(false, hall.value(10_003));
  }

  @Test
  void whatStandsTakesEffectAgainAfterARestart() {
    hall.give(50_101, kilowatts(5));
    hall.give(50_001, kilowatts(30));
    hall.given.clear();
    GridSide again = hall.side(OptionalInt.empty());
    again.restore(hall.kept);
    assertEquals("5000 W", hall.given.get("1 GRID"));
    assertEquals("30000 W", hall.given.get("0 GRID"));
  }

  @Test
  void whoTakesOverTakesBackWhatHeDoesNotDemand() {
    hall.give(50_101, kilowatts(5));
    GridSide before = hall.grid;
    GridSide next = hall.side(OptionalInt.empty());
    next.takeOver(before);
    next.restore("");
    assertEquals("none", hall.given.get("1 GRID"));
  }

  @Test
  void whoTakesOverAfterAnOverflowKeepsWhatStands() {
    Hall slow = ramped(OptionalInt.of(20_000));
    slow.give(50_031, new Value.Scaled((short) 30));
    slow.give(50_101, kilowatts(5));
    slow.give(50_101, kilowatts(20));
    slow.grid.stopped("centre", slow.now());
    slow.pass(60_000);
    slow.grid.overflowed("centre", 3, slow.now());
    String before = slow.kept;
    String given = slow.given.toString();
    GridSide former = slow.grid;
    GridSide next = slow.side(OptionalInt.of(20_000));
    next.takeOver(former);
    assertEquals(before, slow.kept, "to take over writes nothing");
    next.restore(slow.kept);
    assertEquals(before, slow.kept);
    assertEquals(given, slow.given.toString());
    slow.grid.tick();
    assertEquals(true, slow.value(10_006));
  }

  @Test
  void anOverflowThatIsClearedAfterATakeoverLeavesTheLimits() {
    hall.give(50_101, kilowatts(5));
    String limits = hall.kept;
    hall.grid.overflowed("centre", 3, hall.now());
    GridSide former = hall.grid;
    hall.side(OptionalInt.empty()).takeOver(former);
    hall.grid.cleared("centre", hall.now());
    assertEquals(limits, hall.kept);
  }

  @Test
  void whoIsDeletedTakesEverythingBack() {
    hall.give(50_101, kilowatts(5));
    hall.give(50_001, kilowatts(30));
    hall.grid.withdraw();
    assertEquals("{0 GRID=none, 1 GRID=none}", hall.given.toString());
    assertEquals("", hall.kept, "one of that name that is made later begins without limits");
  }

  private Hall ramped(OptionalInt failSafe) {
    Hall slow = new Hall(0.1, failSafe);
    slow.grid.started("centre", slow.now());
    return slow;
  }

  @Test
  void theSiteRisesByTheRampFromTheFailSafeWhenTheCentreIsHeardAgain() {
    Hall slow = ramped(OptionalInt.of(20_000));
    slow.give(50_001, kilowatts(40));
    slow.grid.stopped("centre", slow.now());
    slow.pass(60_000);
    assertEquals("20000 W", slow.given.get("0 FAIL_SAFE"));
    assertEquals("40000 W", slow.given.get("0 GRID"), "the set-point stands");
    slow.grid.started("centre", slow.now());
    slow.pass(1_000);
    assertEquals("none", slow.given.get("0 FAIL_SAFE"));
    assertEquals("20000 W", slow.given.get("0 GRID"));
    slow.pass(60_000);
    assertEquals("25000 W", slow.given.get("0 GRID"), "10 % of 50 kW a minute");
  }

  @Test
  void withoutASetPointTheSiteRisesFromTheFailSafeToTheRating() {
    Hall slow = ramped(OptionalInt.of(20_000));
    slow.grid.stopped("centre", slow.now());
    slow.pass(60_000);
    slow.grid.started("centre", slow.now());
    slow.pass(1_000);
    assertEquals("20000 W", slow.given.get("0 GRID"));
    slow.pass(10_000);
    for (int i = 0; i < 6; i++) {
      slow.pass(60_000);
    }
    assertEquals("none", slow.given.get("0 GRID"));
  }

  @Test
  void aRiseUnderTheFailSafeFollowsTheRampToo() {
    Hall slow = ramped(OptionalInt.of(20_000));
    slow.give("second", 50_001, kilowatts(5));
    slow.grid.stopped("centre", slow.now());
    slow.pass(60_000);
    slow.give("second", 50_001, kilowatts(30));
    assertEquals("5000 W", slow.given.get("0 GRID"));
    slow.pass(10_000);
    assertEquals("5833 W", slow.given.get("0 GRID"));
  }

  @Test
  void aRestartInTheMiddleOfARiseGoesOnWhereItWas() {
    Hall slow = ramped(OptionalInt.empty());
    slow.give(50_101, kilowatts(5));
    slow.give(50_101, kilowatts(20));
    slow.pass(10_000);
    String at = slow.given.get("1 GRID");
    assertEquals("5368 W", at);
    slow.given.clear();
    slow.side(OptionalInt.empty()).restore(slow.kept);
    assertEquals(at, slow.given.get("1 GRID"));
  }

  @Test
  void aRestartInTheMiddleOfAReleaseDoesNotReleaseAtOnce() {
    Hall slow = ramped(OptionalInt.empty());
    slow.give(50_001, kilowatts(5));
    slow.give(40_003, new Value.SinglePoint(true));
    assertEquals("5000 W", slow.given.get("0 GRID"));
    slow.given.clear();
    slow.side(OptionalInt.empty()).restore(slow.kept);
    assertEquals("5000 W", slow.given.get("0 GRID"));
  }

  @Test
  void aChangedFormThatDropsAGroupRaisesItsLimitByTheRamp() {
    Hall slow = ramped(OptionalInt.empty());
    slow.give("second", 50_001, kilowatts(5));
    GridSide before = slow.grid;
    GridSide next = slow.side(OptionalInt.empty());
    next.takeOver(before);
    next.restore(slow.kept.replace("second", "gone"));
    assertEquals("5000 W", slow.given.get("0 GRID"));
  }

  @Test
  void anEvseThatIsNotThereKeepsItsLimitAndRisesByItsOwnRating() {
    Hall slow = ramped(OptionalInt.empty());
    slow.give(50_101, kilowatts(5));
    slow.give(50_101, kilowatts(20));
    slow.present = false;
    slow.pass(60_000);
    assertEquals("5000 W", slow.given.get("1 GRID"));
    assertEquals("there is no EVSE 1 at the site now", slow.give(50_101, kilowatts(20)));
    slow.present = true;
    slow.pass(1_000);
    slow.pass(10_000);
    assertEquals("5368 W", slow.given.get("1 GRID"));
  }

  @Test
  void aCurrentIsComparedByThePhasesOfTheEvse() {
    hall.rating = 7_360;
    hall.phases = 1;
    hall.give(50_111, tenths(160));
    assertEquals("16 A", hall.given.get("1 GRID"), "16 A of one phase are less than 7.36 kW");
    hall.grid.tick();
    assertEquals(false, hall.value(10_008));
    assertEquals(3.68f, hall.value(20_112));
    hall.give(50_111, tenths(400));
    assertEquals("32 A", hall.given.get("1 GRID"));
    hall.grid.tick();
    assertEquals(true, hall.value(10_008));
  }

  @Test
  void ofTwoGroupsTheSmallerHoldsAlsoIfOneSaysItInAmpereOfOnePhase() {
    hall.rating = 7_360;
    hall.phases = 1;
    hall.give("second", 50_111, tenths(100));
    hall.give("centre", 50_101, kilowatts(5));
    assertEquals("10 A", hall.given.get("1 GRID"));
    hall.give("centre", 50_101, kilowatts(2));
    assertEquals("2000 W", hall.given.get("1 GRID"));
  }

  @Test
  void aLimitOfAPileThatDoesNotAnswerIsNotSeen() {
    hall.reachable = false;
    hall.drawn[1] = 0;
    hall.give(50_101, kilowatts(5));
    hall.pass(20_000);
    assertEquals("not seen within 20000 ms", hall.lastLine().reason());
    hall.grid.tick();
    assertEquals(true, hall.value(10_008));
  }

  @Test
  void aLimitOfAPileThatChargesAndTellsNoPowerIsNotSeen() {
    hall.powerKnown = false;
    hall.give(50_101, kilowatts(5));
    hall.pass(20_000);
    assertEquals("not seen within 20000 ms", hall.lastLine().reason());
  }

  @Test
  void theLimitOfAMeteredSiteIsSeenAtItsMeterTheHouseIncluded() {
    hall.meterWatts = java.util.OptionalDouble.of(30_000);
    hall.give(50_001, kilowatts(20));
    hall.pass(20_000);
    assertEquals("not seen within 20000 ms", hall.lastLine().reason());
    hall.fresh();
    hall.meterWatts = java.util.OptionalDouble.of(20_500);
    hall.give(50_001, kilowatts(20));
    hall.pass(1_000);
    assertEquals("after 1000 ms", hall.lastLine().reason());
  }

  @Test
  void aSetPointThatWasReplacedBeforeItsEffectIsNotSaidToBeSeen() {
    hall.give(50_101, kilowatts(5));
    hall.pass(1_000);
    hall.give(50_111, tenths(160));
    assertEquals("a later command took its place after 1000 ms", hall.lastLine().reason());
    hall.fresh();
    hall.pass(1_000);
    hall.pass(20_000);
    assertFalse(hall.journal.stream().anyMatch(a -> a.reason().startsWith("not seen")));
    assertEquals(false, hall.value(10_008));
  }
}
