package io.ocpp809.ocpp.v16;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.settings.Setting;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions from the first card to the last message, and what the CSMS orders meanwhile. */
class SessionTest {
  private static final String ACCEPTED = "{\"status\":\"Accepted\"}";
  private static final String REJECTED = "{\"status\":\"Rejected\"}";

  private final Talk t = new Talk();

  @Test
  void anAcceptedTokenChargesThoughItsExpiryIsPastForItIsTheCachesOnly() {
    String accepted = "{\"status\":\"Accepted\",\"expiryDate\":\"2026-02-01T00:00:00Z\"}";
    t.boot();
    t.pile.plugged = true;
    t.advance(2);
    t.pile.token = Optional.of("CARD");
    t.advance(2);
    t.answer("Authorize", "{\"idTagInfo\":" + accepted + "}");
    t.advance(2);
    t.answer("StartTransaction", "{\"transactionId\":9,\"idTagInfo\":" + accepted + "}");
    t.advance(20);
    assertEquals(16_000, t.pile.milliamps);
    assertEquals(List.of(), t.of("StopTransaction"));
  }

  @Test
  void aRemoteSessionIsStartedMeteredAndStoppedInOrder() {
    t.boot();
    t.pile.plugged = true;
    t.advance(2);
    assertEquals(
        ACCEPTED, t.ask("RemoteStartTransaction", "{\"connectorId\":1,\"idTag\":\"CARD\"}"));
    t.advance(2);
    assertTrue(
        t.last("StartTransaction")
            .contains("{\"connectorId\":1,\"idTag\":\"CARD\",\"meterStart\":1000,"));
    t.answer("StartTransaction", "{\"transactionId\":77,\"idTagInfo\":{\"status\":\"Accepted\"}}");
    t.pile.registerWh = 1050;
    t.advance(65);
    String metered = t.last("MeterValues");
    assertTrue(metered.contains("\"transactionId\":77"), metered);
    assertTrue(metered.contains("\"value\":\"1050\""), metered);
    t.answer("MeterValues", "{}");
    assertEquals(ACCEPTED, t.ask("RemoteStopTransaction", "{\"transactionId\":77}"));
    t.advance(3);
    String stop = t.last("StopTransaction");
    assertTrue(stop.contains("\"meterStop\":1050"), stop);
    assertTrue(stop.contains("\"reason\":\"Remote\""), stop);
    assertTrue(stop.contains("\"transactionId\":77"), stop);
  }

  @Test
  void aCardIsAskedAboutAndStopsItsOwnSessionWithoutAsking() {
    t.boot();
    t.pile.plugged = true;
    t.advance(2);
    t.pile.token = Optional.of("CARD");
    t.advance(1);
    assertTrue(t.last("Authorize").endsWith("{\"idTag\":\"CARD\"}]"));
    t.answer("Authorize", "{\"idTagInfo\":{\"status\":\"Accepted\",\"expiryDate\":\"\"}}");
    t.advance(2);
    t.answer("StartTransaction", "{\"transactionId\":9,\"idTagInfo\":{\"status\":\"Accepted\"}}");
    t.pile.token = Optional.of("");
    t.advance(2);
    t.pile.token = Optional.of("CARD");
    t.advance(4);
    assertEquals(1, t.of("Authorize").size());
    assertTrue(t.last("StopTransaction").contains("\"idTag\":\"CARD\""));
  }

