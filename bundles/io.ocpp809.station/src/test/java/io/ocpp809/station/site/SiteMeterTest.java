package io.ocpp809.station.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.time.TimeSource;
import io.ocpp809.testkit.time.ManualScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A meter at the grid connection that sees what piles draw before these tell it. */
class SiteMeterTest {
  private final ManualScheduler scheduler =
      new ManualScheduler(Instant.parse("2026-03-01T10:00:00Z"));
  private final TimeSource time =
      TimeSource.of(scheduler.clock(), scheduler.clock()::monotonicMillis, () -> true, "boot");
  private final List<PileDouble> piles = new ArrayList<>();
  private Site site;

  private void site(int fuse) {
    site =
        new Site(
            new SiteOptions("site", fuse, 0, 6_000, true, 5_000, 5_000, 0, 230, 60, 0, List.of()),
            time,
            scheduler,
            scheduler,
            0);
  }

  private PileDouble pile(String id, int rating, int toldLateSeconds) {
    Member member = new Member(id, List.of(0, 1, 2), rating, 6_000, 0, "", true, "", 0);
    PileDouble pile = new PileDouble(member, time);
    pile.toldLateSeconds = toldLateSeconds;
    piles.add(pile);
    site.join(member, pile, 1);
    return pile;
  }

  /**
   * Lets a second pass in which the piles are read, and 400 ms before that the meter.
   *
   * @return what the meter sees on L1, mA
   */
  private int second(int house) {
    scheduler.advance(Duration.ofMillis(600));
    piles.forEach(PileDouble::live);
    int all = house + piles.stream().mapToInt(p -> p.on(0)).sum();
    List<Reading> readings = new ArrayList<>();
    for (Phase phase : List.of(Phase.L1, Phase.L2, Phase.L3)) {
      readings.add(
          Reading.measured(Measurand.CURRENT_IMPORT, phase, all / 1000d, time.monotonicMillis()));
    }
    site.meter(readings);
    scheduler.advance(Duration.ofMillis(400));
    return all;
  }

  @Test
  void aDcPileThatRisesForHalfAMinuteIsNotLoweredOnTheWay() {
    for (int late = 0; late <= 3; late++) {
      piles.clear();
      site(145_000);
      PileDouble pile = pile("dc", 125_000, late);
      for (int s = 0; s < 30; s++) {
        second(20_000);
      }
      pile.charge();
      pile.carMilliamps = 0;
      int before = 0;
      for (int s = 0; s < 60; s++) {
        pile.carMilliamps = Math.min(125_000, 5_000 * s);
        second(20_000);
        assertTrue(pile.granted() >= before, late + " s late, second " + s + ": " + pile.grants);
        before = pile.granted();
      }
      assertEquals(125_000, pile.granted());
    }
  }

  @Test
  void aPileOfTheFullConnectionComesToRestBesideTheHouse() {
    for (int late = 0; late <= 3; late++) {
      piles.clear();
      site(32_000);
      PileDouble pile = pile("ac", 32_000, late);
      pile.charge();
      for (int s = 0; s < 60; s++) {
        second(10_000);
      }
      int changes = pile.grants.size();
      for (int s = 0; s < 60; s++) {
        assertTrue(second(10_000) <= 32_000, late + " s late");
      }
      assertEquals(22_000, pile.granted(), late + " s late");
      assertEquals(changes, pile.grants.size(), late + " s late: " + pile.grants);
    }
  }

  @Test
  void aHouseThatRisesInTheMiddleOfARiseOfThePileIsAnsweredAtOnceWhenTheMeterSeesTooMuch() {
    site(100_000);
    PileDouble pile = pile("dc", 80_000, 2);
    pile.charge();
    pile.carMilliamps = 0;
    int over = 0;
    for (int s = 0; s < 60; s++) {
      pile.carMilliamps = Math.min(80_000, 5_000 * s);
      over = second(s < 8 ? 10_000 : 50_000) > 100_000 ? over + 1 : 0;
      assertTrue(over <= 2, "second " + s);
    }
    assertEquals(50_000, pile.granted());
  }

  /** Vehicles that rise, a house that jumps up to 65 A, piles that tell up to two seconds late. */
  @Test
  void theConnectionIsOverloadedForAsLongAsPilesTakeToObeyOnly() {
    Random random = new Random(809);
    site(100_000);
    List<PileDouble> all =
        List.of(pile("a", 32_000, 0), pile("b", 63_000, 1), pile("c", 63_000, 2));
    int house = 20_000;
    int over = 0;
    long drawn = 0;
    for (int s = 0; s < 10_000; s++) {
      for (PileDouble p : all) {
        if (p.plugged ? random.nextInt(300) == 0 : random.nextInt(60) == 0) {
          if (p.plugged) {
            p.leave();
          } else {
            p.carMilliamps = 6_000;
            p.charge();
          }
        }
        p.carMilliamps = Math.min(63_000, p.carMilliamps + 5_000);
      }
      house = random.nextInt(40) == 0 ? 5_000 * random.nextInt(14) : house;
      int meter = second(house);
      drawn += meter - house;
      over = meter > 100_500 ? over + 1 : 0;
      assertTrue(over <= 2, "second " + s + ": " + meter + " mA");
    }
    assertTrue(drawn / 10_000 > 30_000, "the connection is used: " + drawn / 10_000);
  }
}
