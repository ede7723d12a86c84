package io.ocpp809.ocpp.v16;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Smart charging over the wire. */
class ProfilesTest {
  private static final String ACCEPTED = "{\"status\":\"Accepted\"}";
  private static final String REJECTED = "{\"status\":\"Rejected\"}";

  private final Talk t = new Talk();

  @BeforeEach
  void boot() {
    t.boot();
  }

  private static String schedule(String unit, String duration, String periods) {
    List<String> list = new ArrayList<>();
    for (String p : periods.split(",")) {
      String[] f = p.split(":");
      list.add("{\"startPeriod\":" + f[0] + ",\"limit\":" + f[1] + "}");
    }
    return "\"chargingSchedule\":{"
        + (duration.isEmpty() ? "" : "\"duration\":" + duration + ",")
        + "\"chargingRateUnit\":\""
        + unit
        + "\",\"chargingSchedulePeriod\":["
        + String.join(",", list)
        + "]}";
  }

  private String profile(int connector, int id, int level, String purpose, String kind, String s) {
    return t.ask(
        "SetChargingProfile",
        "{\"connectorId\":"
            + connector
            + ",\"csChargingProfiles\":{\"chargingProfileId\":"
            + id
            + ",\"stackLevel\":"
            + level
            + ",\"chargingProfilePurpose\":\""
            + purpose
            + "\",\"chargingProfileKind\":\""
            + kind
            + "\","
            + s
            + "}}");
  }

  /** The composite schedule as start:limit, start:limit. */
  private String composite(int connector, int duration, String unit) {
    String answer =
        t.ask(
            "GetCompositeSchedule",
            "{\"connectorId\":"
                + connector
                + ",\"duration\":"
                + duration
                + ",\"chargingRateUnit\":\""
                + unit
                + "\"}");
    if (!answer.contains("chargingSchedulePeriod")) {
      return answer;
    }
    assertFalse(answer.contains("startSchedule"), answer);
    assertTrue(answer.contains("\"scheduleStart\":\""), answer);
    List<String> list = new ArrayList<>();
    for (String p : answer.split("\"startPeriod\":")) {
      if (p.contains("\"limit\":")) {
        list.add(p.split(",")[0] + ":" + p.split("\"limit\":")[1].split("[},]")[0]);
      }
    }
    return String.join(", ", list);
  }

  private String now() {
    return t.scheduler.clock().instant().toString();
  }

  private String absolute(String unit, String duration, String periods) {
    return schedule(unit, duration, periods)
        .replace(
            "\"chargingRateUnit\"", "\"startSchedule\":\"" + now() + "\",\"chargingRateUnit\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"chargingSchedulePeriod\":[]", ",\"chargingSchedulePeriod\":null"})
  void aScheduleWithoutAPeriodIsRefusedAsWhatItIs(String periods) {
    String answer =
        t.call(
            "SetChargingProfile",
            "{\"connectorId\":1,\"csChargingProfiles\":{\"chargingProfileId\":1,\"stackLevel\":0,"
                + "\"chargingProfilePurpose\":\"TxDefaultProfile\",\"chargingProfileKind\":\"Absolute\","
                + "\"chargingSchedule\":{\"chargingRateUnit\":\"A\""
                + periods
                + "}}}");
    assertTrue(
        answer.contains(
            "\"OccurenceConstraintViolation\",\"SetChargingProfile: csChargingProfiles."
                + "chargingSchedule.chargingSchedulePeriod needs an entry at least\""),
        answer);
  }

  @Test
  void stackedDefaultProfilesFallBackWhenTheUpperOneIsOver() {
    assertEquals(
        ACCEPTED,
        profile(1, 1, 0, "TxDefaultProfile", "Absolute", absolute("A", "400", "0:6,100:8,200:10")));
    assertEquals(
        ACCEPTED,
        profile(1, 2, 1, "TxDefaultProfile", "Absolute", absolute("A", "150", "0:7,100:9")));
    assertEquals("0:7, 100:9, 150:8, 200:10", composite(1, 350, "A"), "TC_K_40");
  }

  @Test
  void stationMaximumDefaultAndTransactionProfileTogether() {
    t.startTransaction();
    assertEquals(
        ACCEPTED, profile(0, 1, 0, "ChargePointMaxProfile", "Absolute", absolute("A", "", "0:10")));
    assertEquals(
        ACCEPTED,
        profile(
            1,
            2,
            0,
            "TxDefaultProfile",
            "Absolute",
            absolute("A", "300", "0:6,60:10,120:8,180:15,260:8")));
    assertEquals(
        ACCEPTED,
        profile(
            1,
            3,
            0,
            "TxProfile",
            "Absolute",
            absolute("A", "260", "0:8,50:11,140:16,200:6,240:12")));
    assertEquals("0:8, 50:10, 200:6, 240:10, 260:8, 300:10", composite(1, 400, "A"), "TC_K_41");
  }

