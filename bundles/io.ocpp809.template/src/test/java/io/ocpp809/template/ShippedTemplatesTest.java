package io.ocpp809.template;

import static io.ocpp809.template.RegisterImage.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.modbus.BlockPlanner;
import io.ocpp809.modbus.Point;
import io.ocpp809.modbus.PointCodec;
import io.ocpp809.station.pile.Capabilities.Gate;
import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.pile.PileState;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Method;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Reading;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each template that ships against registers written by hand from the maker's table. */
class ShippedTemplatesTest {
  private static PileTemplate template(String name) throws TemplateException {
    return TemplateLibrary.named(name);
  }

  static List<String> names() {
    return TemplateLibrary.names();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyTemplateReadsWithoutAFault(String name) throws TemplateException {
    assertEquals(name, template(name).profile());
  }

  /** 16 A = 16000 mA = 3E80; 11040 W = 11 040 000 mW = 00A8 7500; 1234567.8 Wh = 00BC 614E. */
  @Test
  void kebaP30ChargingOnThreePhases() throws TemplateException {
    PileReport r =
        new RegisterImage()
            .set("HOLDING", 1000, "0000 0003")
            .set("HOLDING", 1004, "0000 0007")
            .set("HOLDING", 1006, "0000 0000")
            .set("HOLDING", 1008, "0000 3E80")
            .set("HOLDING", 1010, "0000 3E7F")
            .set("HOLDING", 1012, "0000 3E80")
            .set("HOLDING", 1014, "0113 E5F0")
            .set("HOLDING", 1020, "00A8 7500")
            .set("HOLDING", 1036, "00BC 614E")
            .set("HOLDING", 1040, "0000 00E6")
            .set("HOLDING", 1100, "0000 3E80")
            .set("HOLDING", 1500, "04A2 B3C4")
            .report(template("keba-p30"), 1);
    assertEquals(Optional.of(PileState.C2), r.state());
    assertEquals(Optional.of(true), r.cablePlugged());
    assertEquals(Optional.of("04A2B3C4"), r.token());
    assertTrue(r.fault().isEmpty());
    assertEquals(16.0, value(r, Measurand.CURRENT_IMPORT, Phase.L1));
    assertEquals(15.999, value(r, Measurand.CURRENT_IMPORT, Phase.L2));
    assertEquals(11_040.0, value(r, Measurand.POWER_ACTIVE_IMPORT, Phase.ALL));
    assertEquals(1_234_567.8, value(r, Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, Phase.ALL));
    assertEquals(16.0, value(r, Measurand.CURRENT_OFFERED, Phase.ALL));
    assertEquals("18081264", r.identity().serial());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, A1",
    "1, 5, B1",
    "2, 7, B2",
    "3, 7, C2",
    "5, 7, C1",
    "4, 7, E",
    "0, 0, STARTING"
  })
  void kebaP30States(int state, int cable, PileState expected) throws TemplateException {
    PileReport r =
        new RegisterImage()
            .set("HOLDING", 1000, "0000 000" + state)
            .set("HOLDING", 1004, "0000 000" + cable)
            .report(template("keba-p30"), 1);
    assertEquals(Optional.of(expected), r.state());
  }

  /** 230.0 V = 4366 0000, 16.0 A = 4180 0000, 11040 W = 462C 8000; 5e6 Wh = 4153 12D0 0000 0000. */
  @Test
  void alfenNg9Charging() throws TemplateException {
    PileReport r =
        new RegisterImage()
            .set("HOLDING", 306, "4366 0000")
            .set("HOLDING", 320, "4180 0000")
            .set("HOLDING", 322, "7FC0 0000")
            .set("HOLDING", 344, "462C 8000")
            .set("HOLDING", 374, "4153 12D0 0000 0000")
            .set("HOLDING", 1201, "4332 0000 0000 0000 0000")
            .set("HOLDING", 1206, "4180 0000")
            .report(template("alfen-ng9"), 1);
    assertEquals(Optional.of(PileState.C2), r.state());
    assertEquals(5_000_000.0, value(r, Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, Phase.ALL));
    assertEquals(11_040.0, value(r, Measurand.POWER_ACTIVE_IMPORT, Phase.ALL));
    assertTrue(
        r.readings().stream().noneMatch(x -> x.phase() == Phase.L2), "NaN is no value, not 0");
  }

