package io.ocpp809.template;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailSafeCheckTest {
  private static List<String> differences(String profile, Map<String, ChannelValue> values)
      throws TemplateException {
    PileTemplate t = TemplateLibrary.named(profile);
    return FailSafeCheck.differences(t, t.capabilities(), 690, values);
  }

  private static ChannelValue shown(Number value) {
    return new ChannelValue(value, true, 0);
  }

  @Test
  void aDifferenceNamesBothValues() throws TemplateException {
    assertEquals(
        List.of(
            "the pile falls back to 10 A, failsafe.current of the form is 6 A; make both the same,"
                + " the form's counts against the fuse.",
            "the pile falls back after 60 s, the template says 30 s; set it at the pile."),
        differences(
            "keba-p30", Map.of("failsafe.current", shown(10.0), "failsafe.timeout", shown(60L))));
  }

  @Test
  void aTimeOutOfZeroIsADifferenceToo() throws TemplateException {
    assertEquals(
        List.of("the pile falls back after 0 s, the template says 30 s; set it at the pile."),
        differences("keba-p30", Map.of("failsafe.timeout", shown(0L))));
  }

  @Test
  void millisecondsAreRecognised() throws TemplateException {
    assertEquals(
        List.of(),
        differences(
            "heidelberg-energy-control",
            Map.of("watchdog.timeout", shown(15_000L), "failsafe.current", shown(0.0))));
  }

  @Test
  void aPowerIsComparedWithTheCurrentOfTheForm() throws TemplateException {
    assertEquals(
        List.of(
            "the pile falls back to 5000 W, failsafe.current of the form is 0 A, which is 0 W; make"
                + " both the same, the form's counts against the fuse."),
        differences("delta-dc", Map.of("failsafe.power", shown(5_000L))));
  }

  @Test
  void whatIsNotReadIsNoDifference() throws TemplateException {
    assertEquals(List.of(), differences("keba-p30", Map.of()));
    assertEquals(
        List.of(),
        differences("keba-p30", Map.of("failsafe.current", new ChannelValue(10.0, false, 0))));
  }
}
