package io.ocpp809.template;

import static io.ocpp809.template.RegisterImage.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.pile.Capabilities.Gate;
import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.station.pile.PileFault;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A Chinese DC pile whose numbers of states nobody has published. */
class CnDcHmiXfTest {
  private static PileTemplate template() throws TemplateException {
    return TemplateLibrary.named("cn-dc-hmi-xf");
  }

  /**
   * Gun 2 lies at 31000: 750.0 V = 7500 = 1D4C; 120.5 A = 1205 = 04B5; 12.345 kWh = 12345 = 3039
   * with the low word first; 25 min = 0019; demand 760.0 V = 1DB0 and 150.0 A = 05DC; 65 % = 0041;
   * 18.52 yuan = 1852 = 073C; 2000 kohm = 07D0.
   */
  private static RegisterImage charging() {
    return new RegisterImage()
        .set("HOLDING", 31000, "0004 1D4C 04B5 3039 0000 0019 1DB0 05DC FFFF")
        .set("HOLDING", 31016, "0001 000A 0041 073C")
        .set("HOLDING", 31040, "0001")
        .set("HOLDING", 31047, "07D0")
        .set("HOLDING", 31052, "0001");
  }

  @Test
  void theSecondGunLiesAThousandRegistersAboveTheFirst() throws TemplateException {
    assertEquals(30_000, AssetDraft.of(template(), "line", 1, 1).get("evse.state#address"));
    assertEquals(31_016, AssetDraft.of(template(), "line", 1, 2).get("charge.enable#address"));
    assertEquals("ENABLE", AssetDraft.of(template(), "line", 1, 2).get("charge.enable#control"));
  }

  @Test
  void whatFlowsIsTold() throws TemplateException {
    PileReport r = charging().report(template(), 2);
    assertEquals(750, value(r, Measurand.VOLTAGE, Phase.ALL));
    assertEquals(120.5, value(r, Measurand.CURRENT_IMPORT, Phase.ALL));
    assertEquals(12_345, value(r, Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, Phase.ALL));
    assertEquals(65, value(r, Measurand.SOC, Phase.ALL));
    assertTrue(r.fault().isEmpty(), "65535 is no fault");
  }

  @Test
  void whatTheVehicleAsksForAndWhatItCostsAreChannels() throws TemplateException {
    Map<String, ChannelValue> v = charging().values(template(), 2);
    assertEquals(760.0, v.get("ev.demand.voltage").value());
    assertEquals(150.0, v.get("ev.demand.current").value());
    assertEquals(600.0, ((Number) v.get("ev.remaining").value()).doubleValue());
    assertEquals(18.52, ((Number) v.get("session.amount").value()).doubleValue(), 1e-9);
    assertEquals(2000.0, ((Number) v.get("insulation").value()).doubleValue());
  }

  @Test
  void noStateAndNoPlugAreGuessedFromNumbersThatNobodyKnows() throws TemplateException {
    for (int raw = 0; raw < 16; raw++) {
      PileReport r =
          new RegisterImage()
              .set("HOLDING", 30000, "000" + Integer.toHexString(raw))
              .set("HOLDING", 30040, "0001")
              .report(template(), 1);
      assertEquals(Optional.empty(), r.state());
      assertEquals(Optional.empty(), r.cablePlugged());
    }
  }

  @Test
  void anOwnTemplateWithTheLearntNumbersTellsStates() throws Exception {
    String learnt;
    try (var in = CnDcHmiXfTest.class.getResourceAsStream("/templates/cn-dc-hmi-xf.json")) {
      learnt =
          new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
              .replace(
                  "\"role\": \"evse.state\"",
                  "\"role\": \"evse.state\", \"enum\": {\"0\": \"A2\", \"4\": \"C2\"}");
    }
    PileReport r = charging().report(TemplateLibrary.read("learnt", learnt), 2);
    assertEquals(Optional.of(io.ocpp809.station.pile.PileState.C2), r.state());
  }

  @Test
  void theNumberOfAFaultBitIsAWarningAlsoBitZero() throws TemplateException {
    PileFault f =
        new RegisterImage()
            .set("HOLDING", 30008, "0000")
            .report(template(), 1)
            .fault()
            .orElseThrow();
    assertEquals("cn-dc-hmi-xf.0", f.vendorCode());
    assertTrue(f.warning());
  }

  @Test
  void startAndStopAreItsGateAndItIsReadOnlyUntilAStepWasWatched() throws TemplateException {
    PileTemplate t = template();
    assertEquals(Gate.COMMAND, t.capabilities().gate());
    assertTrue(t.capabilities(false).readOnly());
    ControlRecipe recipe = new ControlRecipe(t);
    assertEquals(
        List.of(new ControlRecipe.Step("charge.enable", "1")),
        recipe.plan(new PileCommand.Enable()).orElseThrow().steps());
    assertEquals(
        List.of(new ControlRecipe.Step("charge.enable", "0")),
        recipe.plan(new PileCommand.Disable()).orElseThrow().steps());
    assertEquals(Optional.empty(), recipe.plan(new PileCommand.LimitCurrent(16_000)));
    assertFalse(t.capabilities().isProtected());
  }
}
