package io.ocpp809.ocpp.v16;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootTest {
  private final Talk t = new Talk();

  @Test
  void nothingButBootNotificationIsSentBeforeItIsAccepted() {
    t.open();
    t.advance(5);
    assertEquals(1, t.sent.size());
    assertTrue(
        t.sent
            .get(0)
            .endsWith(
                "\"BootNotification\",{\"chargePointVendor\":\"ocpp-809\","
                    + "\"chargePointModel\":\"gateway\"}]"));
    assertFalse(t.connection.online());
  }

  @Test
  void whilePendingOnlyWhatIsTriggeredIsSentAndNothingIsStarted() {
    t.open();
    t.bootAnswer("Pending", 60);
    assertEquals(
        List.of(
            "the CSMS answers Pending; next try in 60 s, nothing is started from remote until then"),
        t.warnings);
    t.pile.plugged = true;
    t.advance(5);
    assertEquals(1, t.sent.size(), "no StatusNotification of its own accord");
    assertTrue(t.call("GetConfiguration", "{}").startsWith("[3,"));
    assertEquals("{\"status\":\"Accepted\"}", t.change("MeterValueSampleInterval", "10"));
    assertEquals(
        "{\"status\":\"Rejected\"}",
        t.ask("RemoteStartTransaction", "{\"connectorId\":1,\"idTag\":\"CARD\"}"));
    assertEquals(
        "{\"status\":\"Rejected\"}", t.ask("RemoteStopTransaction", "{\"transactionId\":1}"));
    assertEquals(
        "{\"status\":\"Accepted\"}",
        t.ask("TriggerMessage", "{\"requestedMessage\":\"StatusNotification\",\"connectorId\":1}"));
    assertEquals(1, t.of("StatusNotification").size());
    assertEquals(
        "{\"status\":\"Accepted\"}",
        t.ask("TriggerMessage", "{\"requestedMessage\":\"Heartbeat\"}"));
    assertEquals(1, t.of("Heartbeat").size());
    t.answer("Heartbeat", "{\"currentTime\":\"2026-03-01T10:00:00Z\"}");
    assertEquals(
        "{\"status\":\"Accepted\"}",
        t.ask("TriggerMessage", "{\"requestedMessage\":\"BootNotification\"}"));
    assertEquals(2, t.of("BootNotification").size(), "earlier, because the CSMS asks");
    assertTrue(
        t.sent.indexOf(t.last("BootNotification"))
            > t.sent.indexOf(
                t.sent.stream().filter(f -> f.startsWith("[3,")).reduce((a, b) -> b).orElseThrow()),
        "after the answer");
    t.bootAnswer("Accepted", 300);
    assertTrue(t.connection.online());
  }

  @Test
  void pendingBootsAgainAfterTheInterval() {
    t.open();
    t.bootAnswer("Pending", 10);
    t.advance(9);
    assertEquals(1, t.of("BootNotification").size());
    t.advance(2);
    assertEquals(2, t.of("BootNotification").size());
  }

  @Test
  void aCallBeforeTheBootsAnswerIsAnsweredAndWhatIsTriggeredFollowsTheAnswer() {
    t.open();
    assertTrue(t.call("GetConfiguration", "{}").startsWith("[3,"));
    assertEquals(
        "{\"status\":\"Accepted\"}",
        t.ask("TriggerMessage", "{\"requestedMessage\":\"StatusNotification\"}"));
    assertTrue(t.of("StatusNotification").isEmpty(), "one call is open at a time");
    t.bootAnswer("Pending", 60);
    assertEquals(2, t.of("StatusNotification").size(), "connector 0 and 1");
  }

  @Test
  void whileRejectedNothingIsSentOrAnsweredUntilTheIntervalIsOver() {
    t.open();
    t.ask("TriggerMessage", "{\"requestedMessage\":\"StatusNotification\"}");
    t.bootAnswer("Rejected", 60);
    assertEquals(
        List.of(
            "the CSMS answers Rejected; next try in 60 s, nothing is sent or answered until then"),
        t.warnings);
    int before = t.sent.size();
    assertTrue(t.tryCall("GetConfiguration", "{}").isEmpty());
    assertTrue(
        t.tryCall("TriggerMessage", "{\"requestedMessage\":\"BootNotification\"}").isEmpty());
    assertTrue(t.tryCall("Nonsense", "{}").isEmpty());
    t.advance(58);
    assertEquals(before, t.sent.size());
    t.advance(3);
    assertEquals(2, t.of("BootNotification").size());
    t.bootAnswer("Accepted", 300);
    assertEquals(2, t.of("StatusNotification").size());
  }

  @Test
  void theIntervalOfTheAnswerBecomesTheHeartbeatIntervalUntilItIsChanged() {
    t.open();
    t.bootAnswer("Accepted", 120);
    assertEquals("120", t.key("HeartbeatInterval"));
    t.advance(119);
    assertTrue(t.of("Heartbeat").isEmpty());
    t.advance(2);
    assertEquals(1, t.of("Heartbeat").size());
    t.answer("Heartbeat", "{\"currentTime\":\"2026-03-01T10:02:00Z\"}");
    t.change("HeartbeatInterval", "20");
    t.advance(21);
    assertEquals(2, t.of("Heartbeat").size());
  }

  @Test
  void afterAcceptedATriggeredBootIsRejected() {
    t.boot();
    assertEquals(
        "{\"status\":\"Rejected\"}",
        t.ask("TriggerMessage", "{\"requestedMessage\":\"BootNotification\"}"));
  }

  @Test
  void aNewConnectionNeedsNoBootUnlessTheCsmsRefusesEverythingWithoutOne() {
    t.boot();
    t.lose();
    t.pile.plugged = true;
    t.advance(9);
    t.open();
    assertEquals(1, t.of("BootNotification").size());
    assertTrue(t.connection.online());
    t.ask("TriggerMessage", "{\"requestedMessage\":\"Heartbeat\"}");
    t.refuse("Heartbeat", "SecurityError");
    assertFalse(t.connection.online());
    assertEquals(2, t.of("BootNotification").size());
    t.bootAnswer("Accepted", 300);
    assertTrue(t.connection.online());
  }

  @Test
  void anAnswerWithMoreThanTheStandardSaysAndAnOddTimeIsRead() {
    t.open();
    t.answer(
        "BootNotification",
        "{\"status\":\"Accepted\",\"currentTime\":\"2026-03-01T11:00:00.123456+01\","
            + "\"interval\":300,\"heartbeatInterval\":7}");
    assertTrue(t.connection.online());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"status\":\"Accepted\",\"interval\":300}|currentTime is missing",
        "{\"status\":\"Fine\",\"currentTime\":\"2026-03-01T10:00:00Z\",\"interval\":300}|status cannot be Fine",
        "{\"status\":\"Accepted\",\"currentTime\":\"now\",\"interval\":300}|currentTime must be a date and time, not now",
        "{\"status\":\"Accepted\",\"currentTime\":\"+999999999-01-01T00:00:00Z\",\"interval\":300}|currentTime must be a date and time, not +999999999-01-01T00:00:00Z",
        "{\"status\":\"Accepted\",\"currentTime\":\"2026-03-01T10:00:00Z\",\"interval\":1e99999}|interval must be a number of fewer digits"
      })
  void anAnswerThatCannotBeReadIsNamedAndTheBootIsTriedAgain(String payload, String why) {
    t.open();
    t.answer("BootNotification", payload);
    assertEquals(
        List.of(
            "the answer to BootNotification cannot be read: " + why,
            "the answer to BootNotification cannot be read: " + why + "; next try in 30 s"),
        t.warnings);
    t.advance(31);
    assertEquals(2, t.of("BootNotification").size());
  }

  @Test
  void aRefusedBootIsNamedAndTriedAgain() {
    t.open();
    t.refuse("BootNotification", "InternalError");
    assertEquals(
        List.of("the CSMS refuses BootNotification: InternalError no; next try in 30 s"),
        t.warnings);
    t.advance(31);
    assertEquals(2, t.of("BootNotification").size());
    assertFalse(
        Talk.idOf(t.of("BootNotification").get(0)).equals(Talk.idOf(t.last("BootNotification"))),
        "each try has an identifier of its own");
  }

  @Test
  void theCsmsTellsTheTimeWhileTheGatewaysClockIsNotTrusted() {
    t.clockTrusted = false;
    t.open();
    t.answer(
        "BootNotification",
        "{\"status\":\"Accepted\",\"currentTime\":\"2027-01-01T00:00:00Z\",\"interval\":300}");
    assertTrue(t.station.now().trusted());
    assertEquals("2027-01-01T00:00:00Z", t.station.now().wall().toString());
    t.ask("TriggerMessage", "{\"requestedMessage\":\"Heartbeat\"}");
    t.answer("Heartbeat", "{\"currentTime\":\"2027-01-01T00:00:10Z\"}");
    assertEquals("2027-01-01T00:00:10Z", t.station.now().wall().toString(), "it stays right");
    assertEquals(Optional.of(true), Optional.of(t.station.now().trusted()));
  }

  @Test
  void aCsmsWhoseOwnClockIsWrongTellsNoTime() {
    t.clockTrusted = false;
    t.open();
    t.answer(
        "BootNotification",
        "{\"status\":\"Accepted\",\"currentTime\":\"1970-01-01T00:00:07Z\",\"interval\":300}");
    assertTrue(t.connection.online());
    assertFalse(t.station.now().trusted());
    assertEquals(Talk.NOW, t.station.now().wall().toString());
    assertEquals(
        List.of("the CSMS says it is 1970-01-01T00:00:07Z, which cannot be; its time is not taken"),
        t.warnings);
  }
}
