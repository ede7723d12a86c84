package io.ocpp809.iec104.site;

import static io.ocpp809.iec104.site.Hall.kilowatts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.iec104.asdu.DoublePoint;
import io.ocpp809.iec104.asdu.Quality;
import io.ocpp809.iec104.asdu.Value;
import io.ocpp809.iec104.station.Audit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Points of a site with two EVSEs, and commands and set-points that take effect there. */
class GridSideTest {
  private final Hall hall = new Hall(0, OptionalInt.of(20_000));

  @Test
  void pointsTellWhatTheSiteDoes() {
    hall.grid.tick();
    assertEquals(true, hall.value(10_001));
    assertEquals(false, hall.value(10_002));
    assertEquals(true, hall.value(10_004));
    assertEquals(18f, hall.value(20_001));
    assertEquals(50f, hall.value(20_010));
    assertEquals(50f, hall.value(20_011));
    assertEquals(50f, hall.value(20_012));
    assertEquals(new Value.Scaled((short) 1), hall.value(20_015));
    assertEquals(new Value.Scaled((short) 90), hall.value(20_030));
    assertEquals(new Value.TwoBits(DoublePoint.ON), hall.value(10_050));
    assertEquals(7f, hall.value(20_101));
    assertEquals(true, hall.value(10_102));
    assertEquals(false, hall.value(10_202));
    assertEquals(true, hall.value(10_205));
    assertEquals(new Value.Scaled((short) 2), hall.value(20_113));
    assertEquals(new Value.IntegratedTotal(1_000, 0, false, false), hall.value(30_101));
    assertEquals(new Value.IntegratedTotal(3_000, 0, false, false), hall.value(30_001));
  }

  @Test
  void whatWasNeverReadGivesNothingAndWhatIsOldIsNotTopical() {
    hall.grid.tick();
    assertEquals(Optional.empty(), hall.station.present(20_110), "state of charge");
    assertEquals(Quality.GOOD, hall.quality(20_101));
    hall.pass(15_001);
    assertEquals(new Quality(Quality.NT), hall.quality(20_101));
    assertEquals(new Quality(Quality.NT), hall.quality(20_001));
    hall.fresh();
    hall.reachable = false;
    hall.pass(1);
    assertEquals(new Quality(Quality.NT), hall.quality(20_101));
    assertEquals(true, hall.value(10_106));
    hall.reachable = true;
    hall.operative = false;
    hall.pass(1);
    assertEquals(new Quality(Quality.BL), hall.quality(20_101));
    assertEquals(new Value.TwoBits(DoublePoint.OFF), hall.value(10_150));
  }

  @Test
  void aLimitOfTheSiteTakesEffectAndIsTold() {
    assertEquals("", hall.give(50_001, kilowatts(20)));
    assertEquals("{0 GRID=20000 W}", hall.given.toString());
    hall.grid.tick();
    assertEquals(true, hall.value(10_002));
    assertEquals(20f, hall.value(20_011));
    assertEquals(20f, hall.value(20_012));
    assertEquals(Value.Normalized.of(0.4), hall.value(20_020));
    assertTrue(
        hall.journal.stream()
            .anyMatch(a -> a.what().startsWith("effect of limit") && a.accepted()));
  }

  @Test
  void aLimitOfAnEvseIsGivenInKilowattAmpereOrPercentAndTheLastWins() {
    hall.give(50_101, kilowatts(11));
    assertEquals("11000 W", hall.given.get("1 GRID"));
    hall.give(50_111, new Value.Scaled((short) 80));
    assertEquals("8 A", hall.given.get("1 GRID"));
    hall.give(50_121, Value.Normalized.of(0.5));
    assertEquals("11040 W", hall.given.get("1 GRID"));
    hall.give(50_121, new Value.Normalized(Short.MAX_VALUE));
    assertEquals("22080 W", hall.given.get("1 GRID"));
  }

  @Test
  void aSetPointAboveTheRatingIsClippedAndSaysSo() {
    hall.give(50_101, kilowatts(100));
    assertEquals("22080 W", hall.given.get("1 GRID"));
    assertEquals("set-point at 50101 taken as 22080 W", hall.journal.get(0).what());
    hall.grid.tick();
    assertEquals(true, hall.value(10_008));
    assertEquals(22.08f, hall.value(20_112));
    hall.give(50_101, kilowatts(10));
    hall.grid.tick();
    assertEquals(false, hall.value(10_008));
  }

