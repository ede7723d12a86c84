package io.ocpp809.ocpp.v16;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.settings.Setting;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeterTest {
  private static String values(String frame) {
    return frame.substring(frame.indexOf("\"meterValue\""));
  }

  @Test
  void clockAlignedValuesComeForEveryConnectorAndForConnectorZeroStampedOnTheBoundary() {
    Talk t = new Talk(2, Talk.LIMIT_0);
    t.boot();
    t.piles.get(1).registerWh = 1010;
    t.change("ClockAlignedDataInterval", "60");
    t.advance(61);
    List<String> sent = answered(t, 3);
    assertTrue(sent.get(0).contains("{\"connectorId\":1,\"meterValue\""), sent.toString());
    assertTrue(sent.get(1).contains("{\"connectorId\":2,\"meterValue\""), sent.toString());
    assertTrue(sent.get(2).contains("{\"connectorId\":0,\"meterValue\""), sent.toString());
    assertEquals(
        "\"meterValue\":[{\"timestamp\":\"2026-03-01T10:01:00.000Z\",\"sampledValue\":["
            + "{\"value\":\"2010\",\"context\":\"Sample.Clock\","
            + "\"measurand\":\"Energy.Active.Import.Register\",\"unit\":\"Wh\"}]}]}]",
        values(sent.get(2)));
  }

  @Test
  void theBoundariesAreCountedFromMidnightWhateverTheInterval() {
    Talk t = new Talk();
    t.boot();
    t.change("HeartbeatInterval", "86400");
    t.change("ClockAlignedDataInterval", "7000");
    t.scheduler.advance(Duration.ofMinutes(99));
    t.advance(61);
    assertTrue(t.last("MeterValues").contains("\"timestamp\":\"2026-03-01T11:40:00.000Z\""));
    assertEquals(1, t.of("MeterValues").size());
  }

  private static List<String> answered(Talk t, int count) {
    for (int i = 1; i < count; i++) {
      t.answer("MeterValues", "{}");
    }
    assertEquals(count, t.of("MeterValues").size());
    return t.of("MeterValues");
  }

  @Test
  void withinATransactionClockAlignedValuesCarryItsNumber() {
    Talk t = new Talk();
    t.boot();
    t.set(Setting.SAMPLED_INTERVAL, "0");
    t.change("ClockAlignedDataInterval", "60");
    t.startTransaction();
    t.advance(61);
    List<String> sent = answered(t, 2);
    assertTrue(
        sent.stream()
            .anyMatch(
                s ->
                    s.contains("\"connectorId\":1,\"transactionId\":9")
                        && s.contains("10:01:00.000Z")),
        sent.toString());
    assertTrue(sent.stream().anyMatch(s -> s.contains("{\"connectorId\":0,\"meterValue\"")));
  }

  @Test
  void withinATransactionTriggeredValuesCarryItsNumberOnceTheCsmsHasGivenIt() {
    Talk t = new Talk();
    t.boot();
    t.set(Setting.SAMPLED_INTERVAL, "0");
    String trigger = "{\"requestedMessage\":\"MeterValues\",\"connectorId\":1}";
    t.pile.plugged = true;
    t.advance(2);
    t.ask("RemoteStartTransaction", "{\"connectorId\":1,\"idTag\":\"CARD\"}");
    t.advance(2);
    t.ask("TriggerMessage", trigger);
    t.answer("StartTransaction", "{\"transactionId\":9,\"idTagInfo\":{\"status\":\"Accepted\"}}");
    assertTrue(
        t.last("MeterValues").contains("{\"connectorId\":1,\"meterValue\""), t.last("MeterValues"));
    t.answer("MeterValues", "{}");
    t.ask("TriggerMessage", trigger);
    assertTrue(
        t.last("MeterValues").contains("{\"connectorId\":1,\"transactionId\":9,\"meterValue\""),
        t.last("MeterValues"));
  }

  @Test
  void aTriggerWithoutConnectorSendsValuesOfAllAndOfTheStation() {
    Talk t = new Talk(2, Talk.LIMIT_0);
    t.boot();
    t.change("MeterValuesSampledData", "Energy.Active.Import.Register");
    t.ask("TriggerMessage", "{\"requestedMessage\":\"MeterValues\"}");
    List<String> sent = answered(t, 3);
    assertTrue(sent.get(0).contains("{\"connectorId\":0,"));
    assertTrue(values(sent.get(0)).contains("{\"value\":\"2000\",\"context\":\"Trigger\""));
    assertFalse(sent.get(1).contains("transactionId"));
  }

  @Test
  void aTriggerForOneConnectorSendsThatOne() {
    Talk t = new Talk(2, Talk.LIMIT_0);
    t.boot();
    t.ask("TriggerMessage", "{\"requestedMessage\":\"MeterValues\",\"connectorId\":2}");
    assertEquals(1, t.of("MeterValues").size());
    assertTrue(t.last("MeterValues").contains("{\"connectorId\":2,"));
  }
}
