package io.ocpp809.ocpp.v16;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalListTest {
  private final Talk t = new Talk();

  private String send(int version, String type, String entries) {
    return t.ask(
        "SendLocalList",
        "{\"listVersion\":"
            + version
            + ",\"updateType\":\""
            + type
            + "\""
            + (entries.isEmpty() ? "" : ",\"localAuthorizationList\":[" + entries + "]")
            + "}");
  }

  private static String entry(String tag, String status) {
    return "{\"idTag\":\"" + tag + "\",\"idTagInfo\":{\"status\":\"" + status + "\"}}";
  }

  @Test
  void anEmptyListHasVersionZero() {
    t.boot();
    assertEquals("{\"listVersion\":0}", t.ask("GetLocalListVersion", "{}"));
  }

  @Test
  void aListIsSentChangedAndCleared() {
    t.boot();
    assertEquals(
        "{\"status\":\"Accepted\"}",
        send(1, "Full", entry("A", "Accepted") + "," + entry("B", "Blocked")));
    assertEquals("{\"listVersion\":1}", t.ask("GetLocalListVersion", "{}"));
    assertEquals(
        "{\"status\":\"VersionMismatch\"}", send(1, "Differential", entry("C", "Accepted")));
    assertEquals(
        "{\"status\":\"Accepted\"}",
        send(2, "Differential", "{\"idTag\":\"a\"}," + entry("C", "Accepted")));
    assertEquals("{\"listVersion\":2}", t.ask("GetLocalListVersion", "{}"));
    assertEquals("{\"status\":\"Accepted\"}", send(7, "Full", ""));
    assertEquals("{\"listVersion\":0}", t.ask("GetLocalListVersion", "{}"));
  }

  @Test
  void aChangeOfAnEmptyListIsNewerThanTheVersionZeroThatWasTold() {
    t.boot();
    send(7, "Full", entry("A", "Accepted"));
    send(8, "Full", "");
    assertEquals("{\"listVersion\":0}", t.ask("GetLocalListVersion", "{}"));
    assertEquals("{\"status\":\"Accepted\"}", send(1, "Differential", entry("C", "Accepted")));
    assertEquals("{\"listVersion\":1}", t.ask("GetLocalListVersion", "{}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|{\"idTag\":\"A\",\"idTagInfo\":{\"status\":\"Accepted\"}}|a version above 0",
        "-3|{\"idTag\":\"A\",\"idTagInfo\":{\"status\":\"Accepted\"}}|a version above 0",
        "1|{\"idTag\":\"A\"}|a full list says something of each tag",
        "1|{\"idTag\":\"\",\"idTagInfo\":{\"status\":\"Accepted\"}}|a tag is not empty",
        "1|{\"idTag\":\"A\",\"idTagInfo\":{\"status\":\"Accepted\"}},{\"idTag\":\"a\",\"idTagInfo\":{\"status\":\"Blocked\"}}|a tag comes once"
      })
  void aListThatCannotBeTakenFails(int version, String entries, String why) {
    t.boot();
    assertEquals("{\"status\":\"Failed\"}", send(version, "Full", entries), why);
    assertEquals("{\"listVersion\":0}", t.ask("GetLocalListVersion", "{}"));
  }

  @Test
  void aPartLongerThanSendLocalListMaxLengthIsRefused() {
    t.boot();
    StringBuilder entries = new StringBuilder(entry("T0", "Accepted"));
    for (int i = 1; i <= 1000; i++) {
      entries.append(',').append(entry("T" + i, "Accepted"));
    }
    assertTrue(
        t.call(
                "SendLocalList",
                "{\"listVersion\":1,\"updateType\":\"Full\",\"localAuthorizationList\":["
                    + entries
                    + "]}")
            .contains(
                "\"OccurenceConstraintViolation\",\"SendLocalList: localAuthorizationList has 1001"
                    + " of at most 1000\""));
  }

  @Test
  void switchedOffThereIsNoList() {
    t.boot();
    t.change("LocalAuthListEnabled", "false");
    assertEquals("{\"listVersion\":-1}", t.ask("GetLocalListVersion", "{}"));
    assertEquals("{\"status\":\"NotSupported\"}", send(1, "Full", entry("A", "Accepted")));
  }

  @Test
  void aTagOfTheListStartsWithoutAskingWhileTheCsmsIsAway() {
    t.boot();
    send(1, "Full", entry("CARD", "Accepted"));
    t.lose();
    t.pile.plugged = true;
    t.pile.token = Optional.of("card");
    t.advance(4);
    assertTrue(t.station.view().evses().get(0).transaction().isPresent());
  }

  @Test
  void aTagThatTheCsmsRefusesAgainstItsListIsReportedAsAConflictOfConnectorZero() {
    t.boot();
    t.change("LocalPreAuthorize", "true");
    send(1, "Full", entry("CARD", "Accepted"));
    t.pile.plugged = true;
    t.advance(2);
    t.pile.token = Optional.of("CARD");
    t.advance(2);
    assertTrue(t.of("Authorize").isEmpty(), "the list knows it");
    t.answer("StartTransaction", "{\"transactionId\":9,\"idTagInfo\":{\"status\":\"Blocked\"}}");
    t.advance(1);
    List<String> conflicts =
        t.of("StatusNotification").stream().filter(s -> s.contains("LocalListConflict")).toList();
    assertEquals(1, conflicts.size());
    assertTrue(
        conflicts
            .get(0)
            .contains(
                "{\"connectorId\":0,\"errorCode\":\"LocalListConflict\",\"status\":\"Available\""));
    assertFalse(t.sent.isEmpty());
  }
}