  @Test
  void aCardThatTheCsmsRefusesStartsNothing() {
    t.boot();
    t.pile.plugged = true;
    t.advance(2);
    t.pile.token = Optional.of("CARD");
    t.advance(1);
    t.answer("Authorize", "{\"idTagInfo\":{\"status\":\"Invalid\"}}");
    t.advance(5);
    assertTrue(t.of("StartTransaction").isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"connectorId\":0,\"idTag\":\"CARD\"}|connector 0",
        "{\"connectorId\":2,\"idTag\":\"CARD\"}|no such connector",
        "{\"connectorId\":1,\"idTag\":\"\"}|no tag",
        "{\"connectorId\":1,\"idTag\":\"CARD\",\"chargingProfile\":{\"chargingProfileId\":1,\"stackLevel\":0,\"chargingProfilePurpose\":\"TxDefaultProfile\",\"chargingProfileKind\":\"Relative\",\"chargingSchedule\":{\"chargingRateUnit\":\"A\",\"chargingSchedulePeriod\":[{\"startPeriod\":0,\"limit\":8}]}}}|a profile of another purpose",
        "{\"connectorId\":1,\"idTag\":\"CARD\",\"chargingProfile\":{\"chargingProfileId\":1,\"transactionId\":3,\"stackLevel\":0,\"chargingProfilePurpose\":\"TxProfile\",\"chargingProfileKind\":\"Relative\",\"chargingSchedule\":{\"chargingRateUnit\":\"A\",\"chargingSchedulePeriod\":[{\"startPeriod\":0,\"limit\":8}]}}}|a profile that names a transaction"
      })
  void aRemoteStartThatCannotBeIsRejected(String payload, String why) {
    t.boot();
    assertEquals(REJECTED, t.ask("RemoteStartTransaction", payload), why);
  }

  @Test
  void aRemoteStartWithoutConnectorTakesAFreeOneAndItsProfileHolds() {
    t.boot();
    t.pile.plugged = true;
    t.advance(2);
    assertEquals(
        ACCEPTED,
        t.ask(
            "RemoteStartTransaction",
            "{\"idTag\":\"CARD\",\"chargingProfile\":{\"chargingProfileId\":1,\"stackLevel\":0,"
                + "\"chargingProfilePurpose\":\"TxProfile\",\"chargingProfileKind\":\"Relative\","
                + "\"chargingSchedule\":{\"chargingRateUnit\":\"A\","
                + "\"chargingSchedulePeriod\":[{\"startPeriod\":0,\"limit\":7}]}}}"));
    t.advance(2);
    assertEquals(7_000, t.pile.milliamps);
    assertEquals(
        REJECTED,
        t.ask("RemoteStartTransaction", "{\"idTag\":\"OTHER\"}"),
        "the only connector is taken");
  }

  @Test
  void aRemoteStopOfAnUnknownTransactionIsRejected() {
    t.boot();
    t.startTransaction();
    assertEquals(REJECTED, t.ask("RemoteStopTransaction", "{\"transactionId\":10}"));
    assertEquals(REJECTED, t.ask("RemoteStopTransaction", "{\"transactionId\":-1}"));
  }

  @Test
  void aResetEndsTheTransactionDeliversItAndBootsAnew() {
    t.boot();
    t.startTransaction();
    assertEquals(ACCEPTED, t.ask("Reset", "{\"type\":\"Soft\"}"));
    t.advance(3);
    assertTrue(t.last("StopTransaction").contains("\"reason\":\"SoftReset\""));
    t.advance(10);
    assertEquals(0, t.closes, "the end of the transaction is not delivered yet");
    t.answer("StopTransaction", "{}");
    t.advance(3);
    assertEquals(1, t.closes, "with a close frame");
    assertEquals(
        List.of("not connected: the CSMS has ordered a reset; the station connects and boots anew"),
        t.warnings);
    t.advance(9);
    t.open();
    assertEquals(2, t.of("BootNotification").size());
    assertEquals(1, t.of("StopTransaction").size());
  }

  @Test
  void anAvailabilityChangeWithinATransactionWaitsForItsEnd() {
    t.boot();
    t.startTransaction();
    assertEquals(
        "{\"status\":\"Scheduled\"}",
        t.ask("ChangeAvailability", "{\"connectorId\":1,\"type\":\"Inoperative\"}"));
    assertEquals(
        ACCEPTED, t.ask("ChangeAvailability", "{\"connectorId\":1,\"type\":\"Operative\"}"));
    assertEquals(
        REJECTED, t.ask("ChangeAvailability", "{\"connectorId\":2,\"type\":\"Operative\"}"));
  }

