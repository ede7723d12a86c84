package io.ocpp809.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.pile.PileCommand;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a template declares as never written, and what it may not do with it. */
class NeverTest {
  private static final String CHINESE =
      """
      {"profile": "cn", "format": 1, "vendor": "V", "model": "M", "kind": "dc-evse",
       "confidence": "A", "transport": {"rtu": {"baud": 9600, "unit": 1}},
       "capabilities": {"gate": "command", "energy": "none"},
       "control": {"enable": "command", "on": "1", "off": "0"},
       "points": [
        {"name": "state", "table": "ir", "addr": 1, "type": "u16", "role": "evse.state", "enum": {"0": "A2", "1": "C2"}},
        {"name": "command", "table": "hr", "addr": 19, "type": "u16", "access": "rw", "role": "charge.enable", "enum": {"0": "off", "1": "on"}}
       ],
       "never": [
        {"table": "hr", "addr": 9, "count": 4, "why": "protection levels"},
        {"table": "hr", "addr": 20, "why": "voltage that is asked for"},
        {"table": "hr", "addr": 100, "count": 2, "why": "power modules"}
       ]}
      """;

  private static List<String> faults(String text) {
    return assertThrows(TemplateException.class, () -> TemplateLibrary.read("x.json", text))
        .faults();
  }

  @Test
  void theChineseMapKeepsItsProtectionLevelsDemandAndModules() throws TemplateException {
    assertEquals(
        "HOLDING 9-12: protection levels; HOLDING 20: voltage that is asked for; HOLDING 100-101:"
            + " power modules",
        TemplateLibrary.read("cn.json", CHINESE).neverText(1));
  }

