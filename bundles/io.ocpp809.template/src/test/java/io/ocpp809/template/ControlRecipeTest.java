package io.ocpp809.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.modbus.DataType;
import io.ocpp809.modbus.Point;
import io.ocpp809.modbus.Point.WriteFunction;
import io.ocpp809.modbus.PointCodec;
import io.ocpp809.modbus.Table;
import io.ocpp809.modbus.WordOrder;
import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.station.pile.PileCommand.Disable;
import io.ocpp809.station.pile.PileCommand.Enable;
import io.ocpp809.station.pile.PileCommand.LimitCurrent;
import io.ocpp809.station.pile.PileCommand.LimitPower;
import io.ocpp809.station.pile.PileCommand.SwitchPhases;
import io.ocpp809.station.pile.PileCommand.Unlock;
import io.ocpp809.testkit.modbus.Device;
import io.ocpp809.testkit.modbus.ModbusFault;
import io.ocpp809.testkit.pile.DeltaDc;
import io.ocpp809.testkit.pile.HeidelbergEnergyControl;
import io.ocpp809.testkit.pile.KebaP30;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The recipes, carried out on simulated piles that were written from the makers' tables. */
class ControlRecipeTest {
  private final AtomicLong nanos = new AtomicLong();

  /** Writes the steps of a plan as the driver would and reads the read-back channel. */
  private static final class Hand {
    private final PileTemplate template;
    private final ControlRecipe recipe;
    private final Device device;

    Hand(String name, Device device) throws TemplateException {
      this.template = TemplateLibrary.named(name);
      this.recipe = new ControlRecipe(template);
      this.device = device;
    }

    void does(PileCommand command) throws ModbusFault {
      ControlRecipe.Plan plan = recipe.plan(command).orElseThrow();
      for (ControlRecipe.Step step : plan.steps()) {
        TemplatePoint p = template.channel(step.channel()).orElseThrow();
        int function =
            p.write().equals("AUTO") ? (p.registers() == 1 ? 6 : 16) : Integer.parseInt(p.write());
        device.write(
            function, p.address() + template.stride(), PointCodec.encode(point(p), step.value()));
      }
      if (plan.readBack().isPresent()) {
        TemplatePoint p = template.channel(plan.readBack().get()).orElseThrow();
        Object seen =
            PointCodec.decode(
                    point(p), device.readHolding(p.address() + template.stride(), p.registers()))
                .orElseThrow();
        assertEquals(plan.expected(), ((Number) seen).doubleValue(), plan.tolerance());
      }
    }

    private static Point point(TemplatePoint p) {
      return new Point(
          Table.valueOf(p.table()),
          p.address(),
          DataType.valueOf(p.type()),
          WordOrder.valueOf(p.order()),
          p.length(),
          -1,
          0,
          0,
          p.factor(),
          0,
          Set.of(),
          WriteFunction.AUTO);
    }
  }

  @Test
  void aKebaIsLimitedPausedAndResumed() throws Exception {
    KebaP30 pile = new KebaP30(nanos::get, 0);
    Hand hand = new Hand("keba-p30", pile);
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
    Hand hand = new Hand("heidelberg-energy-control", pile);
    hand.does(new LimitCurrent(10_570));
    assertEquals(10.5, pile.grantedAmpere(), "rounded down");
    hand.does(new LimitCurrent(32_000));
    assertEquals(16, pile.grantedAmpere(), "clamped to what the register takes");
    hand.does(new LimitCurrent(5_999));
    assertEquals(0, pile.grantedAmpere(), "below 6 A a vehicle may not be offered current");
    assertTrue(hand.recipe.plan(new Unlock()).isEmpty());
    assertTrue(hand.recipe.plan(new LimitPower(5_000)).isEmpty());
    assertTrue(hand.recipe.plan(new SwitchPhases(1)).isEmpty());
  }

  @Test
  void aDeltaIsLimitedInWattAndHasAGateOfItsOwn() throws Exception {
    DeltaDc pile = new DeltaDc(nanos::get);
    Hand hand = new Hand("delta-dc", pile);
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
}
