package io.ocpp809.station.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.limit.PhaseSwitch.Input;
import io.ocpp809.station.limit.PhaseSwitch.Output;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PhaseSwitchTest {
  private final PhaseSwitch machine = new PhaseSwitch(3, 0);
  private long now = 100_000;
  private long plugged = 60_000;
  private boolean able = true;

  private Output step(int wanted, Integer milliamps) {
    now += 1_000;
    plugged += plugged < 0 ? 0 : 1_000;
    return machine.step(new Input(now, wanted, able, plugged, Optional.ofNullable(milliamps)));
  }

  private Output untilCommand(int wanted) {
    for (int i = 0; i < 100; i++) {
      Output out = step(wanted, 0);
      if (out.command().isPresent()) {
        return out;
      }
    }
    throw new AssertionError("never switched");
  }

  @Test
  void zeroAmpereThenAWaitThenTheSwitchThenAWait() {
    assertTrue(step(1, 16_000).hold());
    assertEquals(OptionalInt.empty(), step(1, 1_000).command(), "1 A is a current");
    assertEquals(OptionalInt.empty(), step(1, 900).command());
    assertEquals(OptionalInt.empty(), step(1, 0).command());
    assertEquals(OptionalInt.empty(), step(1, 0).command());
    assertEquals(OptionalInt.of(1), step(1, 0).command());
    assertTrue(step(1, 0).hold(), "until the pile has answered");
    machine.outcome(1, true, now);
    assertEquals(1, machine.phases());
    for (int i = 0; i < 4; i++) {
      assertTrue(step(1, 0).hold());
    }
    assertFalse(step(1, 0).hold());
  }

  @Test
  void aCurrentThatComesBackBeginsTheWaitAnew() {
    step(1, 0);
    step(1, 0);
    step(1, 2_000);
    step(1, 0);
    step(1, 0);
    step(1, 0);
    assertEquals(OptionalInt.of(1), step(1, 0).command());
  }

  @Test
  void withoutAFreshReadingBelowOneAmpereItIsNotSwitchedAndSaysSoOnce() {
    Output out = step(1, null);
    for (int i = 0; i < 59; i++) {
      out = step(1, null);
      assertTrue(out.hold());
    }
    out = step(1, null);
    assertFalse(out.hold());
    assertEquals(
        "the pile was never seen below 1 A within 60 s of a limit of 0, so it was not switched to"
            + " 1 phase",
        out.fault());
    assertEquals(3, machine.phases());
    out = step(1, 0);
    assertEquals("", out.fault());
    assertFalse(out.hold(), "tried again after the dwell only");
  }

  @Test
  void betweenTwoSwitchesTenMinutesPass() {
    untilCommand(1);
    machine.outcome(1, true, now);
    long switched = now;
    for (int i = 0; i < 5; i++) {
      step(3, 0);
    }
    while (!step(3, 0).hold()) {
      assertTrue(now < 10_000_000, "never held");
    }
    assertTrue(now - switched >= PhaseSwitch.DWELL_MILLIS, "after " + (now - switched) + " ms");
  }

  @Test
  void withinThePlugInHandshakeNothingBegins() {
    plugged = 0;
    for (int i = 0; i < 29; i++) {
      assertFalse(step(1, 0).hold());
    }
    assertTrue(step(1, 0).hold());
  }

  @Test
  void aPlugInEndsALoweringAndAnUnpluggedPileIsSwitched() {
    plugged = -1;
    step(1, 0);
    plugged = 0;
    assertFalse(step(1, 0).hold());
    plugged = -1;
    assertEquals(OptionalInt.of(1), untilCommand(1).command());
  }

  @Test
  void aWishThatIsTakenBackReleasesAtOnce() {
    assertTrue(step(1, 16_000).hold());
    assertFalse(step(3, 16_000).hold());
    able = false;
    assertFalse(step(1, 0).hold());
  }

  @Test
  void aRefusedSwitchReleasesAndRests() {
    untilCommand(1);
    machine.outcome(1, false, now);
    assertEquals(3, machine.phases());
    assertFalse(step(1, 0).hold());
  }
}