  /** 12345.6 kWh = 123456 × 0.1 kWh = 0001 E240; tag "04A2" in UTF-16. */
  @Test
  void vestelEvc04SuspendedByTheVehicle() throws TemplateException {
    PileReport r =
        new RegisterImage()
            .set("INPUT", 1000, "0004")
            .set("INPUT", 1004, "0003")
            .set("INPUT", 1008, "0000")
            .set("INPUT", 1020, "0000 0000")
            .set("INPUT", 1036, "0001 E240")
            .set("INPUT", 1516, "0030 0034 0041 0032 0000")
            .report(template("vestel-evc04"), 1);
    assertEquals(Optional.of(PileState.B2), r.state());
    assertEquals(Optional.of("04A2"), r.token());
    assertEquals(12_345_600.0, value(r, Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, Phase.ALL));
  }

  /** State 7 = C2; 10.5 A = 105 = 0069; 500 000 VAh = 0007 A120. */
  @Test
  void heidelbergCountsApparentEnergyThatDoesNotBill() throws TemplateException {
    PileReport r =
        new RegisterImage()
            .set("INPUT", 5, "0007")
            .set("INPUT", 6, "0069")
            .set("INPUT", 9, "FFF6")
            .set("INPUT", 17, "0007 A120")
            .report(template("heidelberg-energy-control"), 1);
    assertEquals(Optional.of(PileState.C2), r.state());
    assertEquals(10.5, value(r, Measurand.CURRENT_IMPORT, Phase.L1));
    assertEquals(-1.0, value(r, Measurand.TEMPERATURE, Phase.ALL));
    assertEquals(500_000.0, value(r, Measurand.ENERGY_APPARENT_IMPORT_REGISTER, Phase.ALL));
    assertTrue(
        r.readings().stream()
            .noneMatch(x -> x.measurand() == Measurand.ENERGY_ACTIVE_IMPORT_REGISTER));
    assertTrue(template("heidelberg-energy-control").capabilities().apparentEnergy());
  }

  @ParameterizedTest
  @CsvSource({
    "2, A1",
    "3, A2",
    "4, B1",
    "5, B2",
    "6, C1",
    "7, C2",
    "8, D2",
    "9, E",
    "A, F",
    "B, ERROR"
  })
  void heidelbergStates(String raw, PileState expected) throws TemplateException {
    PileReport r =
        new RegisterImage()
            .set("INPUT", 5, "000" + raw)
            .report(template("heidelberg-energy-control"), 1);
    assertEquals(Optional.of(expected), r.state());
  }

  /** Outlet 2 lies at 2000: 400.0 V = 43C8 0000, 45.5 % = 455 = 01C7, 20 kW = 0000 4E20. */
  @Test
  void deltaDcSecondOutletCharging() throws TemplateException {
    PileReport r =
        new RegisterImage()
            .set("INPUT", 2000, "0004")
            .set("INPUT", 2003, "43C8 0000")
            .set("INPUT", 2005, "0000 4E20")
            .set("INPUT", 2007, "4248 0000")
            .set("INPUT", 2011, "01C7")
            .set("INPUT", 2019, "0000 3039")
            .report(template("delta-dc"), 2);
    assertEquals(Optional.of(PileState.C2), r.state());
    assertEquals(20_000.0, value(r, Measurand.POWER_ACTIVE_IMPORT, Phase.ALL));
    assertEquals(45.5, value(r, Measurand.SOC, Phase.ALL));
    assertEquals(12_345.0, value(r, Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, Phase.ALL));
    assertEquals(50.0, value(r, Measurand.CURRENT_IMPORT, Phase.ALL));
  }

  /** Outlet 1 lies at 100: 802.50 V = 80250 = 0001 397A; 987654321 Wh = 0000 0000 3ADE 68B1. */
  @Test
  void alpitronicOnlyMetersAndHasNoGate() throws TemplateException {
    PileTemplate t = template("alpitronic-hyc");
    PileReport r =
        new RegisterImage()
            .set("INPUT", 100, "0003")
            .set("INPUT", 101, "0001 397A")
            .set("INPUT", 104, "0001 24F8")
            .set("INPUT", 108, "1388")
            .set("INPUT", 132, "0000 0000 3ADE 68B1")
            .report(t, 1);
    assertEquals(Optional.of(PileState.C2), r.state());
    assertEquals(802.5, value(r, Measurand.VOLTAGE, Phase.ALL));
    assertEquals(75_000.0, value(r, Measurand.POWER_ACTIVE_IMPORT, Phase.ALL));
    assertEquals(987_654_321.0, value(r, Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, Phase.ALL));
    assertEquals(Gate.NONE, t.capabilities().gate());
    assertTrue(t.points().stream().noneMatch(TemplatePoint::writable));
  }