  @Test
  void aProfileLimitsTheRunningTransactionUntilItIsCleared() {
    t.startTransaction();
    assertEquals(16_000, t.pile.milliamps);
    assertEquals(
        ACCEPTED, profile(1, 1, 0, "TxDefaultProfile", "Absolute", absolute("A", "", "0:8.1")));
    t.advance(1);
    assertEquals(8_000, t.pile.milliamps);
    assertEquals("0:8.1", composite(1, 300, "A"));
    assertEquals(ACCEPTED, t.ask("ClearChargingProfile", "{}"));
    t.advance(1);
    assertEquals(16_000, t.pile.milliamps);
    assertEquals("{\"status\":\"Unknown\"}", t.ask("ClearChargingProfile", "{}"));
  }

  @Test
  void zeroPausesWithoutAnEndAndTheNextLimitResumes() {
    t.startTransaction();
    profile(1, 1, 0, "TxProfile", "Relative", schedule("A", "", "0:0"));
    t.advance(3);
    assertEquals(0, t.pile.milliamps);
    assertTrue(t.last("StatusNotification").contains("SuspendedEVSE"));
    assertTrue(t.of("StopTransaction").isEmpty());
    profile(1, 1, 0, "TxProfile", "Relative", schedule("A", "", "0:10"));
    t.advance(3);
    assertEquals(10_000, t.pile.milliamps);
    assertTrue(t.last("StatusNotification").contains("\"Charging\""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|ChargePointMaxProfile|99|Accepted|levels up to ChargeProfileMaxStackLevel",
        "0|ChargePointMaxProfile|100|Rejected|above it",
        "0|TxDefaultProfile|0|Accepted|for all connectors",
        "1|ChargePointMaxProfile|0|Rejected|for connector 0 only",
        "1|TxProfile|0|Rejected|no transaction runs",
        "0|TxProfile|0|Rejected|for a connector only",
        "2|TxDefaultProfile|0|Rejected|no such connector"
      })
  void aProfileIsTakenByPurposeConnectorAndLevel(
      int connector, String purpose, int level, String status, String why) {
    assertEquals(
        "{\"status\":\"" + status + "\"}",
        profile(connector, 1, level, purpose, "Absolute", absolute("A", "", "0:8")),
        why);
  }

  @Test
  void aTransactionNamedByAnotherNumberIsRejected() {
    t.startTransaction();
    String s = schedule("A", "", "0:8");
    assertEquals(REJECTED, profile(1, 1, 0, "TxProfile", "Relative", "\"transactionId\":10," + s));
    assertEquals(ACCEPTED, profile(1, 1, 0, "TxProfile", "Relative", "\"transactionId\":9," + s));
  }

  @Test
  void aNegativeLimitIsRefusedAndAHugeOneIsNoLimit() {
    String answer =
        t.call(
            "SetChargingProfile",
            "{\"connectorId\":1,\"csChargingProfiles\":{\"chargingProfileId\":1,\"stackLevel\":0,"
                + "\"chargingProfilePurpose\":\"TxDefaultProfile\","
                + "\"chargingProfileKind\":\"Relative\","
                + schedule("A", "", "0:-1")
                + "}}");
    assertTrue(
        answer.contains(
            "\"PropertyConstraintViolation\",\"SetChargingProfile: limit is 0 or more, not -1\""),
        answer);
    assertEquals(
        ACCEPTED, profile(1, 1, 0, "TxDefaultProfile", "Relative", schedule("A", "", "0:1e12")));
    assertEquals("0:16", composite(1, 60, "A"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "10:8|the first period starts at 0",
        "0:8,60:9,60:10|starts rise",
        "0:8,60:9,30:10|starts are in order"
      })
  void aScheduleWithoutOrderIsRejected(String periods, String why) {
    assertEquals(
        REJECTED,
        profile(1, 1, 0, "TxDefaultProfile", "Absolute", absolute("A", "", periods)),
        why);
  }

  @Test
  void aProfileOfTheSameIdOrOfTheSameLevelAndPurposeIsReplaced() {
    profile(1, 1, 0, "TxDefaultProfile", "Absolute", absolute("A", "", "0:8"));
    profile(1, 2, 0, "TxDefaultProfile", "Absolute", absolute("A", "", "0:12"));
    assertEquals("0:12", composite(1, 60, "A"));
    profile(1, 2, 5, "TxDefaultProfile", "Absolute", absolute("A", "", "0:14"));
    assertEquals("0:14", composite(1, 60, "A"));
    assertEquals(ACCEPTED, t.ask("ClearChargingProfile", "{\"stackLevel\":5}"));
    assertEquals("0:16", composite(1, 60, "A"), "nothing of before is left");
  }

  @Test
  void aLimitInWattIsTheTotalOfThreePhases() {
    profile(1, 1, 0, "TxDefaultProfile", "Relative", schedule("W", "", "0:6900"));
    assertEquals("0:10", composite(1, 60, "A"));
    assertEquals("0:6900", composite(1, 60, "W"));
  }

  @Test
  void withoutAProfileTheRatingIsTheSchedule() {
    assertEquals("0:16", composite(1, 60, "A"));
    assertEquals("0:16", composite(0, 60, "A"));
  }

  @ParameterizedTest
  @CsvSource({"2, 60", "1, 0", "1, -5"})
  void aScheduleThatCannotBeGivenIsRejected(int connector, int duration) {
    assertEquals(REJECTED, composite(connector, duration, "A"));
  }

  @Test
  void anUnknownUnitIsRefused() {
    String answer =
        t.call(
            "GetCompositeSchedule",
            "{\"connectorId\":1,\"duration\":60,\"chargingRateUnit\":\"kW\"}");
    assertTrue(answer.contains("\"PropertyConstraintViolation\""), answer);
  }

  @Test
  void clearingGoesByIdElseByAllFiltersTogether() {
    profile(1, 1, 0, "TxDefaultProfile", "Absolute", absolute("A", "", "0:8"));
    profile(1, 2, 1, "TxDefaultProfile", "Absolute", absolute("A", "", "0:9"));
    profile(0, 3, 0, "ChargePointMaxProfile", "Absolute", absolute("A", "", "0:15"));
    assertEquals(
        "{\"status\":\"Unknown\"}",
        t.ask("ClearChargingProfile", "{\"connectorId\":0,\"stackLevel\":1}"));
    assertEquals(ACCEPTED, t.ask("ClearChargingProfile", "{\"connectorId\":1,\"stackLevel\":1}"));
    assertEquals("0:8", composite(1, 60, "A"));
    assertEquals(ACCEPTED, t.ask("ClearChargingProfile", "{\"id\":1,\"connectorId\":7}"), "by id");
    assertEquals("0:15", composite(1, 60, "A"));
    assertEquals(ACCEPTED, t.ask("ClearChargingProfile", "{\"id\":3}"));
    assertEquals("0:16", composite(1, 60, "A"));
  }

  @Test
  void aPileThatCannotBeLimitedSupportsNoProfile() {
    Talk plain =
        new Talk(
            1, Talk.capabilities(io.ocpp809.station.pile.Capabilities.Gate.NONE, false, false));
    plain.boot();
    assertEquals(
        "{\"status\":\"NotSupported\"}",
        plain.ask(
            "SetChargingProfile",
            "{\"connectorId\":1,\"csChargingProfiles\":{\"chargingProfileId\":1,\"stackLevel\":0,"
                + "\"chargingProfilePurpose\":\"TxDefaultProfile\","
                + "\"chargingProfileKind\":\"Relative\","
                + schedule("A", "", "0:8")
                + "}}"));
  }

  @Test
  void aScheduleIsGivenForAWeekAtMostHoweverLongItIsAskedFor() {
    profile(
        1,
        1,
        0,
        "TxDefaultProfile",
        "Recurring",
        "\"recurrencyKind\":\"Daily\"," + absolute("A", "", "0:8,100:9,200:10"));
    String answer =
        t.ask("GetCompositeSchedule", "{\"connectorId\":1,\"duration\":" + Integer.MAX_VALUE + "}");
    assertTrue(answer.contains("\"duration\":604800,"), answer);
    assertEquals(21, answer.split("startPeriod").length - 1);
  }

  @Test
  void aProfileOfAnYearThatNoClockHasIsRefused() {
    String answer =
        t.call(
            "SetChargingProfile",
            "{\"connectorId\":1,\"csChargingProfiles\":{\"chargingProfileId\":1,\"stackLevel\":0,"
                + "\"chargingProfilePurpose\":\"TxDefaultProfile\","
                + "\"chargingProfileKind\":\"Absolute\","
                + schedule("A", "", "0:8,2147483647:9")
                    .replace(
                        "\"chargingRateUnit\"",
                        "\"startSchedule\":\"+999999999-12-31T23:59:59Z\",\"chargingRateUnit\"")
                + "}}");
    assertTrue(answer.contains("\"TypeConstraintViolation\""), answer);
    t.startTransaction();
    assertEquals(16_000, t.pile.milliamps);
  }
}