  @Test
  void aLimitWhoseEffectIsNotSeenIsReported() {
    hall.give(50_101, kilowatts(5));
    for (int i = 0; i < 19; i++) {
      hall.pass(1_000);
      hall.fresh();
    }
    assertEquals(false, hall.value(10_008));
    hall.pass(1_000);
    hall.grid.tick();
    assertEquals(true, hall.value(10_008));
    Audit last = hall.journal.get(hall.journal.size() - 1);
    assertFalse(last.accepted());
    assertEquals("not seen within 20000 ms", last.reason());
  }

  @Test
  void aLimitThatTheVehicleObeysAfterAWhileIsSeen() {
    hall.give(50_101, kilowatts(5));
    hall.pass(3_000);
    hall.drawn[1] = 5_200;
    hall.pass(1_000);
    assertEquals("after 4000 ms", hall.journal.get(hall.journal.size() - 1).reason());
  }

  @Test
  void aReleaseTakesTheLimitBack() {
    hall.give(50_101, kilowatts(5));
    hall.give(40_103, new Value.SinglePoint(true));
    assertEquals("none", hall.given.get("1 GRID"));
    assertEquals(
        "only on is a command of this point", hall.give(40_103, new Value.SinglePoint(false)));
  }

  @Test
  void transactionsAreStoppedAndEvsesPutOutOfService() {
    hall.give(40_101, new Value.SinglePoint(true));
    hall.give(40_001, new Value.SinglePoint(true));
    hall.give(40_102, new Value.TwoBits(DoublePoint.OFF));
    assertEquals(List.of("stop 1", "stop 1", "stop 2", "operative 1 false"), hall.done);
  }

  @Test
  void whatCannotBeIsRefusedWithAReason() {
    assertEquals("a limit is 0 or more", hall.give(50_001, kilowatts(-1)));
    hall.grid.remote(false);
    assertEquals("remote control is off", hall.give(50_001, kilowatts(5)));
    hall.grid.tick();
    assertEquals(false, hall.value(10_004));
  }

  @Test
  void onlyARiseOfMoreThanATenthOfTheRatingNeedsASelect() {
    hall.give(50_001, kilowatts(20));
    assertFalse(hall.grid.needsSelect(hall.order("centre", 50_001, kilowatts(5))));
    assertFalse(hall.grid.needsSelect(hall.order("centre", 50_001, kilowatts(25))));
    assertTrue(hall.grid.needsSelect(hall.order("centre", 50_001, kilowatts(26))));
  }

  @Test
  void aLimitEndsWithItsValidityAndThatIsJournaledAndMirrored() {
    hall.grid.started("centre", hall.now());
    assertEquals("", hall.give(50_031, new Value.Scaled((short) 15)));
    assertEquals("", hall.give(50_001, kilowatts(30)));
    hall.pass(15 * 60_000 - 1);
    assertEquals("30000 W", hall.given.get("0 GRID"));
    hall.pass(1);
    assertEquals("none", hall.given.get("0 GRID"));
    assertEquals(
        "limit of the site ended, which was valid for 15 min",
        hall.journal.get(hall.journal.size() - 1).what());
    hall.pass(1_000);
    assertEquals(false, hall.value(10_002));
  }

  @Test
  void aValidityThatIsNoneIsRefused() {
    String refusal = "a validity is 0 to 10080 minutes; 0 until it is changed";
    assertEquals(refusal, hall.give(50_031, new Value.Scaled((short) -1)));
    assertEquals(refusal, hall.give(50_031, new Value.Scaled((short) 10_081)));
    assertEquals("", hall.give(50_031, new Value.Scaled((short) 0)));
  }

  @Test
  void aPointIsForcedForTheBitTestAndWhatCannotBeIsNamed() {
    hall.grid.tick();
    assertEquals("", hall.grid.force("20001 12.5"));
    assertEquals("", hall.grid.force(" 10050  1 "));
    assertEquals("force: no point has the address 4711", hall.grid.force("4711 1"));
    assertEquals(
        "force: an address and a number, such as 20001 12.5, not \"20001\"",
        hall.grid.force("20001"));
    assertEquals(
        "force: an address and a number, such as 20001 12.5, not \"20001 on\"",
        hall.grid.force("20001 on"));
    assertTrue(hall.given.isEmpty(), "nothing is driven");
  }

