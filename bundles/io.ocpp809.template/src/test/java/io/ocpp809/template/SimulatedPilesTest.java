package io.ocpp809.template;

import static io.ocpp809.template.RegisterImage.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.pile.PileCommand.Enable;
import io.ocpp809.station.pile.PileCommand.LimitCurrent;
import io.ocpp809.station.pile.PileCommand.LimitPower;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.pile.PileState;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.testkit.modbus.ModbusFault;
import io.ocpp809.testkit.pile.AlfenNg9;
import io.ocpp809.testkit.pile.DeltaDc;
import io.ocpp809.testkit.pile.HeidelbergEnergyControl;
import io.ocpp809.testkit.pile.KebaP30;
import io.ocpp809.testkit.pile.Sdm630;
import io.ocpp809.testkit.pile.VestelEvc04;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A charge at each simulated pile, seen through its template. */
class SimulatedPilesTest {
  private final AtomicLong nanos = new AtomicLong();

  private void hour() {
    nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
  }

  private static void state(PileState expected, PileReader pile) throws ModbusFault {
    assertEquals(Optional.of(expected), pile.report().state());
  }

  private static double energy(PileReport r) {
    return value(r, Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, Phase.ALL);
  }

  private static double power(PileReport r) {
    return value(r, Measurand.POWER_ACTIVE_IMPORT, Phase.ALL);
  }

  @Test
  void keba() throws Exception {
    KebaP30 car = new KebaP30(nanos::get, 1_000);
    PileReader pile = new PileReader("keba-p30", car);
    state(PileState.A1, pile);
    car.plug(11_040);
    car.showCard(0x04A2B3C4L);
    assertEquals(Optional.of("04A2B3C4"), pile.report().token());
    pile.does(new LimitCurrent(16_000));
    pile.does(new Enable());
    state(PileState.C2, pile);
    assertEquals(11_040, power(pile.report()), 0.001);
    hour();
    assertEquals(12_040, energy(pile.report()), 0.1);
    pile.does(new LimitCurrent(0));
    state(PileState.B1, pile);
    pile.does(new LimitCurrent(16_000));
    car.carDraws(0);
    state(PileState.B2, pile);
    car.unplug();
    state(PileState.A1, pile);
  }

  @Test
  void alfen() throws Exception {
    AlfenNg9 car = new AlfenNg9(nanos::get, 1_000, 0, 7_200);
    PileReader pile = new PileReader("alfen-ng9", car);
    state(PileState.A1, pile);
    car.plug(11_040);
    state(PileState.B1, pile);
    pile.does(new LimitCurrent(16_000));
    state(PileState.C2, pile);
    hour();
    assertEquals(12_040, energy(pile.report()), 0.001);
    car.carDraws(0);
    state(PileState.B2, pile);
    car.operative(false);
    state(PileState.UNAVAILABLE, pile);
  }

  @Test
  void vestel() throws Exception {
    VestelEvc04 car = new VestelEvc04(nanos::get, 100_000);
    PileReader pile = new PileReader("vestel-evc04", car);
    state(PileState.A2, pile);
    car.plug(11_040);
    car.showCard("04A2B3C4");
    state(PileState.B1, pile);
    PileReport r = pile.report();
    assertEquals(Optional.of("04A2B3C4"), r.token());
    assertEquals("Vestel", r.identity().vendor());
    assertEquals("7301000419", r.identity().serial());
    pile.does(new LimitCurrent(16_000));
    state(PileState.C2, pile);
    assertEquals(100_000, energy(pile.report()));
    car.carDraws(0);
    car.fault(4);
    assertEquals("vestel-evc04.4", pile.report().fault().orElseThrow().vendorCode());
    state(PileState.ERROR, pile);
  }

  @Test
  void heidelberg() throws Exception {
    HeidelbergEnergyControl car = new HeidelbergEnergyControl(nanos::get, 1_000);
    PileReader pile = new PileReader("heidelberg-energy-control", car);
    state(PileState.A1, pile);
    car.plug(11_040);
    state(PileState.B1, pile);
    pile.does(new LimitCurrent(16_000));
    state(PileState.C2, pile);
    assertEquals(1_000, value(pile.report(), Measurand.ENERGY_APPARENT_IMPORT_REGISTER, Phase.ALL));
    car.carDraws(0);
    state(PileState.B2, pile);
    car.unplug();
    state(PileState.A2, pile);
  }

  @Test
  void delta() throws Exception {
    DeltaDc car = new DeltaDc(nanos::get);
    PileReader pile = new PileReader("delta-dc", car);
    state(PileState.A2, pile);
    car.plug(20_000);
    state(PileState.B1, pile);
    pile.does(new LimitPower(20_000));
    pile.does(new Enable());
    state(PileState.C2, pile);
    hour();
    assertEquals(20_000, energy(pile.report()), 1);
    car.carDraws(0);
    state(PileState.B2, pile);
    car.unplug();
    state(PileState.A2, pile);
  }

  @Test
  void siteMeterSeesHouseAndPile() throws Exception {
    Sdm630 meter = new Sdm630(nanos::get, 5_000_000, () -> 11_040);
    meter.house(690);
    PileReport r = new PileReader("eastron-sdm630", meter).report();
    assertEquals(11_730, power(r), 0.01);
    assertEquals(17, value(r, Measurand.CURRENT_IMPORT, Phase.L2), 0.001);
    assertEquals(5_000_000, energy(r), 1);
    assertTrue(r.state().isEmpty());
  }
}
