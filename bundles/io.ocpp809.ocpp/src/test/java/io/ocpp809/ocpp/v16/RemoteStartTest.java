package io.ocpp809.ocpp.v16;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RemoteStartTest {
  private static final String ACCEPTED = "{\"status\":\"Accepted\"}";
  private static final String REJECTED = "{\"status\":\"Rejected\"}";

  private final Talk t = new Talk(2, Talk.LIMIT_0);

  private static String profile(int id, String purpose, int limit) {
    return "{\"chargingProfileId\":"
        + id
        + ",\"stackLevel\":"
        + id % 50
        + ",\"chargingProfilePurpose\":\""
        + purpose
        + "\",\"chargingProfileKind\":\"Relative\",\"chargingSchedule\":{"
        + "\"chargingRateUnit\":\"A\",\"chargingSchedulePeriod\":[{\"startPeriod\":0,\"limit\":"
        + limit
        + "}]}}";
  }

  private String anywhere(String tag) {
    return t.ask("RemoteStartTransaction", "{\"idTag\":\"" + tag + "\"}");
  }

  @Test
  void withoutConnectorTheStartGoesWhereAVehicleWaits() {
    t.boot();
    t.piles.get(1).plugged = true;
    t.advance(2);
    assertEquals(ACCEPTED, anywhere("ONE"));
    t.advance(2);
    assertTrue(t.last("StartTransaction").contains("\"connectorId\":2,\"idTag\":\"ONE\""));
  }

  @Test
  void withoutConnectorNobodyIsSentToWhereAnotherIsAwaited() {
    t.boot();
    assertEquals(ACCEPTED, anywhere("ONE"));
    assertEquals(ACCEPTED, anywhere("TWO"));
    assertEquals(REJECTED, anywhere("THREE"));
    t.piles.forEach(p -> p.plugged = true);
    t.advance(2);
    assertTrue(t.last("StartTransaction").contains("\"connectorId\":1,\"idTag\":\"ONE\""));
    t.answer("StartTransaction", "{\"transactionId\":9,\"idTagInfo\":{\"status\":\"Accepted\"}}");
    assertTrue(t.last("StartTransaction").contains("\"connectorId\":2,\"idTag\":\"TWO\""));
  }

  @Test
  void withoutConnectorAFreePlaceComesBeforeOneWhereAUsedVehicleStands() {
    t.boot();
    t.startTransaction();
    t.ask("RemoteStopTransaction", "{\"transactionId\":9}");
    t.advance(5);
    t.answer("StopTransaction", "{}");
    assertEquals(ACCEPTED, anywhere("NEXT"));
    t.piles.get(1).plugged = true;
    t.advance(2);
    assertTrue(t.last("StartTransaction").contains("\"connectorId\":2,\"idTag\":\"NEXT\""));
  }

  @Test
  void aNegativeLimitInTheProfileOfAStartIsRefused() {
    t.boot();
    String answer =
        t.call(
            "RemoteStartTransaction",
            "{\"connectorId\":1,\"idTag\":\"A\",\"chargingProfile\":"
                + profile(1, "TxProfile", -1)
                + "}");
    assertTrue(answer.contains("\"PropertyConstraintViolation\""), answer);
    assertTrue(answer.contains("limit is 0 or more, not -1"), answer);
  }

  @Test
  void aStartWhoseProfileFindsNoRoomIsRejectedAndDoesNotChargeWithoutIt() {
    t.boot();
    for (int id = 1; id <= 50; id++) {
      assertEquals(
          ACCEPTED,
          t.ask(
              "SetChargingProfile",
              "{\"connectorId\":1,\"csChargingProfiles\":"
                  + profile(id, "TxDefaultProfile", 16)
                  + "}"));
    }
    String start = "{\"connectorId\":1,\"idTag\":\"A\",\"chargingProfile\":%s}";
    assertEquals(
        REJECTED, t.ask("RemoteStartTransaction", start.formatted(profile(51, "TxProfile", 6))));
    assertEquals(
        ACCEPTED,
        t.ask("RemoteStartTransaction", start.formatted(profile(50, "TxProfile", 6))),
        "takes the place of the one with its identifier");
  }
}
