package io.ocpp809.station.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.pile.Capabilities;
import io.ocpp809.station.pile.Capabilities.Authoriser;
import io.ocpp809.station.pile.Capabilities.EnergyRegister;
import io.ocpp809.station.pile.Capabilities.Gate;
import io.ocpp809.station.pile.Capabilities.LimitKind;
import io.ocpp809.station.pile.Capabilities.Watchdog;
import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.station.pile.PileCommand.Disable;
import io.ocpp809.station.pile.PileCommand.Enable;
import io.ocpp809.station.pile.PileCommand.LimitCurrent;
import io.ocpp809.station.pile.PileCommand.LimitPower;
import io.ocpp809.station.pile.PileIdentity;
import io.ocpp809.station.pile.PileOutcome;
import io.ocpp809.station.pile.PileOutcome.ReadBack;
import io.ocpp809.station.pile.PileOutcome.Refused;
import io.ocpp809.station.pile.PileOutcome.Written;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.pile.PileState;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The limit step that somebody watches before a pile of confidence B or C may be written. */
class LimitStepTest {
  private final List<String> told = new ArrayList<>();
  private final List<PileCommand> commands = new ArrayList<>();
  private Capabilities capabilities = capabilities(Gate.LIMIT_0, LimitKind.CURRENT);
  private long now = 100_000;
  private double amps = 16;
  private Optional<Double> register = Optional.of(16.0);
  private boolean reachable = true;
  private PileState state = PileState.C2;
  private LimitStep step;

  private static Capabilities capabilities(Gate gate, LimitKind... kinds) {
    return new Capabilities(
        gate,
        Authoriser.GATEWAY,
        EnergyRegister.TOTAL,
        false,
        kinds.length > 0 && kinds[0] == LimitKind.POWER,
        Set.of(kinds),
        Watchdog.NONE,
        Duration.ZERO,
        0,
        false,
        false,
        6_000,
        1_000,
        1_000,
        true);
  }

  private PileReport report() {
    boolean watts = capabilities.limitKinds().contains(LimitKind.POWER);
    Measurand offered = watts ? Measurand.POWER_OFFERED : Measurand.CURRENT_OFFERED;
    Measurand drawn = watts ? Measurand.POWER_ACTIVE_IMPORT : Measurand.CURRENT_IMPORT;
    return new PileReport(
        now,
        reachable,
        Optional.of(state),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(Reading.measured(drawn, watts ? Phase.ALL : Phase.L1, amps, now)),
        PileIdentity.UNKNOWN,
        register.map(r -> Reading.measured(offered, Phase.ALL, r, now)));
  }

  private void begin(boolean charging) {
    step = new LimitStep(charging, capabilities, EvseOptions.of(1, 16_000), 230, told::add);
    step.begin(report(), now).ifPresent(commands::add);
  }

  private PileCommand last() {
    return commands.get(commands.size() - 1);
  }

  private void answers(PileOutcome... outcomes) {
    for (PileOutcome o : outcomes) {
      step.outcome(last(), o, now).ifPresent(commands::add);
    }
  }

  private void seconds(int n) {
    for (int i = 0; i < n && !step.over(); i++) {
      now += 1_000;
      step.report(report(), now).ifPresent(commands::add);
      step.tick(now).ifPresent(commands::add);
    }
  }

  @Test
  void aStepDownAndBackThatThePileShowsAndTheVehicleFollowsPasses() {
    begin(true);
    assertEquals(new LimitCurrent(9_000), last(), "60 % of 16 A, rounded down");
    answers(new Written(true));
    register = Optional.of(9.0);
    answers(new ReadBack());
    amps = 9;
    seconds(5);
    assertEquals(new LimitCurrent(16_000), last());
    answers(new Written(true));
    register = Optional.of(16.0);
    answers(new ReadBack());
    seconds(2);
    assertFalse(step.over(), "the vehicle still draws 9 A");
    amps = 16;
    seconds(1);
    assertTrue(step.passed());
    assertEquals("passed: 9 A and back to 16 A", step.words());
    assertEquals(2, commands.size(), "exactly one step down and back");
    assertEquals(
        List.of(
            "step to 9 A: accepted",
            "step to 9 A: written",
            "step to 9 A: read back",
            "step to 9 A: seen",
            "step back to 16 A: accepted",
            "step back to 16 A: written",
            "step back to 16 A: read back",
            "step back to 16 A: seen",
            "passed: 9 A and back to 16 A"),
        told);
  }

  @Test
  void aVehicleThatGoesOnDrawingFailsAtSeenAndTheFormerLimitIsWrittenBack() {
    begin(true);
    answers(new Written(true), new ReadBack());
    register = Optional.of(9.0);
    seconds(15);
    assertEquals(new LimitCurrent(16_000), last());
    answers(new Written(true));
    assertTrue(step.over());
    assertFalse(step.passed());
    assertEquals(
        "failed at \"seen\" of the step to 9 A: the vehicle still draws 16.0 A; the pile stays read"
            + " only, and was told 16 A again",
        step.words());
  }

  @Test
  void aWriteThatIsRefusedFailsAtWritten() {
    begin(true);
    answers(new Refused("exception 2", true));
    assertEquals(new LimitCurrent(16_000), last());
    answers(new Refused("exception 2", true));
    assertEquals(
        "failed at \"written\" of the step to 9 A: exception 2; the pile stays read only, and was"
            + " told 16 A again, which failed: exception 2",
        step.words());
  }