  @Test
  void clearCacheIsRejectedWithoutACache() {
    t.boot();
    assertEquals(ACCEPTED, t.ask("ClearCache", "{}"));
    t.change("AuthorizationCacheEnabled", "false");
    assertEquals(REJECTED, t.ask("ClearCache", "null"));
  }

  @Test
  void anotherVendorsDataTransferIsUnknown() {
    t.boot();
    assertEquals(
        "{\"status\":\"UnknownVendorId\"}",
        t.ask("DataTransfer", "{\"vendorId\":\"x\",\"messageId\":\"y\",\"data\":\"z\"}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Nonsense|{}|NotImplemented|Nonsense is not known",
        "reset|{}|NotImplemented|reset is not known",
        "GetDiagnostics|{}|NotSupported|GetDiagnostics is not offered by this station",
        "ReserveNow|{}|NotSupported|ReserveNow is not offered by this station",
        "Reset|{}|OccurenceConstraintViolation|Reset: type is missing",
        "Reset|[]|TypeConstraintViolation|Reset: the payload must be an object",
        "Reset|{\"type\":7}|TypeConstraintViolation|Reset: type must be a text",
        "Reset|{\"type\":\"Warm\"}|PropertyConstraintViolation|Reset: type cannot be Warm",
        "Reset|{\"type\":\"Soft\",\"x\":1}|FormationViolation|Reset: x is no field of this message",
        "UnlockConnector|{\"connectorId\":1.5}|TypeConstraintViolation|UnlockConnector: connectorId must be a whole number, not 1.5",
        "RemoteStartTransaction|{\"idTag\":\"123456789012345678901\"}|PropertyConstraintViolation|RemoteStartTransaction: idTag has 21 of at most 20 characters"
      })
  void aCallThatDoesNotFitIsRefusedByField(
      String action, String payload, String code, String text) {
    t.boot();
    String answer = t.call(action, payload);
    assertTrue(answer.contains("\"" + code + "\",\"" + text + "\""), answer);
    assertEquals(List.of("a call of the CSMS is refused: " + text), t.warnings);
  }

  @Test
  void aFrameThatIsNoJsonIsPassedOverAndTheConversationGoesOn() {
    t.boot();
    t.socket.text("hello");
    t.scheduler.runDue();
    assertEquals(List.of("the frame is no JSON; it is passed over: hello"), t.warnings);
    for (int i = 0; i < 9; i++) {
      t.socket.text("hello");
    }
    t.scheduler.runDue();
    assertEquals(2, t.warnings.size(), "the first, and the tenth");
    assertTrue(t.warnings.get(1).endsWith("(10 times by now)"));
    assertTrue(t.call("GetConfiguration", "{}").startsWith("[3,"));
    assertFalse(t.connection.state().startsWith("not"));
  }

  @Test
  void anAnswerOfTheStationDoesNotGoToAnotherConnection() {
    Talk slow =
        new Talk(
            1, Talk.capabilities(io.ocpp809.station.pile.Capabilities.Gate.LIMIT_0, true, true));
    slow.boot();
    slow.startTransaction();
    slow.socket.text("[2,\"u1\",\"UnlockConnector\",{\"connectorId\":1}]");
    slow.lose();
    slow.advance(9);
    slow.open();
    slow.advance(30);
    assertTrue(slow.sent.stream().noneMatch(s -> s.contains("\"u1\"")), slow.sent.toString());
  }

  @Test
  void sampledValuesCanBeTurnedOff() {
    t.boot();
    t.set(Setting.SAMPLED_INTERVAL, "0");
    t.startTransaction();
    t.advance(130);
    assertTrue(t.of("MeterValues").isEmpty());
  }
}
