package io.ocpp809.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each fault that a template can have, made by changing one thing of a good one. */
class TemplateFaultsTest {
  private static final String GOOD =
      """
      {"profile": "x", "format": 1, "vendor": "V", "model": "M", "kind": "ac-evse",
       "confidence": "A", "notes": ["n"],
       "transport": {"tcp": {"port": 502, "unit": 1}},
       "limits": {"block": "gap0", "maxRead": 20, "readFc": [3, 4], "writeFc": [6]},
       "connectors": {"by": "address", "stride": 100, "countPoint": "n"},
       "capabilities": {"gate": "limit-0", "energy": "total"},
       "watchdog": {"kind": "write", "point": "life", "value": "1", "every": 1000, "timeout": 9000},
       "control": {"limit": "lim", "pause": "limit-0", "enable": "en", "readBack": "lim"},
       "prerequisites": [{"point": "n", "expect": "1", "advice": "Do it."}],
       "points": [
        {"name": "e", "table": "ir", "addr": 1, "type": "u32", "unit": "Wh", "role": "energy.total"},
        {"name": "st", "table": "ir", "addr": 5, "type": "u16", "role": "evse.state", "enum": {"7": "C2"}},
        {"name": "n", "table": "ir", "addr": 9, "type": "u16", "role": "connectors.count", "group": "station"},
        {"name": "lim", "table": "hr", "addr": 1, "type": "u16", "unit": "A", "min": 6, "max": 16, "off": 0, "access": "rw", "write": 6, "role": "limit.set"},
        {"name": "en", "table": "hr", "addr": 3, "type": "u16", "enum": {"0": "off", "1": "on"}, "access": "w", "role": "charge.enable"},
        {"name": "life", "table": "hr", "addr": 2, "type": "u16", "access": "w", "role": "watchdog.feed"}
       ]}
      """;

  private static List<String> faults(String text) {
    return assertThrows(TemplateException.class, () -> TemplateLibrary.read("x.json", text))
        .faults();
  }

