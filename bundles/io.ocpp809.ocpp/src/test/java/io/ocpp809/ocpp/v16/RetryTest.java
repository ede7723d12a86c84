package io.ocpp809.ocpp.v16;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.settings.Setting;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryTest {
  private final Talk t = new Talk();

  private void unansweredStart(String attempts, String interval) {
    t.boot();
    t.set(Setting.MESSAGE_ATTEMPTS, attempts);
    t.set(Setting.MESSAGE_ATTEMPT_INTERVAL, interval);
    t.pile.plugged = true;
    t.advance(2);
    t.ask("RemoteStartTransaction", "{\"connectorId\":1,\"idTag\":\"CARD\"}");
    t.advance(2);
  }

  @Test
  void aSessionWhileTheCsmsIsAwayIsDeliveredAfterwardsUnderTheNumberOfItsAnswer() {
    t.boot();
    t.lose();
    t.set(Setting.OFFLINE_TX_FOR_UNKNOWN_ID, "true");
    t.pile.plugged = true;
    t.pile.token = Optional.of("CARD");
    t.advance(4);
    t.pile.plugged = false;
    t.pile.token = Optional.of("");
    t.advance(5);
    t.open();
    assertEquals(1, t.of("BootNotification").size(), "no second boot");
    assertTrue(t.of("StopTransaction").isEmpty(), "in order");
    t.answer("StartTransaction", "{\"transactionId\":5,\"idTagInfo\":{\"status\":\"Accepted\"}}");
    assertTrue(t.last("StopTransaction").contains("\"transactionId\":5"));
  }

  @Test
  void aDeadConnectionCostsNoStartAlsoWhereTheCsmsWantsNoPings() {
    unansweredStart("2", "60");
    t.set(Setting.WEB_SOCKET_PING_INTERVAL, "0");
    t.answersPings = false;
    t.answersStatus = false;
    t.advance(60);
    assertFalse(t.aborted.isEmpty());
    t.advance(120);
    t.answersPings = true;
    t.open();
    t.answer("StartTransaction", "{\"transactionId\":5,\"idTagInfo\":{\"status\":\"Accepted\"}}");
    assertEquals(List.of(), t.dead);
  }

  @Test
  void aCsmsThatTakesNoReadingsDelaysNoEnd() {
    t.set(Setting.MESSAGE_TIMEOUT, "600");
    unansweredStart("3", "10");
    t.answer("StartTransaction", "{\"transactionId\":5,\"idTagInfo\":{\"status\":\"Accepted\"}}");
    t.advance(61);
    for (int i = 0; i < 2; i++) {
      t.refuse("MeterValues", "FormationViolation");
      t.advance(10 * (i + 1));
    }
    t.refuse("MeterValues", "FormationViolation");
    assertEquals(1, t.dead.size());
    t.advance(61);
    assertEquals(4, t.of("MeterValues").size());
    t.refuse("MeterValues", "FormationViolation");
    assertEquals(2, t.dead.size(), "once, as the one before was given up");
    t.advance(61);
    t.answer("MeterValues", "{}");
    t.advance(61);
    t.refuse("MeterValues", "InternalError");
    assertEquals(2, t.dead.size(), "tried again, as the one before was taken");
  }

  @Test
  void eachAttemptIsANewCallAfterTheIntervalTimesTheAttemptsSoFar() {
    unansweredStart("4", "10");
    t.refuse("StartTransaction", "InternalError");
    t.advance(9);
    assertEquals(1, t.of("StartTransaction").size());
    t.advance(1);
    assertEquals(2, t.of("StartTransaction").size());
    t.refuse("StartTransaction", "InternalError");
    t.advance(19);
    assertEquals(2, t.of("StartTransaction").size());
    t.advance(1);
    assertEquals(3, t.of("StartTransaction").size());
    HashSet<String> ids = new HashSet<>();
    t.of("StartTransaction").forEach(s -> ids.add(Talk.idOf(s)));
    assertEquals(3, ids.size());
  }

  @Test
  void anUnansweredMessageWaitsForItsTimeOutAndALateAnswerIsPassedOver() {
    unansweredStart("3", "10");
    String first = t.last("StartTransaction");
    t.advance(27);
    assertEquals(1, t.of("StartTransaction").size());
    t.advance(14);
    assertEquals(2, t.of("StartTransaction").size());
    t.socket.text(
        "[3,\""
            + Talk.idOf(first)
            + "\",{\"transactionId\":5,\"idTagInfo\":{\"status\":\"Accepted\"}}]");
    t.scheduler.runDue();
    assertTrue(t.warnings.get(0).startsWith("an answer to no open call has come"));
    t.answer("StartTransaction", "{\"transactionId\":6,\"idTagInfo\":{\"status\":\"Accepted\"}}");
    t.pile.plugged = false;
    t.advance(3);
    assertTrue(t.last("StopTransaction").contains("\"transactionId\":6"));
  }

  @Test
  void aConnectionLostWhileAnAttemptWaitsSendsTheMessageOnce() {
    unansweredStart("4", "10");
    t.refuse("StartTransaction", "InternalError");
    t.lose();
    t.advance(9);
    t.open();
    assertEquals(2, t.of("StartTransaction").size());
    t.advance(20);
    assertEquals(2, t.of("StartTransaction").size(), "the wait of before counts no more");
  }

  @Test
  void aLostConnectionCostsNoAttempt() {
    unansweredStart("2", "1");
    for (int i = 0; i < 4; i++) {
      t.lose();
      t.advance(40);
      t.open();
      if (t.sent.get(t.sent.size() - 1).contains("BootNotification")) {
        t.bootAnswer("Accepted", 300);
      }
    }
    assertTrue(t.dead.isEmpty());
    assertEquals(5, t.of("StartTransaction").size());
  }

  private void loseAndComeBack(boolean closed) {
    t.lose(closed);
    t.advance(40);
    t.open();
  }

  @Test
  void aMessageOnWhichTheCsmsClosesTheConnectionThreeTimesRunningHasHadAnAttempt() {
    unansweredStart("2", "1");
    for (int i = 0; i < 5; i++) {
      loseAndComeBack(true);
    }
    assertEquals(List.of(), t.dead);
    assertEquals(6, t.of("StartTransaction").size());
    loseAndComeBack(true);
    assertEquals(
        List.of("StartTransaction was answered by closing the connection 2 times"), t.dead);
    assertTrue(t.last("MeterValues").contains("\"transactionId\":-1"), "what waited goes on");
  }

  @Test
  void aConnectionThatBreaksOffBetweenTwoClosesClearsTheMessageOfSuspicion() {
    unansweredStart("1", "1");
    for (int i = 0; i < 9; i++) {
      loseAndComeBack(i % 3 != 2);
    }
    assertEquals(List.of(), t.dead);
    assertEquals(10, t.of("StartTransaction").size());
  }

  @Test
  void aStartThatIsNeverAcceptedBecomesADeadLetterAndTheStopGoesWithMinusOne() {
    unansweredStart("2", "1");
    for (int i = 0; i < 2; i++) {
      t.refuse("StartTransaction", "InternalError");
      t.advance(2);
    }
    assertEquals(List.of("StartTransaction was refused: InternalError no 2 times"), t.dead);
    t.pile.plugged = false;
    t.advance(3);
    assertTrue(t.last("StopTransaction").contains("\"transactionId\":-1"));
  }

  @Test
  void aStartAnsweredWithoutANumberIsADeadLetterThatNamesTheField() {
    unansweredStart("2", "1");
    t.answer("StartTransaction", "{\"idTagInfo\":{\"status\":\"Accepted\"}}");
    assertEquals(List.of("it cannot be read: transactionId is missing"), t.lostAnswers);
    assertEquals(List.of(), t.dead);
  }

  @Test
  void theNumberIsKeptBeforeTheNextMessageLeaves() {
    unansweredStart("2", "1");
    t.answer("StartTransaction", "{\"transactionId\":5,\"idTagInfo\":{\"status\":\"Accepted\"}}");
    assertEquals(
        5,
        new TransactionIds(t.memory)
            .number(t.station.view().evses().get(0).transaction().get().id()));
  }

  @Test
  void aStopTransactionIsThinnedOutUntilItFits() {
    t.boot();
    t.set(Setting.SAMPLED_INTERVAL, "1");
    t.set(Setting.SAMPLED_MEASURANDS, "");
    t.set(
        Setting.SAMPLED_ENDED_MEASURANDS,
        "Energy.Active.Import.Register,Current.Import,Energy.Active.Import.Register,"
            + "Current.Import");
    t.startTransaction();
    t.advance(190);
    t.pile.plugged = false;
    t.advance(5);
    String stop = t.last("StopTransaction");
    assertTrue(stop.length() <= Delivery.MESSAGE_AT_MOST + 100, String.valueOf(stop.length()));
    assertTrue(stop.length() > Delivery.MESSAGE_AT_MOST / 3, String.valueOf(stop.length()));
    assertTrue(stop.contains("Transaction.Begin") && stop.contains("Transaction.End"));
    assertFalse(stop.contains("null"));
  }
}
