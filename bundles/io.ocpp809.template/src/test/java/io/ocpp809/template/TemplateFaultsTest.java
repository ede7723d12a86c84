package io.ocpp809.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateFaultsTest {
  private static final String GOOD =
      "{\"profile\":\"x\",\"format\":1,\"vendor\":\"V\",\"model\":\"M\",\"kind\":\"meter\","
          + "\"confidence\":\"A\",\"points\":[{\"name\":\"e\",\"table\":\"ir\",\"addr\":1,"
          + "\"type\":\"u32\",\"role\":\"energy.total\"}]}";

  private static List<String> faults(String text) {
    return assertThrows(TemplateException.class, () -> TemplateLibrary.read("x.json", text))
        .faults();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"role\":\"energy.total\"|\"role\":\"contactor.close\"|x.json, point e: unknown role contactor.close",
        "\"type\":\"u32\"|\"type\":\"u33\"|x.json, point e: unknown type u33",
        "\"addr\":1|\"addr\":70000|x.json, point e: addr must be 0 to 65535, is 70000",
        "\"addr\":1|\"adr\":1|x.json, point e: unknown key \"adr\"; is it misspelt?",
        "\"table\":\"ir\"|\"table\":\"xx\"|x.json, point e: table must be hr, ir, co or di, not xx",
        "\"confidence\":\"A\"|\"confidence\":\"Z\"|x.json, confidence: confidence must be A, B or C, not Z",
        "\"format\":1|\"format\":2|x.json, format: must be 1",
        "\"vendor\":\"V\"|\"vendo\":\"V\"|x.json: unknown key \"vendo\"; is it misspelt?"
      })
  void aFaultNamesFilePointAndReason(String good, String bad, String message) {
    String expected =
        message.replace("x.json, confidence: confidence must", "x.json, confidence: must");
    assertTrue(
        faults(GOOD.replace(good, bad)).contains(expected),
        faults(GOOD.replace(good, bad)).toString());
  }

  @Test
  void allFaultsAreReportedTogether() {
    assertEquals(2, faults(GOOD.replace("\"u32\"", "\"u33\"").replace("\"ir\"", "\"zz\"")).size());
  }

  @Test
  void aTextThatIsNoJsonIsSaidToBeNone() {
    assertTrue(faults("{profile:").get(0).startsWith("x.json: no JSON: "));
  }

  @Test
  void anUnknownNameListsTheTemplatesThereAre() {
    TemplateException e =
        assertThrows(TemplateException.class, () -> TemplateLibrary.named("keba"));
    assertTrue(e.getMessage().startsWith("there is no template keba; there are alfen-ng9, "));
  }

  @Test
  void aLimitWithoutARecipeIsRefused() {
    String text =
        GOOD.replace("\"role\":\"energy.total\"", "\"role\":\"limit.set\",\"access\":\"w\"");
    assertTrue(
        faults(text)
            .contains("x.json, point e: role limit.set needs a control recipe (\"control\")"));
  }
}