  /** 231.5 V = 4367 8000; 6 A = 40C0 0000; 1234.5 kWh = 449A 5000. */
  @Test
  void eastronSdm630IsAMeter() throws TemplateException {
    PileReport r =
        new RegisterImage()
            .set("INPUT", 0, "4367 8000")
            .set("INPUT", 6, "40C0 0000")
            .set("INPUT", 52, "C47A 0000")
            .set("INPUT", 72, "449A 5000")
            .report(template("eastron-sdm630"), 1);
    assertEquals(231.5, value(r, Measurand.VOLTAGE, Phase.L1));
    assertEquals(6.0, value(r, Measurand.CURRENT_IMPORT, Phase.L1));
    assertEquals(-1000.0, value(r, Measurand.POWER_ACTIVE_IMPORT, Phase.ALL));
    assertEquals(1_234_500.0, value(r, Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, Phase.ALL));
  }

  @ParameterizedTest
  @CsvSource({"0, A2", "1, A2", "2, B1", "5, B1", "6, B1", "9, UNAVAILABLE", "A, ERROR"})
  void alpitronicStates(String raw, PileState expected) throws TemplateException {
    PileReport r =
        new RegisterImage().set("INPUT", 100, "000" + raw).report(template("alpitronic-hyc"), 1);
    assertEquals(Optional.of(expected), r.state());
  }

  @Test
  void aKebaWhoseCableIsNotReadYetHasNoState() throws TemplateException {
    PileReport r =
        new RegisterImage().set("HOLDING", 1000, "0000 0001").report(template("keba-p30"), 1);
    assertEquals(Optional.empty(), r.state(), "1 is also what it shows without a vehicle");
  }

  @Test
  void apparentPowerIsNoMeasuredActivePower() throws TemplateException {
    PileReport r =
        new RegisterImage()
            .set("INPUT", 5, "0007")
            .set("INPUT", 14, "0AB4")
            .report(template("heidelberg-energy-control"), 1);
    assertEquals(
        List.of(Method.DERIVED),
        r.readings().stream()
            .filter(x -> x.measurand() == Measurand.POWER_ACTIVE_IMPORT)
            .map(Reading::method)
            .toList());
  }

  @Test
  void aProductOfConfidenceBIsReadOnlyUntilAStepWasWatched() throws TemplateException {
    PileTemplate delta = template("delta-dc");
    assertTrue(delta.capabilities(false).readOnly());
    assertFalse(delta.capabilities(false).controllable());
    assertTrue(delta.capabilities(true).controllable());
    assertTrue(template("keba-p30").capabilities(false).controllable());
  }

  /** Some firmware ends the connection when it is asked for these. */
  @Test
  void aBenderIsNeverAskedFor730And740() throws TemplateException {
    PileTemplate t = template("bender-cc612");
    List<Point> points =
        t.points().stream()
            .filter(TemplatePoint::readable)
            .map(p -> RegisterImage.point(p, p.address()))
            .toList();
    assertEquals("GAP:0", t.block());
    assertTrue(
        new BlockPlanner(0, t.mostRegisters(), false)
            .plan(points).stream()
                .noneMatch(
                    b ->
                        b.address() <= 740 && b.address() + b.count() > 740
                            || b.address() <= 730 && b.address() + b.count() > 730));
  }

  /** What a write would do there: wear, self test, clearing a fault. */
  @Test
  void aSimpleEvseIsWrittenItsLimitAndNothingElse() throws TemplateException {
    assertEquals(
        List.of(1000),
        template("simpleevse-wb").points().stream()
            .filter(TemplatePoint::writable)
            .map(TemplatePoint::address)
            .toList());
  }

  @Test
  void ofAnInnogyTheSameLimitIsWrittenForEachPhase() throws TemplateException {
    assertEquals(
        List.of(
            new ControlRecipe.Step("limit.set", 12.3),
            new ControlRecipe.Step("limit.set.l2", 12.3),
            new ControlRecipe.Step("limit.set.l3", 12.3)),
        new ControlRecipe(template("innogy-ebox"))
            .plan(new PileCommand.LimitCurrent(12_345))
            .orElseThrow()
            .steps());
    assertEquals(
        "LIMIT", AssetDraft.of(template("innogy-ebox"), "line", 1, 1).get("limit.set.l3#control"));
  }

  /** 16 in both octets is 1010. */
  @Test
  void aSmartEvseTakesTheLimitInBothOctets() throws TemplateException {
    TemplatePoint p = template("smartevse-3").channel("limit.set").orElseThrow();
    for (int ampere = 6; ampere <= 80; ampere++) {
      assertEquals(
          ampere << 8 | ampere,
          PointCodec.encode(
              RegisterImage.point(p, 513), (double) ampere, java.math.RoundingMode.FLOOR)[0]);
    }
  }
}