  @Test
  void whatIsNotKnownAnyMoreIsNotTopicalAfterFifteenSeconds() {
    hall.grid.tick();
    hall.powerKnown = false;
    hall.pass(15_000);
    assertEquals(0, hall.quality(20_101).bits());
    hall.pass(1);
    assertEquals(Quality.NT, hall.quality(20_101).bits());
    assertEquals(7f, hall.value(20_101));
    assertEquals(0, hall.quality(10_101).bits());
    hall.present = false;
    hall.pass(15_001);
    assertEquals(Quality.NT, hall.quality(10_101).bits());
    assertEquals(true, hall.value(10_101));
    hall.present = true;
    hall.powerKnown = true;
    hall.fresh();
    hall.pass(1_000);
    assertEquals(0, hall.quality(10_101).bits());
    assertEquals(0, hall.quality(20_101).bits());
  }

  @Test
  void beforeTheFirstStationIsThereNothingIsSaidOfEvses() {
    hall.present = false;
    hall.grid.tick();
    for (int address : new int[] {10_005, 10_050, 20_001, 20_015, 20_016}) {
      assertEquals(Optional.empty(), hall.station.present(address), "" + address);
    }
    hall.present = true;
    hall.grid.tick();
    assertEquals(new Value.TwoBits(DoublePoint.ON), hall.value(10_050));
  }

  @Test
  void withoutASetPointTheMirrorOfAnEvseTellsItsRating() {
    hall.grid.tick();
    assertEquals(22.08f, hall.value(20_112));
    hall.give(50_101, kilowatts(5));
    assertEquals(5f, hall.value(20_112));
    hall.give(40_103, new Value.SinglePoint(true));
    assertEquals(22.08f, hall.value(20_112));
  }

  @Test
  void anOverflowIsToldAlsoAfterARestartUntilItIsCleared() {
    hall.give(50_101, Hall.kilowatts(5));
    hall.grid.overflowed("centre", 3, hall.now());
    String before = hall.kept;
    hall.side(OptionalInt.empty()).restore(before);
    hall.grid.tick();
    assertEquals(true, hall.value(10_006));
    assertEquals(before, hall.kept);
    assertEquals("5000 W", hall.given.get("1 GRID"));
    hall.grid.cleared("centre", hall.now());
    hall.side(OptionalInt.empty()).restore(hall.kept);
    hall.grid.tick();
    assertEquals(false, hall.value(10_006));
    assertEquals(5.0f, hall.value(20_112));
  }

  @Test
  void anOverflowIsKeptWhenAllLimitsAreTakenBack() {
    hall.give(50_101, Hall.kilowatts(5));
    hall.grid.overflowed("centre", 3, hall.now());
    hall.grid.withdraw();
    hall.given.clear();
    hall.side(OptionalInt.empty()).restore(hall.kept);
    hall.grid.tick();
    assertEquals(true, hall.value(10_006));
    assertTrue(hall.given.isEmpty(), "no limit comes back");
  }

  @Test
  void aSetPointReducesIfItIsLessThanWhatStands() {
    assertTrue(reduces(50_101, Hall.kilowatts(22)));
    assertFalse(reduces(50_101, Hall.kilowatts(22.08)), "the rating");
    hall.give("centre", 50_101, Hall.kilowatts(5));
    assertTrue(reduces(50_101, Hall.kilowatts(4.9)));
    assertTrue(reduces(50_111, Hall.tenths(70)), "7 A of three phases are 4.83 kW");
    assertFalse(reduces(50_111, Hall.tenths(80)));
    assertFalse(reduces(50_101, Hall.kilowatts(5)));
    assertTrue(reduces(50_001, Hall.kilowatts(49)), "the site has none");
    assertFalse(reduces(50_031, Hall.tenths(0)), "a validity limits nothing");
    assertFalse(reduces(40_103, new Value.SinglePoint(true)), "a release");
    hall.present = false;
    assertFalse(reduces(50_101, Hall.kilowatts(1)));
  }

  @Test
  void theFloorMakesNoReductionOfASetPointAboveTheOneThatStands() {
    hall.floor = true;
    hall.side(OptionalInt.empty());
    hall.give("centre", 50_101, Hall.kilowatts(2));
    assertEquals("4200 W", hall.given.get("1 GRID"));
    assertFalse(reduces(50_101, Hall.kilowatts(3)));
    assertFalse(reduces(50_101, Hall.kilowatts(2)));
    assertTrue(reduces(50_101, Hall.kilowatts(1)), "it stands also when the other one is gone");
  }

  private boolean reduces(int address, Value value) {
    return hall.grid.reduces(hall.order("second", address, value));
  }
}
