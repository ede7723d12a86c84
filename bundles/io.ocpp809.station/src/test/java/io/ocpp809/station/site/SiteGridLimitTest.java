package io.ocpp809.station.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitSource;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.time.TimeSource;
import io.ocpp809.testkit.time.ManualScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A limit of the grid operator for a whole site, shared over what charges. */
class SiteGridLimitTest {
  private final ManualScheduler scheduler =
      new ManualScheduler(Instant.parse("2026-03-01T10:00:00Z"));
  private final TimeSource time =
      TimeSource.of(scheduler.clock(), scheduler.clock()::monotonicMillis, () -> true, "boot");
  private final List<PileDouble> piles = new ArrayList<>();
  private Site site;
  private int failSafe;

  private void site(int fuse, boolean metered) {
    SiteOptions options =
        new SiteOptions("site", fuse, 0, 6_000, metered, 5_000, 5_000, 0, 230, 6, 0, List.of());
    site = new Site(options, time, scheduler, scheduler, 0);
  }

  private PileDouble charging(String id) {
    Member member =
        new Member(id, Member.phases("RST", 3), 32_000, 6_000, failSafe, "", true, "", 0);
    PileDouble pile = new PileDouble(member, time);
    piles.add(pile);
    site.join(member, pile, 1);
    pile.charge();
    return pile;
  }

  private void run(int seconds) {
    for (int i = 0; i < seconds; i++) {
      piles.forEach(PileDouble::live);
      scheduler.advance(Duration.ofSeconds(1));
    }
  }

  private void limit(int watts) {
    site.limit(LimitSource.GRID, Optional.of(Limit.watts(watts)));
    scheduler.runDue();
  }

  @Test
  void itIsSharedAtOnceAndTheReasonNamesTheGrid() {
    site(100_000, false);
    PileDouble one = charging("a");
    PileDouble other = charging("b");
    run(20);
    assertEquals(32_000, one.granted());
    assertEquals(Optional.empty(), one.gridShare);
    // 22080 W are 32 A on each of three phases of 230 V
    limit(22_080);
    assertEquals(16_000, one.granted());
    assertEquals(16_000, other.granted());
    assertEquals(Optional.of(16_000), one.gridShare);
    assertEquals(Optional.of(Limit.watts(22_080)), site.view().limit());
  }

  @Test
  void itRisesByTheRampWhenItIsTakenBack() {
    site(100_000, false);
    PileDouble pile = charging("a");
    run(20);
    limit(6_900);
    assertEquals(10_000, pile.granted());
    run(5);
    site.limit(LimitSource.GRID, Optional.empty());
    run(1);
    assertTrue(pile.granted() <= 15_000, "5 A a second: " + pile.granted());
    run(10);
    assertEquals(32_000, pile.granted());
    assertEquals(Optional.empty(), pile.gridShare);
  }

  @Test
  void belowTheLeastCurrentOfAPileItPauses() {
    site(0, false);
    PileDouble pile = charging("a");
    run(20);
    limit(4_000);
    assertEquals(0, pile.granted());
    assertEquals(Optional.of(0), pile.gridShare);
  }

  @Test
  void whereTheConnectionIsMeteredTheHouseCounts() {
    site(0, true);
    PileDouble pile = charging("a");
    for (int i = 0; i < 20; i++) {
      List<Reading> readings = new ArrayList<>();
      for (Phase phase : List.of(Phase.L1, Phase.L2, Phase.L3)) {
        double amps = 10 + pile.drawn(0) / 1000.0;
        readings.add(
            Reading.measured(Measurand.CURRENT_IMPORT, phase, amps, time.monotonicMillis()));
      }
      site.meter(readings);
      scheduler.runDue();
      if (i == 10) {
        // 20 A a phase, of which the house takes 10
        limit(13_800);
      }
      run(1);
    }
    assertEquals(10_000, pile.granted());
    assertEquals(3, site.view().meter().size());
  }

