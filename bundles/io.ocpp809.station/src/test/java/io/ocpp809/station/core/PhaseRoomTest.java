package io.ocpp809.station.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitCurve;
import io.ocpp809.station.limit.LimitSource;
import io.ocpp809.station.pile.Capabilities.LimitKind;
import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.station.pile.PileOutcome;
import io.ocpp809.station.profile.ChargingProfile;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Phases that follow a charging period. */
class PhaseRoomTest {
  private final StationHarness h = new StationHarness();

  PhaseRoomTest() {
    h.pile.switchesPhases();
    h.boot(EvseOptions.of(1, 16_000));
    h.run(1);
    h.pile.plug();
    h.run(1);
    h.station.remoteStart(
        OptionalInt.of(1), StationHarness.CARD, OptionalInt.empty(), Optional.empty(), v -> {});
    h.run(40);
    h.pile.commands.clear();
  }

  private void profile(int watts, int phases) {
    h.station.setProfile(
        1,
        new ChargingProfile(
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
            LimitKind.POWER,
            List.of(new ChargingProfile.Period(0, Limit.watts(watts), OptionalInt.of(phases))),
            Instant.parse("2026-03-01T00:00:00Z")),
        a -> assertEquals("", a));
    h.scheduler.runDue();
  }

  @Test
  void aPeriodOnOnePhaseSwitchesAtZeroAmpereAndTheLimitIsThenOfOnePhase() {
    profile(2_300, 1);
    h.run(30);
    assertEquals(
        List.of(
            new PileCommand.LimitCurrent(0),
            new PileCommand.SwitchPhases(1),
            new PileCommand.LimitCurrent(10_000)),
        h.pile.commands);
  }

  @Test
  void aReductionDoesNotWaitForTheDwell() {
    profile(2_300, 1);
    h.run(30);
    h.station.limit(1, LimitSource.GRID, Optional.of(LimitCurve.constant(Limit.milliamps(7_000))));
    profile(11_000, 3);
    h.run(1);
    assertEquals(7_000, h.pile.limitMilliamps);
    h.run(60);
    assertEquals(
        1, h.pile.commands.stream().filter(PileCommand.SwitchPhases.class::isInstance).count());
    h.run(600);
    assertTrue(h.pile.commands.contains(new PileCommand.SwitchPhases(3)));
  }

  @Test
  void aPileThatIsNeverSeenAtZeroIsNotSwitched() {
    h.pile.ignoring = true;
    profile(2_300, 1);
    h.run(70);
    assertTrue(h.found("phases.not-switched"));
    assertTrue(h.pile.commands.stream().noneMatch(PileCommand.SwitchPhases.class::isInstance));
  }

  @Test
  void aSwitchThatCountsAsRefusedLeavesTheWattsOnThreePhases() {
    profile(2_300, 1);
    h.run(30);
    h.run(600);
    h.pile.silentOutcomes = true;
    profile(6_000, 3);
    while (!h.pile.commands.contains(new PileCommand.SwitchPhases(3))) {
      h.pile.outcomes.forEach(o -> o.accept(new PileOutcome.Written()));
      h.pile.outcomes.clear();
      h.run(1);
    }
    h.pile.silentOutcomes = false;
    h.pile.outcomes.forEach(o -> o.accept(new PileOutcome.Refused("no answer in time", true)));
    h.run(2);
    assertEquals(8_000, h.pile.limitMilliamps, "6000 W / (3 * 230 V), rounded down");
  }

  @Test
  void thePhasesAreRememberedOverARestart() {
    profile(2_300, 1);
    h.run(30);
    h.boot(EvseOptions.of(1, 16_000));
    h.run(5);
    assertEquals(10_000, h.pile.limitMilliamps, "2300 W on the one phase it was left with");
  }
}
