package io.ocpp809.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonParser;
import io.ocpp809.testkit.csms.Message;
import org.junit.jupiter.api.Test;

class WordsTest {

  private static String words(boolean fromStation, String action, String payload) {
    return Words.of(
        new Message(
            "keba", fromStation, action, JsonParser.parseString(payload).getAsJsonObject()));
  }

  @Test
  void aMessageIsToldByTheFieldsThatMatterToAPerson() {
    assertEquals(
        "keba → StatusNotification: SuspendedEVSE, 0 A: fuse of 12:00",
        words(
            true,
            "StatusNotification",
            """
            {"connectorId":1,"errorCode":"NoError","info":"0 A: fuse of 12:00",
             "status":"SuspendedEVSE"}"""));
    assertEquals(
        "keba → StopTransaction: transactionId 3, meterStop 1234 Wh, reason Remote",
        words(
            true,
            "StopTransaction",
            "{\"meterStop\":1234,\"transactionId\":3,\"reason\":\"Remote\"}"));
    assertEquals("keba → Heartbeat", words(true, "Heartbeat", "{}"));
  }

  @Test
  void aProfileIsToldByItsPurposeAndFirstLimit() {
    assertEquals(
        "keba ← SetChargingProfile: TxDefaultProfile 8 A",
        words(
            false,
            "SetChargingProfile",
            """
            {"connectorId":1,"csChargingProfiles":{"chargingProfilePurpose":"TxDefaultProfile",
             "chargingSchedule":{"chargingRateUnit":"A",
              "chargingSchedulePeriod":[{"startPeriod":0,"limit":8}]}}}"""));
  }

  @Test
  void meterValuesAreToldByTheirTotals() {
    assertEquals(
        "keba → MeterValues: transactionId 1, 4321 Wh, 5520 W",
        words(
            true,
            "MeterValues",
            """
            {"connectorId":1,"transactionId":1,"meterValue":[{"timestamp":"2026-03-01T08:00:00Z",
             "sampledValue":[{"value":"4321","unit":"Wh"},{"value":"5520","unit":"W"},
              {"value":"8","unit":"A","phase":"L1"}]}]}"""));
  }
}