  @Test
  void aLimitThatIsNotReadBackFailsThere() {
    begin(true);
    answers(new Written(true), new Refused("channel limit.set shows 16", true));
    answers(new Written());
    assertTrue(step.words().startsWith("failed at \"read back\" of the step to 9 A"), step.words());
  }

  @Test
  void aPileThatDoesNotAnswerTheCommandFailsAtWritten() {
    begin(true);
    seconds(30);
    answers(new Written());
    assertTrue(step.words().contains("\"written\""), step.words());
    assertTrue(step.words().contains("the pile did not answer"), step.words());
  }

  @Test
  void aPileThatFallsSilentFails() {
    begin(true);
    answers(new Written(true));
    reachable = false;
    seconds(10);
    answers(new Written());
    assertTrue(step.words().contains("the pile does not answer"), step.words());
  }

  @Test
  void aPileThatStopsTheSessionInsteadOfLoweringFailsOnTheWayBack() {
    begin(true);
    answers(new Written(true), new ReadBack());
    register = Optional.of(9.0);
    amps = 0;
    seconds(5);
    answers(new Written(true), new ReadBack());
    register = Optional.of(16.0);
    seconds(61);
    assertEquals(
        "failed at \"seen\" of the step back to 16 A: the vehicle did not draw more again: is it full?;"
            + " the pile stays read only, and was told 16 A again",
        step.words());
    assertEquals(2, commands.size(), "16 A holds already");
  }

  @Test
  void aVehicleThatDrawsTooLittleOrNothingMakesNoStepAndNothingIsWritten() {
    amps = 7;
    begin(true);
    assertTrue(commands.isEmpty());
    assertEquals(
        "not begun: the vehicle draws 7 A, and a step can only be seen where it draws 8 A or more."
            + " Nothing was written",
        step.words());
  }

  @Test
  void aRegisterBelowWhatFlowsIsNotTheLimitInForceSoTheRatingIsTheFormerOne() {
    register = Optional.of(0.0);
    begin(true);
    answers(new Refused("no", true));
    assertEquals(new LimitCurrent(16_000), last());
  }

  @Test
  void noFormerLimitAboveTheRatingIsWritten() {
    register = Optional.of(32.0);
    begin(true);
    answers(new Refused("no", true));
    assertEquals(new LimitCurrent(16_000), last());
  }

  @Test
  void withoutAVehicleTheStepIsOnlyReadBack() {
    amps = 0;
    state = PileState.A2;
    begin(false);
    assertEquals(new LimitCurrent(6_000), last());
    answers(new Written(true), new ReadBack());
    register = Optional.of(6.0);
    seconds(5);
    assertEquals(new LimitCurrent(16_000), last());
    answers(new Written(true), new ReadBack());
    register = Optional.of(16.0);
    seconds(2);
    assertTrue(step.passed(), step.words());
  }

  @Test
  void withoutAVehicleAPileThatIsSetToTheLeastStepsUpAndNeverToZero() {
    amps = 0;
    state = PileState.A2;
    register = Optional.of(6.0);
    begin(false);
    assertEquals(new LimitCurrent(8_000), last());
    answers(new Written(true), new ReadBack());
    register = Optional.of(8.0);
    seconds(5);
    assertEquals(new LimitCurrent(6_000), last());
  }

  @Test
  void withoutAVehicleAndWithoutAnythingThatShowsTheLimitItFails() {
    amps = 0;
    state = PileState.A2;
    register = Optional.empty();
    begin(false);
    answers(new Written());
    seconds(20);
    answers(new Written());
    assertTrue(step.words().contains("nothing at the pile shows the limit"), step.words());
  }

  @Test
  void aPluggedVehicleIsNotWithoutAVehicle() {
    amps = 0;
    state = PileState.B1;
    begin(false);
    assertTrue(step.words().startsWith("not begun: a vehicle is plugged in"), step.words());
  }

  @Test
  void aPileThatIsLimitedByPowerMakesItsStepInWatts() {
    capabilities = capabilities(Gate.LIMIT_0, LimitKind.POWER);
    amps = 10_000;
    register = Optional.of(11_000.0);
    begin(true);
    assertEquals(new LimitPower(6_000), last());
    answers(new Written());
    amps = 5_900;
    register = Optional.of(6_000.0);
    seconds(5);
    assertEquals(new LimitPower(11_000), last());
    answers(new Written());
    register = Optional.of(11_000.0);
    amps = 9_900;
    seconds(2);
    assertTrue(step.passed(), step.words());
  }

  @Test
  void aPileWithoutALimitIsStoppedAndStarted() {
    capabilities = capabilities(Gate.COMMAND);
    register = Optional.empty();
    begin(true);
    assertEquals(new Disable(), last());
    answers(new Written());
    amps = 0;
    seconds(5);
    assertEquals(new Enable(), last());
    answers(new Written());
    assertTrue(step.passed(), step.words());
  }

  @Test
  void aStepThatIsGivenUpTellsTheFormerLimit() {
    begin(true);
    answers(new Written(true));
    assertEquals(Optional.of(new LimitCurrent(16_000)), step.abort("the form has changed", now));
    assertEquals(
        "given up: the form has changed; the pile stays read only, and was told 16 A again",
        step.words());
    assertTrue(step.over());
  }
}
