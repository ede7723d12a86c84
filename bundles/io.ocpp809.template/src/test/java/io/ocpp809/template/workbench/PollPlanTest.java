package io.ocpp809.template.workbench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.modbus.survey.LineFormat;
import io.ocpp809.template.PileTemplate;
import io.ocpp809.template.TemplateLibrary;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PollPlanTest {
  private static final String ONE_POINT =
      """
      {"profile": "one", "format": 1, "vendor": "v", "model": "m", "kind": "meter",
       "confidence": "C", "transport": {"rtu": {"baud": 9600, "parity": "E", "stop": 1}},
       "points": [
         {"name": "a", "table": "ir", "addr": 0, "type": "f32", "access": "r", "poll": "fast"},
         {"name": "b", "table": "ir", "addr": 10, "type": "u16", "access": "r", "poll": "slow"}]}
      """;

  @Test
  void theTimeOfAReadIsThatOfItsOctetsSilencesAndTheDevice() throws Exception {
    PileTemplate t = TemplateLibrary.read("one.json", ONE_POINT);
    PollPlan plan = PollPlan.of(t, Optional.of(LineFormat.of("9600-8E1")), 20);
    // 8 + 5 + 4 octets of 11 bits at 9600 baud are 19.5 ms, two silences of 3.5 octets 8.0 ms.
    assertEquals(1, plan.fastReads());
    assertEquals(48, plan.fastMillis(), 1);
    // 8 + 5 + 2 octets are 17.2 ms.
    assertEquals(1, plan.slowReads());
    assertEquals(45, plan.slowMillis(), 1);
    assertEquals(0.0475 + 0.003, plan.load(), 0.001);
    assertEquals("", plan.advice());
    assertTrue(plan.words().startsWith("1 read in 4"), plan.words());
    assertTrue(plan.words().endsWith(" of each 15 s, 5 % of the line"), plan.words());
  }

  @Test
  void aPlanThatTheLineCannotCarrySaysWhatWould() throws Exception {
    PileTemplate t = TemplateLibrary.read("one.json", ONE_POINT);
    PollPlan plan = PollPlan.of(t, Optional.of(LineFormat.of("300-8E1")), 200);
    assertEquals("raise fast.period to 2000 ms, or use 9600 baud", plan.advice());
  }

  @Test
  void theHeidelbergFitsIntoASecondAtItsOwnRate() throws Exception {
    PileTemplate t = TemplateLibrary.named("heidelberg-energy-control");
    PollPlan plan = PollPlan.of(t, Optional.of(LikelySettings.format(t.transport())), 10);
    assertTrue(plan.load() < 0.9, plan.words());
    assertTrue(plan.fastReads() + plan.slowReads() < t.points().size(), plan.words());
  }

  @Test
  void overTcpOnlyTheDeviceAndThePausesCount() throws Exception {
    PileTemplate t = TemplateLibrary.read("one.json", ONE_POINT);
    assertEquals(20, PollPlan.of(t, Optional.empty(), 20).fastMillis());
  }
}
