package io.ocpp809.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.pile.PileCommand.Disable;
import io.ocpp809.station.pile.PileCommand.Enable;
import io.ocpp809.station.pile.PileCommand.LimitCurrent;
import io.ocpp809.station.pile.PileCommand.LimitPower;
import io.ocpp809.station.pile.PileCommand.SwitchPhases;
import io.ocpp809.station.pile.PileCommand.Unlock;
import io.ocpp809.testkit.pile.AlfenNg9;
import io.ocpp809.testkit.pile.DeltaDc;
import io.ocpp809.testkit.pile.HeidelbergEnergyControl;
import io.ocpp809.testkit.pile.KebaP30;
import io.ocpp809.testkit.pile.VestelEvc04;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The recipes, carried out on simulated piles that were written from the makers' tables. */
class ControlRecipeTest {
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void aKebaIsLimitedPausedAndResumed() throws Exception {
    KebaP30 pile = new KebaP30(nanos::get, 0);
    PileReader hand = new PileReader("keba-p30", pile);
    pile.plug(22_000);
    hand.does(new Disable());
    hand.does(new LimitCurrent(16_000));
    assertEquals(0, pile.grantedAmpere(), "a limit does not open the gate");
    hand.does(new Enable());
    assertEquals(16, pile.grantedAmpere());
    hand.does(new LimitCurrent(0));
    assertEquals(0, pile.grantedAmpere());
    hand.does(new Enable());
    assertEquals(0, pile.grantedAmpere(), "opening the gate does not undo a pause");
    hand.does(new LimitCurrent(8_000));
    assertEquals(8, pile.grantedAmpere());
    hand.does(new Disable());
    assertEquals(0, pile.grantedAmpere());
    hand.does(new Unlock());
    assertTrue(pile.writes().contains("5012=0"));
  }

  @Test
  void aHeidelbergIsLimitedInTenthsOfAnAmpere() throws Exception {
    HeidelbergEnergyControl pile = new HeidelbergEnergyControl(nanos::get, 0);
    PileReader hand = new PileReader("heidelberg-energy-control", pile);
    hand.does(new LimitCurrent(10_570));
    assertEquals(10.5, pile.grantedAmpere(), "rounded down");
    hand.does(new LimitCurrent(32_000));
    assertEquals(16, pile.grantedAmpere(), "clamped to what the register takes");
    hand.does(new LimitCurrent(5_999));
    assertEquals(0, pile.grantedAmpere(), "below 6 A a vehicle may not be offered current");
    assertTrue(hand.recipe().plan(new Unlock()).isEmpty());
    assertTrue(hand.recipe().plan(new LimitPower(5_000)).isEmpty());
    assertTrue(hand.recipe().plan(new SwitchPhases(1)).isEmpty());
  }

  @Test
  void aDeltaIsLimitedInWattAndHasAGateOfItsOwn() throws Exception {
    DeltaDc pile = new DeltaDc(nanos::get);
    PileReader hand = new PileReader("delta-dc", pile);
    pile.plug(25_000);
    hand.does(new LimitPower(12_345));
    hand.does(new Enable());
    assertEquals(12_345, pile.watts());
    hand.does(new LimitPower(900));
    assertEquals(0, pile.watts(), "below the least power it pauses");
    hand.does(new LimitPower(20_000));
    hand.does(new Disable());
    assertEquals(0, pile.watts());
  }

  @Test
  void anAlfenTakesItsLimitAsAFloatAndSwitchesPhases() throws Exception {
    AlfenNg9 pile = new AlfenNg9(nanos::get, 0, 6, 60);
    PileReader hand = new PileReader("alfen-ng9", pile);
    pile.plug(22_000);
    hand.does(new LimitCurrent(10_570));
    assertEquals(10.5, pile.grantedAmpere());
    hand.does(new SwitchPhases(1));
    assertEquals(10.5 * 230, pile.watts(), 0.001);
    hand.does(new LimitCurrent(0));
    assertEquals(0, pile.watts());
  }

  @Test
  void aVestelTakesWholeAmperesAndSwitchesPhases() throws Exception {
    VestelEvc04 pile = new VestelEvc04(nanos::get, 0);
    PileReader hand = new PileReader("vestel-evc04", pile);
    pile.plug(22_000);
    hand.does(new LimitCurrent(10_570));
    assertEquals(10, pile.grantedAmpere());
    hand.does(new SwitchPhases(1));
    assertEquals(2_300, pile.watts());
    hand.does(new SwitchPhases(3));
    assertEquals(6_900, pile.watts());
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "3, 1"})
  void phasesAreSwitchedByTheRawValueOfThatMeaning(int phases, String raw)
      throws TemplateException {
    PileTemplate t =
        TemplateLibrary.read(
            "x.json",
            "{\"profile\":\"x\",\"format\":1,\"vendor\":\"V\",\"model\":\"M\",\"kind\":\"ac-evse\","
                + "\"confidence\":\"A\",\"control\":{\"phases\":\"p\"},\"points\":[{\"name\":\"p\","
                + "\"table\":\"hr\",\"addr\":1,\"type\":\"u16\",\"role\":\"phases.set\","
                + "\"access\":\"w\",\"enum\":{\"0\":\"1\",\"1\":\"3\"}}]}");
    assertTrue(t.capabilities().phaseSwitch());
    assertEquals(
        java.util.List.of(new ControlRecipe.Step("phases.set", raw)),
        new ControlRecipe(t).plan(new SwitchPhases(phases)).orElseThrow().steps());
  }

  @Test
  void whatOnlyMetersTakesNoCommand() throws TemplateException {
    ControlRecipe hyc = new ControlRecipe(TemplateLibrary.named("alpitronic-hyc"));
    assertTrue(hyc.plan(new LimitPower(50_000)).isEmpty());
    assertTrue(hyc.plan(new Enable()).isEmpty());
    assertTrue(hyc.plan(new Disable()).isEmpty());
  }

  @Test
  void aNegativePowerIsAPauseAlsoWhereAPileHasNoLeastPower() throws Exception {
    String text;
    try (InputStream in = PileTemplate.class.getResourceAsStream("/templates/delta-dc.json")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    PileTemplate template =
        TemplateLibrary.read(
            "x.json", text.replace("\"minimumPower\": 1000", "\"minimumPower\": 0"));
    ControlRecipe recipe = new ControlRecipe(template);
    recipe.plan(new Enable());
    ControlRecipe.Plan plan = recipe.plan(new LimitPower(-100)).orElseThrow();
    assertEquals(0, plan.expected());
    assertTrue(plan.steps().stream().noneMatch(step -> step.value().equals(-100d)), plan::toString);
  }
}
