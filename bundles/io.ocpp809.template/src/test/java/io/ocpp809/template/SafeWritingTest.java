package io.ocpp809.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.pile.WritingRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How sparingly a template says that its pile is written, and what the pile can do. */
class SafeWritingTest {
  private static final String FLASH =
      """
      {"profile": "f", "format": 1, "vendor": "V", "model": "M", "kind": "ac-evse",
       "confidence": "A", "transport": {"tcp": {"port": 502, "unit": 1}},
       "capabilities": {"gate": "limit-0", "energy": "none"},
       "control": {"limit": "limit", "deadBand": 0.5, "dwell": 20000},
       "points": [
        {"name": "state", "table": "ir", "addr": 1, "type": "u16", "role": "evse.state", "enum": {"0": "A2", "1": "C2"}},
        {"name": "hardware", "table": "ir", "addr": 2, "type": "u16", "unit": "A", "role": "limit.hardware"},
        {"name": "cable", "table": "ir", "addr": 3, "type": "u16", "unit": "A", "role": "limit.cable"},
        {"name": "limit", "table": "hr", "addr": 2129, "type": "u16", "unit": "A", "min": 6, "off": 0, "access": "rw", "role": "limit.set", "wear": "flash", "budget": 40}
       ]}
      """;

  private static PileTemplate read(String text) throws TemplateException {
    return TemplateLibrary.read("f.json", text);
  }

  @Test
  void deadBandDwellAndBudgetReachTheStation() throws TemplateException {
    ControlRecipe recipe = new ControlRecipe(read(FLASH));
    assertEquals(new WritingRules(500, 20_000), recipe.writing());
    assertEquals(
        Optional.of(new WritingRules.Worn("limit, HOLDING 2129 (402130),", 40)),
        recipe.worn(new PileCommand.LimitCurrent(6_000)));
    assertEquals(Optional.empty(), recipe.worn(new PileCommand.Unlock()));
  }

  @Test
  void aWornRegisterHasABudgetOfFiftyWhereNoneIsNamedAndAnotherHasNone() throws TemplateException {
    PileCommand limit = new PileCommand.LimitCurrent(6_000);
    String fifty = FLASH.replace(", \"budget\": 40", "");
    assertEquals(50, new ControlRecipe(read(fifty)).worn(limit).orElseThrow().perDay());
    String none = fifty.replace(", \"wear\": \"flash\"", "");
    assertEquals(Optional.empty(), new ControlRecipe(read(none)).worn(limit));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"wear\": \"flash\", |\"wear\": \"rust\", |wear must be flash, not rust",
        "\"wear\": \"flash\", ||budget is given, but wear is not \"flash\"",
        "\"budget\": 40|\"budget\": 0|budget must be 1 to 10000, is 0",
        "\"dwell\": 20000|\"dwell\": -1|dwell must be 0 to 3600000, is -1",
        "\"role\": \"limit.cable\"|\"role\": \"limit.cable\", \"wear\": \"flash\"|wear is given, but"
            + " access is r",
        "\"points\"|\"watchdog\": {\"kind\": \"rewrite\", \"every\": 1000, \"timeout\": 9000},"
            + " \"points\"|writes again and again what wears with each write (wear \"flash\")"
      })
  void aFaultIsNamed(String from, String to, String expected) {
    String text = FLASH.replace(from, to == null ? "" : to);
    List<String> faults = assertThrows(TemplateException.class, () -> read(text)).faults();
    assertTrue(String.join("; ", faults).contains(expected), faults.toString());
  }

  @ParameterizedTest
  @CsvSource({"32, 20, 32000, 20000", "0, 13, -1, 13000", "16, 0, 16000, -1"})
  void whatPileAndCableCanDoIsReportedAndZeroIsUnknown(
      double hardware, double cable, int hardwareMilliamps, int cableMilliamps)
      throws TemplateException {
    Map<String, ChannelValue> values = new HashMap<>();
    values.put("evse.state", new ChannelValue(0L, true, 0));
    values.put("limit.hardware", new ChannelValue(hardware, true, 0));
    values.put("limit.cable", new ChannelValue(cable, true, 0));
    PileReport.Ceilings said = new Interpreter(read(FLASH), "m").interpret(values, 0).ceilings();
    assertEquals(hardwareMilliamps, said.hardware().map(Limit::value).orElse(-1));
    assertEquals(cableMilliamps, said.cable().map(Limit::value).orElse(-1));
  }
}
