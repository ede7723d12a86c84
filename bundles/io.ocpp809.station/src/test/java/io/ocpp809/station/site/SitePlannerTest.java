package io.ocpp809.station.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.site.SiteOptions.Circuit;
import io.ocpp809.station.site.SitePlanner.Pile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SitePlannerTest {
  private static final House NO_METER = House.steady(MeterState.UNKNOWN.house(new int[3]));

  private static SiteOptions options(int fuse, boolean metered, List<Circuit> circuits) {
    return new SiteOptions(
        "site", fuse, 0, 6_000, metered, 5_000, 1_000_000, 0, 230, 6, 0, circuits);
  }

  private static Member member(
      String id, String rotation, int phases, int failSafe, String circuit) {
    return new Member(id, Member.phases(rotation, phases), 32_000, 6_000, failSafe, circuit);
  }

  private static Pile wanting(Member m, int grant, int possible) {
    return new Pile(m, true, false, grant, possible, List.of(0, 0, 0));
  }

  @Test
  void twoPilesShareTheFuseEqually() {
    SitePlanner planner = new SitePlanner(options(32_000, false, List.of()));
    Map<String, Integer> grants =
        planner.plan(
            List.of(
                wanting(member("a", "RST", 3, 0, ""), 0, 0),
                wanting(member("b", "RST", 3, 0, ""), 0, 0)),
            NO_METER,
            1000);
    assertEquals(Map.of("a", 16_000, "b", 16_000), grants);
  }

  @Test
  void singlePhasePilesOnRotatedPhasesDoNotShare() {
    SitePlanner planner = new SitePlanner(options(32_000, false, List.of()));
    Map<String, Integer> grants =
        planner.plan(
            List.of(
                wanting(member("a", "RST", 1, 0, ""), 0, 0),
                wanting(member("b", "STR", 1, 0, ""), 0, 0)),
            NO_METER,
            1000);
    assertEquals(Map.of("a", 32_000, "b", 32_000), grants);
  }

  @Test
  void theHouseTakesItsShareFirstAndFewerAreServedRatherThanBelowTheMinimum() {
    SitePlanner planner = new SitePlanner(options(20_000, true, List.of()));
    Map<String, Integer> grants =
        planner.plan(
            List.of(
                wanting(member("a", "RST", 3, 0, ""), 0, 0),
                wanting(member("b", "RST", 3, 0, ""), 0, 0)),
            House.steady(new int[] {10_000, 9_000, 0}),
            1000);
    assertEquals(Map.of("a", 10_000, "b", 0), grants);
  }

  @Test
  void aShortageThatHasJustBegunLowersToTheMinimumAndOnlyOneThatLastsPauses() {
    SitePlanner planner = new SitePlanner(options(20_000, true, List.of()));
    Member a = member("a", "RST", 3, 0, "");
    Member b = member("b", "RST", 3, 0, "");
    List<Pile> charging = List.of(wanting(a, 10_000, 10_000), wanting(b, 0, 0));
    int[] before = {0, 0, 0};
    int[] now = {19_000, 0, 0};
    assertEquals(
        Map.of("a", 6_000, "b", 0), planner.plan(charging, new House(now, now, before), 1000));
    assertEquals(Map.of("a", 0, "b", 0), planner.plan(charging, House.steady(now), 1000));
  }

  @Test
  void aStaleMeterLeavesTheFailSafeShare() {
    SitePlanner planner = new SitePlanner(options(32_000, true, List.of()));
    Map<String, Integer> grants =
        planner.plan(
            List.of(wanting(member("a", "RST", 3, 0, ""), 16_000, 16_000)), NO_METER, 1000);
    assertEquals(Map.of("a", 6_000), grants);
  }

  @Test
  void aCircuitBoundsThePilesBelowIt() {
    SitePlanner planner =
        new SitePlanner(options(63_000, false, List.of(new Circuit("garage", 16_000, ""))));
    Map<String, Integer> grants =
        planner.plan(
            List.of(
                wanting(member("a", "RST", 3, 0, "garage"), 0, 0),
                wanting(member("b", "RST", 3, 0, ""), 0, 0)),
            NO_METER,
            1000);
    assertEquals(Map.of("a", 16_000, "b", 32_000), grants);
  }

  @Test
  void aPileRisesOnlyIntoWhatAnotherCanNoLongerDraw() {
    SitePlanner planner = new SitePlanner(options(32_000, false, List.of()));
    Member a = member("a", "RST", 3, 0, "");
    Member b = member("b", "RST", 3, 0, "");
    Map<String, Integer> first =
        planner.plan(List.of(wanting(a, 32_000, 32_000), wanting(b, 0, 0)), NO_METER, 1000);
    assertEquals(Map.of("a", 16_000, "b", 0), first);
    Map<String, Integer> then =
        planner.plan(List.of(wanting(a, 16_000, 16_000), wanting(b, 0, 0)), NO_METER, 1000);
    assertEquals(Map.of("a", 16_000, "b", 16_000), then);
  }

  @Test
  void aSilentPileCountsWithItsFailSafeCurrent() {
    SitePlanner planner = new SitePlanner(options(32_000, false, List.of()));
    Pile silent = new Pile(member("a", "RST", 3, 10_000, ""), false, true, 0, 0, List.of());
    Map<String, Integer> grants =
        planner.plan(List.of(silent, wanting(member("b", "RST", 3, 0, ""), 0, 0)), NO_METER, 1000);
    assertEquals(22_000, grants.get("b"));
  }

  @Test
  void failSafeCurrentsAboveTheFuseAreRefusedByName() {
    SitePlanner planner = new SitePlanner(options(32_000, false, List.of()));
    assertEquals(
        "fail-safe currents of a, b add up to 40.0 A on L1, above the 32.0 A of the grid"
            + " connection; lower them at the piles or name a larger fuse",
        planner.fault(
            List.of(member("a", "RST", 1, 20_000, ""), member("b", "RST", 3, 20_000, ""))));
    assertEquals(
        "",
        planner.fault(
            List.of(member("a", "RST", 1, 20_000, ""), member("b", "STR", 1, 20_000, ""))));
  }

  @Test
  void silentOutletsOfAnAcPileCountEachSinceTheirVehiclesMayDrawOnOnePhase() {
    SitePlanner planner = new SitePlanner(options(100_000, false, List.of()));
    assertEquals(36_000, leftBy(planner, false, true));
    assertEquals(36_000, leftBy(planner, false, false));
  }

  @Test
  void silentOutletsOfADcPileCountTogetherWithItsPowerOnEachPhase() {
    SitePlanner planner = new SitePlanner(options(60_000, false, List.of()));
    assertEquals(28_100, leftBy(planner, true, true));
  }

  /** Grant of a pile beside two outlets that draw what they like; they share 22 kW. */
  private static int leftBy(SitePlanner planner, boolean rectifier, boolean controllable) {
    List<Pile> piles = new ArrayList<>();
    for (String id : List.of("p-1", "p-2")) {
      Member outlet =
          new Member(
              id,
              Member.phases("RST", 3),
              32_000,
              6_000,
              32_000,
              "",
              controllable,
              "p",
              31_900,
              rectifier);
      piles.add(new Pile(outlet, false, controllable, 0, 0, List.of()));
    }
    Member other = new Member("b", Member.phases("RST", 3), 63_000, 6_000, 0, "");
    piles.add(wanting(other, 0, 0));
    return planner.plan(piles, NO_METER, 1000).get("b");
  }

  @Test
  void circuitsAreReadFromLinesAndAWrongOneIsNamed() {
    assertEquals(
        List.of(new Circuit("garage", 35_000, ""), new Circuit("row", 16_000, "garage")),
        SiteOptions.circuits("garage;35;\n\nrow;16;garage\n"));
    assertEquals(
        "circuits: name;ampere;circuit above, not garage",
        assertThrows(IllegalArgumentException.class, () -> SiteOptions.circuits("garage"))
            .getMessage());
  }

  /** Piles obey up to two steps late, fall silent, come back; the house comes and goes. */
  @Test
  void noFuseIsExceededInTenThousandStepsOfDisobedientPiles() {
    Random random = new Random(809);
    int fuse = 63_000;
    SitePlanner planner =
        new SitePlanner(
            new SiteOptions(
                "site",
                fuse,
                0,
                0,
                false,
                5_000,
                3_000,
                0,
                230,
                6,
                0,
                List.of(new Circuit("row", 40_000, ""))));
    List<Simulated> piles = new ArrayList<>();
    String[] rotations = {"RST", "STR", "TRS", "RST", "STR"};
    for (int i = 0; i < 5; i++) {
      piles.add(
          new Simulated(
              member("p" + i, rotations[i], i % 2 == 0 ? 3 : 1, 6_000, i < 3 ? "row" : "")));
    }
    int most = 0;
    for (int step = 0; step < 10_000; step++) {
      piles.forEach(p -> p.live(random));
      List<Pile> known = piles.stream().map(Simulated::known).toList();
      Map<String, Integer> grants = planner.plan(known, NO_METER, 1_000);
      piles.forEach(p -> p.granted(grants.get(p.member.id())));
      for (int phase = 0; phase < 3; phase++) {
        int all = 0;
        int row = 0;
        for (Simulated p : piles) {
          int draw = p.member.phases().contains(phase) ? p.drawn() : 0;
          all += draw;
          row += p.member.circuit().equals("row") ? draw : 0;
        }
        most = Math.max(most, all);
        assertTrue(all <= fuse, "step " + step + ": " + all + " mA on phase " + phase);
        assertTrue(row <= 40_000, "step " + step + ": " + row + " mA in the row");
      }
    }
    assertTrue(most > 50_000, "the fuse is used: " + most);
  }

  /** A pile that takes what it is allowed, obeys late and is silent now and then. */
  private static final class Simulated {
    private final Member member;
    private int limit;
    private int grant;
    private int possible;
    private int lag;
    private int silentFor;
    private int obeyedFor;
    private boolean wants;

    private Simulated(Member member) {
      this.member = member;
      this.possible = member.failSafeMilliamps();
    }

    private void live(Random random) {
      if (random.nextInt(40) == 0) {
        wants = !wants;
      }
      if (silentFor == 0 && random.nextInt(200) == 0) {
        silentFor = 1 + random.nextInt(60);
      }
      if (silentFor > 0) {
        silentFor--;
      } else if (lag > 0) {
        lag--;
      } else {
        limit = grant;
      }
    }

    private int drawn() {
      return limit;
    }

    private Pile known() {
      boolean silent = silentFor > 0;
      obeyedFor = !silent && limit <= grant ? obeyedFor + 1 : 0;
      if (obeyedFor >= 2) {
        possible = grant;
      }
      List<Integer> draws = member.phases().stream().map(p -> limit).toList();
      return new Pile(member, wants, silent, grant, possible, draws);
    }

    private void granted(int next) {
      if (next != grant) {
        possible = Math.max(possible, Math.max(grant, next));
        obeyedFor = 0;
        lag = next % 3;
      }
      grant = next;
    }
  }
}
