package io.ocpp809.template.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.modbus.Table;
import io.ocpp809.modbus.survey.LineFormat;
import io.ocpp809.template.PileTemplate;
import io.ocpp809.template.TemplateLibrary;
import io.ocpp809.template.workbench.Learner.Kind;
import io.ocpp809.template.workbench.Learner.Register;
import io.ocpp809.template.workbench.Learner.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LearnerTest {
  private static final Register STATE = new Register(Table.INPUT, 30);
  private static final Register CABLE = new Register(Table.INPUT, 31);
  private static final Register POWER = new Register(Table.INPUT, 32);
  private static final Register ENERGY = new Register(Table.INPUT, 33);
  private static final Register CLOCK = new Register(Table.HOLDING, 1);
  private static final Register FIXED = new Register(Table.HOLDING, 2);
  private final Learner learner = new Learner();
  private int seconds;
  private int energy = 500;

  private void step(String name, int state, int cable, int power) {
    learner.step(Step.of(name));
    for (int i = 0; i < 4; i++) {
      energy += power > 0 ? 1 : 0;
      Map<Register, Integer> sample = new HashMap<>();
      sample.put(STATE, state);
      sample.put(CABLE, cable);
      sample.put(POWER, power > 0 ? power + i : 0);
      sample.put(ENERGY, energy);
      sample.put(CLOCK, seconds++ % 3);
      sample.put(FIXED, 16);
      learner.sample(sample);
    }
  }

  private void usual() {
    step("unplugged", 0, 0, 0);
    step("plugged", 3, 1, 0);
    step("charging", 6, 1, 7_300);
    step("unplugged", 0, 0, 0);
  }

  @Test
  void theRegisterThatTellsTheStepsApartIsTheState() {
    usual();
    Learner.Proposal p = learner.propose();
    assertEquals(Optional.of(STATE), p.state());
    assertEquals(Map.of(0, "A1", 3, "B1", 6, "C2"), p.meanings());
    assertEquals(List.of(), p.doubts());
    assertEquals(STATE, p.changes().get(0).register());
    assertEquals(List.of("0", "3", "6", "0"), p.changes().get(0).values());
  }

  @Test
  void registersThatChangeAreSorted() {
    usual();
    Map<Register, Kind> kinds = new HashMap<>();
    learner.propose().changes().forEach(c -> kinds.put(c.register(), c.kind()));
    assertEquals(
        Map.of(
            STATE, Kind.STATE,
            CABLE, Kind.STATE,
            POWER, Kind.RISES,
            ENERGY, Kind.COUNTS,
            CLOCK, Kind.MOVES),
        kinds);
  }

  @Test
  void twoRegistersThatTellTheStepsApartAlikeAreADoubt() {
    for (String name : List.of("unplugged", "plugged", "charging", "unplugged")) {
      learner.step(Step.of(name));
      int state = List.of("unplugged", "plugged", "charging").indexOf(name);
      learner.sample(Map.of(STATE, state, CABLE, 7 - 2 * state));
    }
    Learner.Proposal p = learner.propose();
    assertEquals(Optional.of(STATE), p.state());
    assertEquals(
        List.of(
            "ir31 tells the steps apart as ir30 does: the manual or more steps say which one is"
                + " the state"),
        p.doubts());
  }

  @Test
  void aStepInWhichTheStateWasNotReadIsADoubt() {
    learner.step(Step.of("unplugged"));
    learner.sample(Map.of(STATE, 0));
    learner.step(Step.of("plugged"));
    learner.sample(Map.of());
    learner.step(Step.of("charging"));
    learner.sample(Map.of(STATE, 2));
    assertEquals(List.of("ir30 was not read in the step plugged"), learner.propose().doubts());
  }

  @Test
  void aStateThatDoesNotTellTwoStepsApartIsADoubt() {
    step("unplugged", 0, 0, 0);
    step("plugged", 1, 0, 0);
    step("charging", 1, 0, 7_300);
    Learner.Proposal p = learner.propose();
    assertEquals(Optional.of(STATE), p.state());
    assertEquals(
        List.of("ir30 shows 1 for B1 and for C2: it does not tell charging apart"), p.doubts());
  }

  @Test
  void whatIsNotTheSameAgainIsNotTheState() {
    step("unplugged", 0, 0, 0);
    step("plugged", 3, 0, 0);
    step("unplugged", 4, 0, 0);
    Learner.Proposal p = learner.propose();
    assertEquals(Optional.empty(), p.state());
    assertTrue(p.doubts().get(0).contains("--registers"), p.doubts()::toString);
  }

  @Test
  void theDraftIsAValidTemplateOfConfidenceCThatWritesNothing() throws Exception {
    usual();
    String text =
        TemplateDraft.of(learner.propose(), "my-pile", Optional.of(LineFormat.of("19200-8E1")), 7);
    PileTemplate t = TemplateLibrary.read("my-pile.json", text);
    assertEquals("C", t.confidence());
    assertEquals(19_200, t.transport().baud());
    assertEquals("EVEN", t.transport().parity());
    assertEquals(7, t.unit());
    assertEquals("B1", t.channel("evse.state").orElseThrow().meanings().get("3"));
    assertEquals(5, t.points().size());
    assertTrue(t.points().stream().noneMatch(p -> p.writable()));
  }

  @Test
  void stepsAreNamedOrGivenAState() {
    assertEquals(new Step("ventilating", "D2"), Step.of("ventilating=D2"));
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> Step.of("dancing"))
            .getMessage()
            .startsWith("dancing is no step; there are unplugged"));
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> Step.of("x=Q9"))
            .getMessage()
            .startsWith("Q9 is no state"));
  }
}
