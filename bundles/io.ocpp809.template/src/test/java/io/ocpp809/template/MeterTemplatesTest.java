package io.ocpp809.template;

import static io.ocpp809.template.RegisterImage.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.modbus.BlockPlanner;
import io.ocpp809.modbus.BlockPlanner.Block;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each meter that ships against registers written by hand: as companion meter its import register
 * bills, as meter at the grid connection its powers say by their sign which way energy flows.
 */
class MeterTemplatesTest {
  private static PileTemplate template(String name) throws TemplateException {
    return TemplateLibrary.named(name);
  }

  static Stream<String> meters() {
    return TemplateLibrary.names().stream().filter(MeterTemplatesTest::isMeter);
  }

  private static boolean isMeter(String name) {
    try {
      return template(name).meter();
    } catch (TemplateException e) {
      throw new AssertionError(e);
    }
  }

  private static double power(PileReport r, Phase phase) {
    return value(r, Measurand.POWER_ACTIVE_IMPORT, phase);
  }

  private static double current(PileReport r, Phase phase) {
    return value(r, Measurand.CURRENT_IMPORT, phase);
  }

  private static double imported(PileReport r) {
    return value(r, Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, Phase.ALL);
  }

  private static double exported(PileReport r) {
    return value(r, Measurand.ENERGY_ACTIVE_EXPORT_REGISTER, Phase.ALL);
  }

  private static boolean has(PileReport r, Measurand m, Phase phase) {
    return r.readings().stream().anyMatch(x -> x.measurand() == m && x.phase() == phase);
  }

  @ParameterizedTest
  @MethodSource("meters")
  void aMeterBillsByItsImportRegisterAndIsNeverWritten(String name) throws TemplateException {
    PileTemplate t = template(name);
    assertEquals("Wh", t.channel("energy.total").orElseThrow().unit());
    assertEquals("Wh", t.channel("energy.export").orElseThrow().unit());
    assertEquals("W", t.channel("power.total").orElseThrow().unit());
    assertTrue(t.points().stream().noneMatch(TemplatePoint::writable));
    assertFalse(AssetDraft.of(t, "line", 0, 1).containsKey("control.lease#table"));
  }

  @ParameterizedTest
  @MethodSource("meters")
  void aMeterWithCurrentsHasThemWithThePowersOfAllThreePhases(String name)
      throws TemplateException {
    PileTemplate t = template(name);
    boolean byPhase = !name.equals("eastron-sdm72");
    for (String phase : List.of("l1", "l2", "l3")) {
      assertEquals(byPhase, t.channel("current." + phase).isPresent(), phase);
      assertEquals(byPhase, t.channel("power." + phase).isPresent(), phase);
    }
  }

  /** 1500 W = 44BB 8000; 1234.5 kWh = 449A 5000; 9.8125 kWh = 411D 0000. */
  @Test
  void eastronSdm72HasTotalsOnly() throws TemplateException {
    PileReport r =
        new RegisterImage()
            .set("INPUT", 52, "44BB 8000")
            .set("INPUT", 72, "449A 5000")
            .set("INPUT", 74, "411D 0000")
            .report(template("eastron-sdm72"), 1);
    assertEquals(1_500, power(r, Phase.ALL));
    assertEquals(1_234_500, imported(r));
    assertEquals(9_812.5, exported(r));
    assertFalse(has(r, Measurand.CURRENT_IMPORT, Phase.L1));
  }

  /**
   * Low word first. 231.5 V = 2315 = 0000 090B; 16.000 A = 16000 = 0000 3E80; -3680.0 W = -36800 =
   * FFFF 7040; 3680.0 W = 0000 8FC0; 12345.6 kWh = 123456 = 0001 E240; 70.0 kWh = 0000 02BC.
   */
  @Test
  void carloGavazziEm24HasItsLowWordFirst() throws TemplateException {
    PileReport r =
        new RegisterImage()
            .set("INPUT", 0, "090B 0000")
            .set("INPUT", 12, "3E80 0000")
            .set("INPUT", 18, "7040 FFFF")
            .set("INPUT", 20, "8FC0 0000")
            .set("INPUT", 40, "7040 FFFF")
            .set("INPUT", 66, "E240 0001")
            .set("INPUT", 92, "02BC 0000")
            .report(template("carlo-gavazzi-em24"), 1);
    assertEquals(231.5, value(r, Measurand.VOLTAGE, Phase.L1));
    assertEquals(16, current(r, Phase.L1));
    assertEquals(-3_680, power(r, Phase.L1), "L1 feeds in");
    assertEquals(3_680, power(r, Phase.L2));
    assertEquals(-3_680, power(r, Phase.ALL));
    assertEquals(12_345_600, imported(r));
    assertEquals(70_000, exported(r));
  }

  @Test
  void carloGavazziEm24IsNeverAskedForMoreThanElevenRegistersAndNoNumberIsCut()
      throws TemplateException {
    PileTemplate t = template("carlo-gavazzi-em24");
    assertEquals(11, t.mostRegisters());
    List<io.ocpp809.modbus.Point> points =
        t.points().stream().map(p -> RegisterImage.point(p, p.address())).toList();
    List<Block> blocks = new BlockPlanner(0, t.mostRegisters(), false).plan(points);
    blocks.forEach(b -> assertTrue(b.count() <= 11, b.toString()));
    points.forEach(
        p -> assertEquals(1, blocks.stream().filter(b -> b.holds(p)).count(), p.toString()));
  }

