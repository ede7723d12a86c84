package io.ocpp809.ocpp.v16;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.core.EvseOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusTest {
  private final Talk t = new Talk();

  @Test
  void afterABootEveryConnectorIsReportedConnectorZeroFirst() {
    t.boot();
    List<String> states = t.of("StatusNotification");
    assertEquals(2, states.size());
    assertTrue(
        states
            .get(0)
            .contains("{\"connectorId\":0,\"errorCode\":\"NoError\",\"status\":\"Available\""));
    assertTrue(
        states
            .get(1)
            .contains("{\"connectorId\":1,\"errorCode\":\"NoError\",\"status\":\"Available\""));
  }

  @Test
  void aConnectorOutOfServiceThatJoinsAfterTheBootIsToldAsSuch() {
    t.memory.put("evse.2.operative", "false".getBytes(StandardCharsets.UTF_8));
    t.boot();
    Talk.Pile second = t.new Pile(2, Talk.LIMIT_0);
    t.piles.add(second);
    t.station.attach(EvseOptions.of(2, 16_000), second);
    t.advance(60);
    List<String> states = t.of("StatusNotification");
    assertEquals(3, states.size(), states.toString());
    assertTrue(
        states
            .get(2)
            .contains("{\"connectorId\":2,\"errorCode\":\"NoError\",\"status\":\"Unavailable\""));
  }

  @Test
  void afterAnOutageOnlyWhatHasChangedIsReportedWithTheTimeOfTheChange() {
    t.boot();
    t.lose();
    t.advance(2);
    t.pile.plugged = true;
    t.advance(7);
    t.open();
    List<String> states = t.of("StatusNotification");
    assertEquals(3, states.size());
    assertTrue(states.get(2).contains("\"status\":\"Preparing\""));
    assertTrue(states.get(2).contains("\"timestamp\":\"2026-03-01T10:00:03.000Z\""), states.get(2));
  }

  @Test
  void whatChangedAndChangedBackDuringAnOutageIsNotReported() {
    t.boot();
    t.lose();
    t.pile.plugged = true;
    t.advance(3);
    t.pile.plugged = false;
    t.advance(6);
    t.open();
    assertEquals(2, t.of("StatusNotification").size());
  }

  @Test
  void aStateThatWentIntoADeadConnectionIsToldOnTheNextOne() {
    t.boot();
    t.answersStatus = false;
    t.pile.plugged = true;
    t.advance(3);
    assertEquals(3, t.of("StatusNotification").size());
    t.lose();
    t.answersStatus = true;
    t.advance(9);
    t.open();
    assertEquals(4, t.of("StatusNotification").size());
    assertTrue(t.last("StatusNotification").contains("\"status\":\"Preparing\""));
    t.lose();
    t.advance(9);
    t.open();
    assertEquals(4, t.of("StatusNotification").size(), "answered, and not told again");
  }

  @Test
  void aStateShorterThanMinimumStatusDurationIsSkipped() {
    t.boot();
    t.change("MinimumStatusDuration", "5");
    t.pile.plugged = true;
    t.advance(3);
    t.pile.plugged = false;
    t.advance(10);
    assertEquals(2, t.of("StatusNotification").size());
    t.pile.plugged = true;
    t.advance(7);
    assertEquals(3, t.of("StatusNotification").size());
  }

  @Test
  void connectorZeroIsUnavailableWhenTheStationIs() {
    t.boot();
    assertEquals(
        "{\"status\":\"Accepted\"}",
        t.ask("ChangeAvailability", "{\"connectorId\":0,\"type\":\"Inoperative\"}"));
    t.advance(2);
    List<String> states = t.of("StatusNotification");
    assertTrue(
        states.stream()
            .anyMatch(s -> s.contains("{\"connectorId\":0,") && s.contains("Unavailable")));
    assertTrue(
        states.stream()
            .anyMatch(s -> s.contains("{\"connectorId\":1,") && s.contains("Unavailable")));
    assertEquals(4, states.size());
  }

  @Test
  void aTriggerWithoutConnectorSendsAllOfThem() {
    t.boot();
    assertEquals(
        "{\"status\":\"Accepted\"}",
        t.ask("TriggerMessage", "{\"requestedMessage\":\"StatusNotification\"}"));
    assertEquals(4, t.of("StatusNotification").size());
  }

  @ParameterizedTest
  @CsvSource({
    "StatusNotification, 2, Rejected",
    "MeterValues, 7, Rejected",
    "StatusNotification, -1, Rejected",
    "DiagnosticsStatusNotification, 1, NotImplemented",
    "FirmwareStatusNotification, 0, NotImplemented"
  })
  void aTriggerThatCannotBeDoneSaysSo(String message, int connector, String status) {
    t.boot();
    assertEquals(
        "{\"status\":\"" + status + "\"}",
        t.ask(
            "TriggerMessage",
            "{\"requestedMessage\":\"" + message + "\",\"connectorId\":" + connector + "}"));
  }

  @Test
  void theAnswerToATriggerGoesBeforeWhatItAsksFor() {
    t.boot();
    int before = t.sent.size();
    t.call("TriggerMessage", "{\"requestedMessage\":\"StatusNotification\",\"connectorId\":1}");
    assertTrue(t.sent.get(before).startsWith("[3,"));
    assertTrue(t.sent.get(before + 1).contains("StatusNotification"));
  }

  @Test
  void aCsmsThatDoesNotSupportStatusNotificationIsNotTroubledAgainUntilTheNextBoot() {
    t.answersStatus = false;
    t.boot();
    t.refuse("StatusNotification", "NotSupported");
    t.advance(3);
    assertEquals(List.of("StatusNotification was refused: NotSupported no"), t.warnings);
    int sent = t.of("StatusNotification").size();
    t.refuse("StatusNotification", "NotSupported");
    t.pile.plugged = true;
    t.advance(5);
    assertEquals(sent, t.of("StatusNotification").size());
    assertEquals(Optional.empty(), t.dead.stream().findFirst());
    assertFalse(t.connection.state().isEmpty());
  }

  @Test
  void aConnectorThatWasTakenAwayIsTriggeredNoMore() {
    Talk two = new Talk(2, Talk.LIMIT_0);
    two.boot();
    String trigger = "{\"requestedMessage\":\"StatusNotification\",\"connectorId\":2}";
    assertEquals("{\"status\":\"Accepted\"}", two.ask("TriggerMessage", trigger));
    two.station.remove(2, () -> {});
    two.advance(5);
    assertEquals("{\"status\":\"Rejected\"}", two.ask("TriggerMessage", trigger));
  }
}