  @ParameterizedTest
  @CsvSource({"9", "12", "20", "100", "101"})
  void aHarmlessRoleOnSuchARegisterIsRefused(int address) {
    List<String> faults = faults(CHINESE.replace("\"addr\": 19", "\"addr\": " + address));
    assertEquals(1, faults.size());
    assertTrue(
        faults.get(0).startsWith("x.json, point command: HOLDING " + (address < 13 ? 9 : "")),
        faults.get(0));
    assertTrue(faults.get(0).endsWith("; remove the point"), faults.get(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"addr\": 9,|\"adr\": 9,|unknown key \"adr\"; is it misspelt?",
        "\"addr\": 9,||each entry needs table and addr",
        "\"why\": \"protection levels\"|\"bits\": \"zz\", \"why\": \"p\"|bits must be hexadecimal,"
            + " such as 0006, not zz",
        ", \"why\": \"protection levels\"||why is missing",
        "\"count\": 4|\"count\": 65536|addresses 9 to 65544"
      })
  void aWrongEntryIsNamed(String from, String to, String expected) {
    String text = String.join(" ", faults(CHINESE.replace(from, to == null ? "" : to)));
    assertTrue(text.contains(expected), text);
  }

  @Test
  void bitsAndValuesOfAWrittenRegisterHideNothing() {
    String bits =
        "\"type\": \"u16\", \"bits\": {\"0\": \"off\", \"2\": \"clear RCD error\"}, \"access\": \"rw\"";
    String whole = CHINESE.replace("\"type\": \"u16\", \"access\": \"rw\"", bits);
    assertTrue(faults(whole).get(0).contains("bit 2, \"clear RCD error\", would be written, too"));
    String value = CHINESE.replace("\"1\": \"on\"", "\"1\": \"on\", \"2\": \"manual mode\"");
    assertTrue(faults(value).get(0).contains("raw value 2 means \"manual mode\""));
  }

  @Test
  void oneBitOfARegisterMayBeWrittenBesideOthersThatAreNot() throws TemplateException {
    String text =
        CHINESE
            .replace(
                "\"addr\": 19, \"type\": \"u16\"", "\"addr\": 20, \"type\": \"bool\", \"bit\": 0")
            .replace("\"addr\": 20, \"why\"", "\"addr\": 20, \"bits\": \"0006\", \"why\"")
            .replace("\"0\": \"off\", \"1\": \"on\"", "\"false\": \"off\", \"true\": \"on\"")
            .replace("\"on\": \"1\", \"off\": \"0\"", "\"on\": \"true\", \"off\": \"false\"");
    assertEquals("cn", TemplateLibrary.read("cn.json", text).profile());
    List<String> faults = faults(text.replace("\"bit\": 0", "\"bit\": 2"));
    assertTrue(faults.get(0).contains("HOLDING 20 (400021), bits 6h is never written"));
  }

  @Test
  void anOwnTemplateUnderTheNameOfAShippedOneWritesNothingThatThatOneDoesNot()
      throws TemplateException {
    String own = CHINESE.replace("\"profile\": \"cn\"", "\"profile\": \"simpleevse-wb\"");
    assertTrue(
        TemplateLibrary.read("own.json", own).neverText(1).contains("HOLDING 1004 bits 0006: "));
    String writing = own.replace("\"addr\": 19", "\"addr\": 1004");
    assertTrue(faults(writing).get(0).contains("HOLDING 1004 (401005), bits 6h is never written"));
  }

  @Test
  void theAssetCarriesTheListAtItsLeaseChannelWithTheAddressesOfTheOutlet()
      throws TemplateException {
    Map<String, Object> asset =
        AssetDraft.of(TemplateLibrary.named("cn-dc-hmi-xf"), "driver", 1, 2);
    assertEquals(
        "HOLDING 31006-31007: voltage and current that the vehicle asks for; HOLDING 31090: manual"
            + " or automatic mode of the charger",
        asset.get("control.lease#never"));
  }

  @Test
  void eachChannelOfTheAssetCarriesWhatNoJoinedReadTouches() throws TemplateException {
    String text =
        CHINESE.replace(
            "\"capabilities\"",
            "\"limits\": {\"block\": \"gap20\", \"prohibited\": [{\"table\": \"ir\", \"addr\": 3,"
                + " \"count\": 2, \"why\": \"it restarts\"}]}, \"capabilities\"");
    Map<String, Object> asset =
        AssetDraft.of(TemplateLibrary.read("cn.json", text), "driver", 1, 1);
    assertEquals("INPUT 3-4", asset.get("evse.state#block.never"));
    assertEquals("INPUT 3-4", asset.get("charge.enable#block.never"));
    String within = text.replace("\"addr\": 1,", "\"addr\": 4,");
    assertEquals(
        List.of(
            "x.json, point state: limits.prohibited names INPUT 3-4; remove the point or the"
                + " entry"),
        faults(within));
    String bare = text.replace("\"table\": \"ir\", \"addr\": 3, ", "");
    assertTrue(
        faults(bare).get(0).endsWith("each entry of prohibited needs table and addr"),
        faults(bare).get(0));
    String far = text.replace("\"count\": 2", "\"count\": 65535");
    assertTrue(
        faults(far).get(0).endsWith("addresses 3 to 65537 do not exist"), faults(far).get(0));
  }

  @Test
  void aMennekesIsNeverToldZeroAmpereWhichWithAReleaseResetsItsFault() throws TemplateException {
    ControlRecipe recipe = new ControlRecipe(TemplateLibrary.named("mennekes-amtron-compact"));
    List<PileCommand> commands =
        List.of(
            new PileCommand.LimitCurrent(0),
            new PileCommand.Enable(),
            new PileCommand.LimitCurrent(16_000),
            new PileCommand.LimitCurrent(5_900),
            new PileCommand.Disable(),
            new PileCommand.LimitCurrent(0));
    for (PileCommand c : commands) {
      for (ControlRecipe.Step s : recipe.plan(c).orElseThrow().steps()) {
        assertTrue(!s.channel().equals("limit.set") || !s.value().equals(0d), c + " writes " + s);
      }
    }
  }
}