  @Test
  void aLimitAboveTheFuseLimitsNothingMore() {
    site(16_000, false);
    PileDouble pile = charging("a");
    run(20);
    limit(100_000);
    run(5);
    assertEquals(16_000, pile.granted());
    assertEquals(Optional.empty(), pile.gridShare);
  }

  @Test
  void theSmallerOfTheOperatorsLimitAndTheFailSafeHoldsAndIsNamed() {
    site(100_000, false);
    PileDouble pile = charging("a");
    run(20);
    limit(13_800);
    assertEquals(20_000, pile.granted());
    site.limit(LimitSource.FAIL_SAFE, Optional.of(Limit.watts(6_900)));
    scheduler.runDue();
    assertEquals(10_000, pile.granted());
    assertEquals(LimitSource.FAIL_SAFE, pile.gridSource);
    site.limit(LimitSource.FAIL_SAFE, Optional.empty());
    run(10);
    assertEquals(20_000, pile.granted());
    assertEquals(LimitSource.GRID, pile.gridSource);
  }

  private PileDouble foundCharging(int milliamps) {
    PileDouble pile = charging("a");
    pile.limit = milliamps;
    pile.live();
    return pile;
  }

  private PileDouble notHeardYet() {
    PileDouble pile = charging("b");
    pile.leave();
    pile.reachable = false;
    return pile;
  }

  /** 5 kW are 7.2 A: enough for one pile, not for the 6 A at most of one that is not heard, too. */
  @Test
  void afterAStartWhatChargesIsNotPausedForAPileThatIsNotHeardYet() {
    failSafe = 6_000;
    site(0, false);
    limit(5_000);
    PileDouble pile = foundCharging(7_200);
    PileDouble other = notHeardYet();
    run(3);
    other.reachable = true;
    run(10);
    assertTrue(pile.grants.stream().allMatch(g -> g != 0), "granted: " + pile.grants);
    assertEquals(7_246, pile.granted());
  }

  @Test
  void aPileThatStaysSilentCountsWithItsFailSafeCurrentAgain() {
    failSafe = 6_000;
    site(0, false);
    limit(5_000);
    PileDouble pile = foundCharging(7_200);
    notHeardYet();
    run(14);
    assertEquals(6_000, pile.granted());
    run(2);
    assertEquals(0, pile.granted());
  }

  /** A fuse of 11 A leaves 5.5 A beside the fail-safe current of a pile that is not heard. */
  @Test
  void aFuseIsNotTrustedToAPileThatIsNotHeardYet() {
    failSafe = 5_500;
    site(11_000, false);
    limit(5_000);
    PileDouble pile = foundCharging(7_200);
    run(1);
    notHeardYet();
    run(1);
    assertEquals(0, pile.granted());
  }

  private PileDouble outletNotHeardYet(String id) {
    Member member =
        new Member(
            id, Member.phases("RST", 3), 32_000, 6_000, 30_000, "", true, "dc", 30_000, true);
    PileDouble pile = new PileDouble(member, time);
    pile.reachable = false;
    piles.add(pile);
    site.join(member, pile, 1);
    return pile;
  }

  /** Two outlets of one pile of 30 A: what both might draw leaves nothing to others either way. */
  @Test
  void pilesThatAreNotHeardYetMakeALimitNoLarger() {
    site(0, false);
    limit(0);
    outletNotHeardYet("b");
    outletNotHeardYet("c");
    PileDouble pile = foundCharging(7_200);
    run(2);
    assertEquals(0, pile.granted());
  }

  /** A form changed at a pile that was never heard makes nobody wait for it anew. */
  @Test
  void aSeatTakenAgainIsNotAwaitedAgain() {
    failSafe = 6_000;
    site(0, false);
    limit(5_000);
    PileDouble pile = foundCharging(7_200);
    PileDouble other = notHeardYet();
    run(14);
    assertEquals(6_000, pile.granted());
    site.join(other.member, new PileDouble(other.member, time), 2);
    run(2);
    assertEquals(0, pile.granted());
  }
}
