package io.ocpp809.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.pile.Capabilities.Gate;
import io.ocpp809.station.pile.PileCommand.Disable;
import io.ocpp809.station.pile.PileCommand.Enable;
import io.ocpp809.station.pile.PileCommand.LimitCurrent;
import io.ocpp809.station.pile.PileCommand.SwitchPhases;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.pile.PileState;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.testkit.modbus.ModbusFault;
import io.ocpp809.testkit.pile.DescribedPile;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The control recipe of each template at a simulated pile whose registers are written down by hand:
 * limit, pause, resume, what is read back, gate, phases, what it meters, and what it does when
 * nobody speaks to it.
 */
class DescribedPilesTest {
  private static final int VOLTAGE = 230;

  private final AtomicLong nanos = new AtomicLong();

  private void seconds(long n) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(n));
  }

  private static void state(PileState expected, PileReader pile) throws ModbusFault {
    assertEquals(Optional.of(expected), pile.report().state());
  }

  private static OptionalDouble reading(PileReport r, Measurand m, Phase phase) {
    return r.readings().stream()
        .filter(x -> x.measurand() == m && x.phase() == phase)
        .mapToDouble(x -> x.value())
        .findFirst();
  }

  /** States without a vehicle, while it is held back, and while the vehicle takes nothing. */
  @ParameterizedTest
  @CsvSource({
    "abb-terra-ac, A1, B1, B2",
    "phoenix-charx, A1, B1, B2",
    "phoenix-em-cp-pp-eth, A1, B2, B2",
    "mennekes-amtron-compact, A1, B1, B2",
    "bender-cc612, A1, B2, B2",
    "webasto-next, A1, B1, B2",
    "schneider-evlink-pro, A1, B1, B2",
    "simpleevse-wb, A1, B2, B2",
    "em2go-home, A1, B1, B2",
    "innogy-ebox, A1, B1, B2",
    "etrel-inch, A1, C1, B2",
    "smartevse-3, A1, B2, B2",
    "obo-betterman, A1, B2, B2"
  })
  void aChargeWithALimitAPauseAndAFullBattery(
      String name, PileState away, PileState held, PileState ready) throws Exception {
    DescribedPile car = DescribedPile.of(name, nanos::get, 60, 6);
    PileReader pile = new PileReader(name, car);
    boolean gated = TemplateLibrary.named(name).capabilities().gate() != Gate.LIMIT_0;
    state(away, pile);
    car.plug(22_000);
    state(held, pile);
    pile.does(new LimitCurrent(16_000));
    if (gated) {
      assertEquals(0, car.watts(), "a limit does not open the gate");
      state(held, pile);
      pile.does(new Enable());
    }
    charges(16, car, pile);
    pile.does(new LimitCurrent(10_000));
    charges(10, car, pile);
    pile.does(new LimitCurrent(0));
    assertEquals(0, car.watts(), "paused");
    state(held, pile);
    pile.does(new LimitCurrent(5_900));
    assertEquals(0, car.watts(), "below the least current it stays paused");
    pile.does(new LimitCurrent(6_000));
    charges(6, car, pile);
    if (gated) {
      pile.does(new Disable());
      assertEquals(0, car.watts(), "the gate is closed");
      pile.does(new LimitCurrent(16_000));
      assertEquals(0, car.watts(), "and a limit leaves it so");
      pile.does(new Enable());
    }
    pile.does(new LimitCurrent(16_000));
    charges(16, car, pile);
    car.carDraws(0);
    state(ready, pile);
    car.unplug();
    state(away, pile);
  }

  /** What flows is what the limit allows, and what the pile shows of it. */
  private void charges(int ampere, DescribedPile car, PileReader pile) throws ModbusFault {
    double watts = ampere * car.phases() * VOLTAGE;
    assertEquals(watts, car.watts(), 1);
    PileReport r = pile.report();
    assertEquals(Optional.of(PileState.C2), r.state());
    reading(r, Measurand.CURRENT_IMPORT, Phase.L1)
        .ifPresent(a -> assertTrue(a == 0 || Math.abs(a - ampere) < 0.01, "L1 shows " + a));
    reading(r, Measurand.CURRENT_OFFERED, Phase.ALL).ifPresent(a -> assertEquals(ampere, a, 0.001));
  }

  /** Where it has a register of power and energy, that is what has flowed. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "abb-terra-ac",
        "phoenix-charx",
        "phoenix-em-cp-pp-eth",
        "mennekes-amtron-compact",
        "bender-cc612",
        "webasto-next",
        "schneider-evlink-pro",
        "em2go-home",
        "innogy-ebox",
        "smartevse-3"
      })
  void anHourOfSixteenAmpereIsElevenKilowattHours(String name) throws Exception {
    DescribedPile car = DescribedPile.of(name, nanos::get, 7_200, 6);
    PileReader pile = new PileReader(name, car);
    car.plug(22_000);
    pile.does(new LimitCurrent(16_000));
    pile.recipe().plan(new Enable()).ifPresent(p -> does(pile));
    seconds(3_600);
    PileReport r = pile.report();
    assertEquals(
        11_040, reading(r, Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, Phase.ALL).orElseThrow(), 50);
    reading(r, Measurand.POWER_ACTIVE_IMPORT, Phase.ALL)
        .ifPresent(w -> assertTrue(w == 0 || Math.abs(w - 11_040) < 10, "power " + w));
  }

  private static void does(PileReader pile) {
    try {
      pile.does(new Enable());
    } catch (ModbusFault e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mennekes-amtron-compact", "em2go-home"})
  void phasesAreSwitched(String name) throws Exception {
    DescribedPile car = DescribedPile.of(name, nanos::get, 60, 6);
    PileReader pile = new PileReader(name, car);
    pile.does(new SwitchPhases(1));
    assertEquals(1, car.phases());
    pile.does(new SwitchPhases(3));
    assertEquals(3, car.phases());
  }

  /** One without a watchdog keeps its limit, which is why it counts as unprotected. */
  @Test
  void whatAPileDoesWhenNobodySpeaksToItIsWhatItsTemplateSays() throws Exception {
    for (String name : DescribedPile.names()) {
      PileTemplate t = TemplateLibrary.named(name);
      int ampere = 13;
      DescribedPile car =
          DescribedPile.of(name, nanos::get, t.watchdog().timeoutMillis() / 1000d, ampere);
      PileReader pile = new PileReader(name, car);
      car.plug(22_000);
      pile.does(new LimitCurrent(10_000));
      pile.recipe().plan(new Enable()).ifPresent(p -> does(pile));
      seconds(3_600);
      boolean protectedByItself = t.capabilities().isProtected();
      assertEquals((protectedByItself ? ampere : 10) * 3 * VOLTAGE, car.watts(), 1, name);
    }
  }

  /** An error of an AMTRON ends when 0 A and a release are written: nobody writes 0 A. */
  @Test
  void anAmtronIsNeverToldZeroAmpere() throws Exception {
    PileReader pile =
        new PileReader(
            "mennekes-amtron-compact",
            DescribedPile.of("mennekes-amtron-compact", nanos::get, 60, 6));
    pile.does(new Enable());
    for (int milliamps : new int[] {16_000, 0, 5_000, 6_000, 0}) {
      assertTrue(
          pile.recipe().plan(new LimitCurrent(milliamps)).orElseThrow().steps().stream()
              .noneMatch(s -> s.channel().equals("limit.set") && s.value().equals(0.0)));
      pile.does(new LimitCurrent(milliamps));
    }
  }

  @Test
  void everyPileWithARecipeIsSimulated() throws Exception {
    TreeSet<String> simulated = new TreeSet<>(DescribedPile.names());
    simulated.addAll(
        java.util.List.of(
            "alfen-ng9", "delta-dc", "heidelberg-energy-control", "keba-p30", "vestel-evc04"));
    TreeSet<String> limited = new TreeSet<>();
    for (String name : TemplateLibrary.names()) {
      if (TemplateLibrary.named(name).control().limit().isPresent()
          && !name.equals("generic-roles")) {
        limited.add(name);
      }
    }
    assertEquals(limited, simulated);
  }
}