  @Test
  void theTemplateThatTheseFaultsAreMadeFromIsGood() throws TemplateException {
    assertEquals("x", TemplateLibrary.read("x.json", GOOD).profile());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // head
        "\"format\": 1|\"format\": 2|format: must be 1",
        "\"vendor\"|\"vendo\"|unknown key \"vendo\"; is it misspelt?",
        "\"vendor\"|\"vendo\"|vendor is missing",
        "\"profile\": \"x\"|\"profile\": \"X y\"|profile: must consist of small letters, digits, dots and hyphens",
        "\"confidence\": \"A\"|\"confidence\": \"Z\"|confidence must be A, B or C, not Z",
        "\"kind\": \"ac-evse\"|\"kind\": \"pump\"|kind must be ac-evse, dc-evse or meter, not pump",
        "\"model\": \"M\"|\"model\": 7|model must be a text",
        "\"notes\": [\"n\"]|\"notes\": [7]|notes must be a list of texts",
        "\"notes\": [\"n\"]|\"notes\": \"n\"|notes must be a list",
        "{\"port\": 502, \"unit\": 1}|7|transport: tcp must be an object",
        // transport, limits, outlets
        "\"port\": 502|\"prt\": 502|transport.tcp: unknown key \"prt\"; is it misspelt?",
        "\"port\": 502|\"port\": 70000|transport.tcp: port must be 1 to 65535, is 70000",
        "\"port\": 502|\"port\": \"502\"|transport.tcp: port must be a whole number, not \"502\"",
        "\"unit\": 1|\"unit\": 1.5|transport.tcp: unit must be a whole number, not 1.5",
        "\"gap0\"|\"most\"|limits: block must be exact or gap with a number such as gap4, not most",
        "\"maxRead\": 20|\"maxRead\": 126|limits: maxRead must be 1 to 125, is 126",
        "\"maxRead\": 20|\"maxRead\": 1|point e: 2 registers are more than maxRead 1",
        "[3, 4]|[3, 5]|limits: readFc has 5, which is none of [1, 2, 3, 4]",
        "[3, 4]|[3]|point e: is read with function 4, which readFc does not have",
        "\"writeFc\": [6]|\"writeFc\": [16]|point lim: is written with function 6, which writeFc does not have",
        "\"addr\": 2, \"type\": \"u16\"|\"addr\": 6, \"type\": \"u32\"|point life: is written with function 16, which writeFc does not have",
        "\"countPoint\": \"n\"|\"countPoint\": \"no\"|connectors: countPoint names the point \"no\", which does not exist",
        "\"stride\": 100, ||connectors: by address needs a stride",
        "\"stride\": 100|\"stride\": 5|point st: reaches into the next outlet, 5 addresses on",
        // points
        "\"role\": \"evse.state\"|\"role\": \"evse.stat\"|point st: unknown role evse.stat; there are evse.state, evse.health",
        "\"type\": \"u32\"|\"type\": \"u33\"|point e: unknown type u33",
        "\"type\": \"u32\", ||point e: type is missing",
        "\"addr\": 5|\"addr\": 70000|point st: addr must be 0 to 65535, is 70000",
        "\"addr\": 5|\"addr\": \"5\"|point st: addr must be a whole number, not \"5\"",
        "\"addr\": 5|\"adr\": 5|point st: unknown key \"adr\"; is it misspelt?",
        "\"addr\": 5|\"adr\": 5|point st: addr is missing",
        "\"addr\": 1, \"type\": \"u32\"|\"addr\": 65535, \"type\": \"u32\"|point e: its last register 65536 is beyond 65535",
        "\"addr\": 5|\"addr\": 2|point st: overlaps the point e at address 1",
        "\"table\": \"ir\", \"addr\": 5|\"table\": \"xx\", \"addr\": 5|point st: table must be hr, ir, co or di, not xx",
        "\"table\": \"ir\", \"addr\": 5|\"table\": \"di\", \"addr\": 5|point st: a bit of table di has type bool, not u16",
        "\"table\": \"hr\", \"addr\": 2|\"table\": \"ir\", \"addr\": 12|point life: table ir cannot be written",
        "\"name\": \"st\"|\"name\": \"e\"|point e: a second point has this name",
        "\"role\": \"evse.state\"|\"role\": \"energy.total\"|point st: a second point has the channel energy.total",
        "\"7\": \"C2\"|\"7\": \"C9\"|point st: raw value 7 means \"C9\", which role evse.state does not know; it knows A1, A2, B1, B2, C1, C2, D1, D2, E, F, error, reserved, starting, stopped, unavailable",
        "{\"7\": \"C2\"}|{\"7\": 2}|point st: enum must be an object of texts",
        "\"enum\": {\"7\"|\"with\": \"cable.state\", \"enum\": {\"7\"|point st: with names the role cable.state, which no point has",
        "\"enum\": {\"7\"|\"with\": \"cable\", \"enum\": {\"7\"|point st: with names the role cable, which does not exist",
        "\"unit\": \"Wh\"|\"unit\": \"Wh\", \"scale\": 0|point e: scale must not be 0",
        "\"unit\": \"Wh\"|\"unit\": \"Wh\", \"order\": \"ACBD\"|point e: order must be ABCD, DCBA, BADC or CDAB, not ACBD",
        "\"unit\": \"Wh\"|\"unit\": \"Wh\", \"invalid\": \"FFFF,xyz\"|point e: invalid has xyz, which is not hexadecimal",
        "\"unit\": \"Wh\"|\"unit\": \"Wh\", \"poll\": \"often\"|point e: poll must be fast, slow or once, not often",
        "\"unit\": \"Wh\"|\"unit\": \"Wh\", \"write\": 6|point e: write is given, but access is r",
        "\"unit\": \"Wh\"|\"unit\": \"VAh\"|point e: unit VAh and energyKind contradict each other: VAh is apparent",
        "\"write\": 6|\"write\": 5|point lim: write must be 6 or 16 for registers, 5 or 15 for coils, is 5",
        "\"addr\": 1, \"type\": \"u16\"|\"addr\": 8, \"type\": \"u32\"|point lim: takes 2 registers; function 6 writes one",
        "\"access\": \"w\", \"role\": \"watchdog.feed\"|\"access\": \"x\", \"role\": \"watchdog.feed\"|point life: access must be r, w or rw, not x",
        // what is never written
        "\"role\": \"watchdog.feed\"|\"role\": \"contactor.close\"|point life: faults, protection levels, voltage demand, manual modes, contactors and power modules are never written; remove the point",
        "\"name\": \"life\"|\"name\": \"faultReset\"|point faultReset: faults, protection levels, voltage demand, manual modes, contactors and power modules are never written; remove the point",
        ", \"role\": \"watchdog.feed\"||point life: a point that is written needs a role; there are no raw writes",
        "\"role\": \"watchdog.feed\"|\"role\": \"voltage.dc\"|point life: role voltage.dc is only read; access must be r",
        // control
        "\"enable\": \"en\", ||point en: role charge.enable is written, but the control recipe (\"control\") does not say how",
        "\"limit\": \"lim\"|\"limit\": \"lin\"|control: limit names the point \"lin\", which does not exist",
        "\"limit\": \"lim\"|\"limit\": \"st\"|control: limit names the point \"st\", which cannot be written",
        "\"readBack\": \"lim\"|\"readBack\": \"en\"|control: readBack names the point \"en\", which cannot be read",
        "\"pause\": \"limit-0\"|\"pause\": \"stop\"|control: pause must be limit-0, enable or none, not stop",
        "\"enable\": \"en\", \"readBack\"|\"pause2\": \"x\", \"readBack\"|control: unknown key \"pause2\"; is it misspelt?",
        "\"pause\": \"limit-0\", \"enable\": \"en\"|\"pause\": \"enable\"|control: pause \"enable\" needs the point \"enable\"",
        "\"limit\": \"lim\", ||control: pause \"limit-0\" needs the point \"limit\"",
        "\"off\": 0, ||control: pause \"limit-0\" is not possible: the point lim takes no 0",
        "\"pause\": \"limit-0\"|\"unit\": \"W\"|control: unit W needs a limit point with role limit.power and unit W",
        "\"pause\": \"limit-0\"|\"maximum\": 32|control: maximum is more than max of the point lim",
        "\"limit\": \"lim\"|\"limit\": \"lim\", \"limitL2\": \"no\"|control: limitL2 names the point \"no\", which does not exist",
        "\"limit\": \"lim\"|\"limit\": \"lim\", \"limitL2\": \"life\"|control: limitL2 and limitL3 belong together, with roles limit.set.l2 and limit.set.l3",
        "{\"0\": \"off\", \"1\": \"on\"}|{\"1\": \"off\", \"0\": \"on\"}|control: on and off contradict the enum of the point en",
        "\"kind\": \"ac-evse\"|\"kind\": \"meter\"|control: a meter is not controlled",
        // watchdog, capabilities, prerequisites
        "\"point\": \"life\"|\"point\": \"lif\"|watchdog: names the point \"lif\", which does not exist",
        "\"point\": \"life\"|\"point\": \"st\"|watchdog: names the point \"st\", which cannot be written",
        "\"value\": \"1\", ||watchdog: value is missing: what is written to feed it",
        "\"every\": 1000|\"every\": 5000|watchdog: every 5000 ms is more than half the timeout of 9000 ms: one lost write would trip it",
        ", \"timeout\": 9000||watchdog: needs every and timeout, in milliseconds",
        "\"kind\": \"write\"|\"kind\": \"bark\"|watchdog: kind must be any-request, write, rewrite or none, not bark",
        "\"limit\": \"lim\", ||capabilities: gate \"limit-0\" needs a limit in the control recipe",
        "\"enable\": \"en\", \"readBack\"|\"readBack\"|point en: role charge.enable is written, but the control recipe (\"control\") does not say how",
        "\"energy\": \"total\"|\"energy\": \"session\"|capabilities: this energy needs a point with role energy.session",
        "\"energy\": \"total\"|\"energy\": \"some\"|capabilities: energy must be total, session or none, not some",
        "\"point\": \"n\", ||prerequisites: point and expect belong together",
        "\"point\": \"n\"|\"point\": \"m\"|prerequisites: names the point \"m\", which does not exist",
        ", \"advice\": \"Do it.\"||prerequisites: advice is missing"
      })
  void aFaultNamesFilePlaceAndReason(String good, String bad, String message) {
    assertTrue(GOOD.contains(good), good);
    List<String> faults = faults(GOOD.replace(good, bad == null ? "" : bad));
    assertTrue(
        faults.contains("x.json, " + message) || faults.contains("x.json: " + message),
        faults.toString());
  }

  @Test
  void aRewrittenLimitNeedsALimit() {
    String text =
        GOOD.replace("\"kind\": \"write\"", "\"kind\": \"rewrite\"")
            .replace("\"limit\": \"lim\", ", "");
    assertTrue(
        faults(text)
            .contains("x.json, watchdog: kind \"rewrite\" needs a limit in the control recipe"));
  }

  @Test
  void aGateNeedsItsPoint() {
    String text =
        GOOD.replace("\"gate\": \"limit-0\"", "\"gate\": \"enable\"")
            .replace("\"enable\": \"en\", ", "");
    assertTrue(
        faults(text)
            .contains("x.json, capabilities: this gate needs enable in the control recipe"));
  }

  @Test
  void allFaultsAreReportedTogether() {
    assertEquals(
        2,
        faults(GOOD.replace("\"u32\"", "\"u33\"").replace("\"format\": 1", "\"format\": 3"))
            .size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{profile:|x.json: no JSON: ",
        "[1]|x.json: a template is a JSON object",
        "{} {}|x.json: ",
        "{}|x.json: profile is missing"
      })
  void aTextThatIsNoTemplateIsSaidToBeNone(String text, String message) {
    assertTrue(faults(text).stream().anyMatch(f -> f.startsWith(message)), faults(text).toString());
  }

  @Test
  void aTemplateWithoutPointsIsNone() {
    assertTrue(
        faults(GOOD.replaceAll("(?s)\"points\": \\[.*\\]", "\"points\": []"))
            .contains("x.json, points: there are none"));
  }

  @Test
  void theLimitsOfThreePhasesHaveOneUnitAndOneRange() throws IOException {
    String ebox = Files.readString(Path.of("src/main/resources/templates/innogy-ebox.json"));
    String other = ebox.replaceFirst("(setCurrentL3.*\"min\": )6", "$18");
    assertEquals(
        List.of("x.json, point setCurrentL3: must have the unit and the range of the limit of L1"),
        faults(other));
  }

  @Test
  void anUnknownNameListsTheTemplatesThereAre() {
    TemplateException e =
        assertThrows(TemplateException.class, () -> TemplateLibrary.named("keba"));
    assertTrue(
        e.getMessage().startsWith("there is no template keba; there are abb-b23, abb-terra-ac, "));
  }

  @Test
  void aTemplateIsGivenByNameAsFileOrAsText(@TempDir Path folder)
      throws IOException, TemplateException {
    Files.writeString(folder.resolve("mine.json"), GOOD);
    assertEquals("x", TemplateLibrary.of("mine", folder).profile());
    assertEquals("x", TemplateLibrary.of(" " + GOOD, folder).profile());
    assertEquals("keba-p30", TemplateLibrary.of("keba-p30", folder).profile());
    assertThrows(TemplateException.class, () -> TemplateLibrary.of("../mine", folder));
    Files.writeString(folder.resolve("bad.json"), "{}");
    assertTrue(
        assertThrows(TemplateException.class, () -> TemplateLibrary.of("bad", folder))
            .getMessage()
            .contains("bad.json: profile is missing"));
  }
}