  /**
   * 12 345 678.90 kWh = 1 234 567 890 × 10 Wh = 4996 02D2; 230.1 V = 2301 = 08FD; 16.05 A = 1605 =
   * 0645; -2300.00 W = -230000 = FFFC 7D90; 2300.00 W = 0003 8270.
   */
  @Test
  void abbB23TellsTheDirectionByItsPowers() throws TemplateException {
    PileReport r =
        new RegisterImage()
            .set("HOLDING", 20480, "0000 0000 4996 02D2")
            .set("HOLDING", 20484, "0000 0000 0000 0064")
            .set("HOLDING", 23296, "0000 08FD")
            .set("HOLDING", 23308, "0000 0645")
            .set("HOLDING", 23316, "FFFC 7D90")
            .set("HOLDING", 23318, "FFFC 7D90")
            .set("HOLDING", 23320, "0003 8270")
            .report(template("abb-b23"), 1);
    assertEquals(12_345_678_900d, imported(r));
    assertEquals(1_000, exported(r));
    assertEquals(230.1, value(r, Measurand.VOLTAGE, Phase.L1), 1e-9);
    assertEquals(16.05, current(r, Phase.L1), 1e-9);
    assertEquals(-2_300, power(r, Phase.L1));
    assertEquals(2_300, power(r, Phase.L2));
    assertEquals(-2_300, power(r, Phase.ALL));
  }

  /** A single-phase B21 has neither L2 nor L3. */
  @Test
  void whatAnAbbMeterDoesNotHaveIsNoValueAndNotZero() throws TemplateException {
    PileReport r =
        new RegisterImage()
            .set("HOLDING", 20484, "FFFF FFFF FFFF FFFF")
            .set("HOLDING", 23296, "0000 08FD")
            .set("HOLDING", 23298, "FFFF FFFF")
            .set("HOLDING", 23310, "FFFF FFFF")
            .set("HOLDING", 23320, "7FFF FFFF")
            .set("HOLDING", 23340, "FFFF")
            .set("HOLDING", 23354, "7FFF")
            .report(template("abb-b23"), 1);
    assertEquals(1, r.readings().size(), r.readings().toString());
    assertTrue(has(r, Measurand.VOLTAGE, Phase.L1));
  }

  /** 230 V = 4366 0000; 16 A = 4180 0000; -3680 W = C566 0000; 123456 Wh = 47F1 2000. */
  @Test
  void janitzaB23CountsInWattHours() throws TemplateException {
    PileReport r =
        new RegisterImage()
            .set("HOLDING", 19000, "4366 0000")
            .set("HOLDING", 19012, "4180 0000")
            .set("HOLDING", 19020, "C566 0000")
            .set("HOLDING", 19024, "7FC0 0000")
            .set("HOLDING", 19026, "C566 0000")
            .set("HOLDING", 19068, "47F1 2000")
            .set("HOLDING", 19076, "43FA 0000")
            .report(template("janitza-b23"), 1);
    assertEquals(230, value(r, Measurand.VOLTAGE, Phase.L1));
    assertEquals(16, current(r, Phase.L1));
    assertEquals(-3_680, power(r, Phase.L1));
    assertEquals(-3_680, power(r, Phase.ALL));
    assertFalse(has(r, Measurand.POWER_ACTIVE_IMPORT, Phase.L3), "not a number is no value");
    assertEquals(123_456, imported(r));
    assertEquals(500, exported(r));
  }

  /**
   * The floats carry a factor: 231.5 V is shown as 2315.0 = 4510 B000, 16 A as 16000.0 = 467A 0000,
   * -3680 W as -36800.0 = C70F C000, 1234.5 kWh as 1234.5 = 449A 5000.
   */
  @Test
  void chintDtsu666FloatsCarryAFactor() throws TemplateException {
    PileReport r =
        new RegisterImage()
            .set("HOLDING", 4126, "449A 5000")
            .set("HOLDING", 4136, "411D 0000")
            .set("HOLDING", 8198, "4510 B000")
            .set("HOLDING", 8204, "467A 0000")
            .set("HOLDING", 8210, "C70F C000")
            .set("HOLDING", 8212, "C70F C000")
            .set("HOLDING", 8260, "459C 4000")
            .report(template("chint-dtsu666"), 1);
    assertEquals(231.5, value(r, Measurand.VOLTAGE, Phase.L1), 1e-9);
    assertEquals(16, current(r, Phase.L1), 1e-9);
    assertEquals(-3_680, power(r, Phase.L1));
    assertEquals(-3_680, power(r, Phase.ALL));
    assertEquals(50, value(r, Measurand.FREQUENCY, Phase.ALL), 1e-9);
    assertEquals(1_234_500, imported(r));
    assertEquals(9_812.5, exported(r));
  }
}
