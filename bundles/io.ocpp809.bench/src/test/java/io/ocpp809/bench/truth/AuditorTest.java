package io.ocpp809.bench.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditorTest {

  private final List<Call> calls = new ArrayList<>();

  private void call(String action, String payload) {
    calls.add(new Call("s", action, JsonParser.parseString(payload).getAsJsonObject()));
  }

  private void start(long wh, int second) {
    call(
        "StartTransaction",
        "{\"connectorId\":1,\"idTag\":\"A\",\"meterStart\":"
            + wh
            + ",\"timestamp\":\""
            + at(second)
            + "\"}");
  }

  private void values(int transaction, double wh, int second) {
    call(
        "MeterValues",
        "{\"connectorId\":1,\"transactionId\":"
            + transaction
            + ",\"meterValue\":[{\"timestamp\":\""
            + at(second)
            + "\",\"sampledValue\":[{\"value\":\"16\",\"measurand\":\"Current.Import\"},{\"value\":\""
            + wh
            + "\",\"measurand\":\"Energy.Active.Import.Register\"}]}]}");
  }

  private void stop(int transaction, long wh, int second) {
    call(
        "StopTransaction",
        "{\"transactionId\":"
            + transaction
            + ",\"meterStop\":"
            + wh
            + ",\"timestamp\":\""
            + at(second)
            + "\"}");
  }

  private static String at(int second) {
    return String.format("2026-03-01T10:00:%02dZ", second);
  }

  private final Map<String, Double> unaccounted = new HashMap<>();

  private Verdict verdict(double movedWh, Integer... numbers) {
    return Auditor.audit(
        calls, Map.of("s", List.of(numbers)), unaccounted, List.of(new Session("s", movedWh)));
  }

  @Test
  void energyThatTheGatewayTellsAsBilledToNobodyIsFoundAndAnyOtherIsNot() {
    start(1_000, 1);
    stop(7, 1_100, 4);
    unaccounted.put("s", 5.0);
    assertEquals(0.2, verdict(105.2, 7).worstWh(), 1e-9);
    assertEquals(5, verdict(105.2, 7).mostUnaccountedWh(), 1e-9);
    assertEquals(2.3, verdict(107.3, 7).worstWh(), 1e-9);
    assertEquals(5, verdict(100, 7).worstWh(), 1e-9, "told, but it did not flow");
  }

  @Test
  void aSessionBilledAsCountedIsInOrder() {
    start(1_000, 1);
    values(7, 1_000.4, 2);
    values(7, 1_050.9, 3);
    stop(7, 1_100, 4);
    Verdict verdict = verdict(100.3, 7);
    assertEquals(0.3, verdict.worstWh(), 1e-9);
    assertEquals(100, verdict.billedWh(), 1e-9);
    assertEquals(List.of(), verdict.lost());
    assertEquals(List.of(), verdict.disorder());
  }

  @Test
  void tooMuchAndTooLittleAreDifferencesAlike() {
    start(1_000, 1);
    stop(7, 1_100, 4);
    assertEquals(2, verdict(98, 7).worstWh(), 1e-9);
    assertEquals(2, verdict(102, 7).worstWh(), 1e-9);
  }

  @Test
  void energyOfAStationThatBilledNothingIsADifference() {
    assertEquals(5, verdict(5).worstWh(), 1e-9);
  }

  @Test
  void whatComesAgainUnchangedIsCountedAndNotBilledTwice() {
    start(1_000, 1);
    start(1_000, 1);
    values(7, 1_050, 2);
    values(7, 1_051, 3);
    values(7, 1_050, 2);
    stop(7, 1_100, 4);
    values(7, 1_051, 3);
    stop(7, 1_100, 4);
    Verdict verdict = verdict(100, 7);
    assertEquals(1, verdict.repeatedStarts());
    assertEquals(2, verdict.repeatedValues());
    assertEquals(1, verdict.repeatedStops());
    assertEquals(100, verdict.billedWh(), 1e-9);
    assertEquals(List.of(), verdict.disorder());
    assertEquals(List.of(), verdict.lost());
  }

  @Test
  void aTransactionWithoutEndIsLost() {
    start(1_000, 1);
    assertEquals(List.of("s: transaction 7 has no end"), verdict(0, 7).lost());
  }

  @Test
  void anEndWithoutTransactionIsLost() {
    start(1_000, 1);
    stop(7, 1_100, 4);
    stop(-1, 1_100, 4);
    assertEquals(List.of("s: end of an unknown transaction -1"), verdict(100, 7).lost());
  }

  @Test
  void valuesOfAnUnknownTransactionAreLost() {
    values(-1, 1_000, 1);
    assertEquals(List.of("s: values of an unknown transaction -1"), verdict(0).lost());
  }

  @Test
  void aNumberGivenWithoutAStartIsLost() {
    assertEquals(List.of("s: 1 numbers were given without a start"), verdict(0, 7).lost());
  }

  @Test
  void valuesBehindTheEndAreOutOfOrder() {
    start(1_000, 1);
    stop(7, 1_100, 4);
    values(7, 1_050, 3);
    assertEquals(List.of("s: values of transaction 7 after its end"), verdict(100, 7).disorder());
  }

  @Test
  void aStartBeforeTheEndOfTheOneBeforeIsOutOfOrder() {
    start(1_000, 1);
    start(1_100, 5);
    stop(7, 1_100, 4);
    stop(8, 1_100, 6);
    assertEquals(List.of("s: started before transaction 7 ended"), verdict(100, 7, 8).disorder());
  }

  @Test
  void registersAndTimesThatRunBackwardsAreOutOfOrder() {
    start(1_000, 1);
    values(7, 1_050, 3);
    values(7, 1_049, 4);
    values(7, 1_051, 2);
    stop(7, 1_040, 5);
    List<String> disorder = verdict(40, 7).disorder();
    assertEquals(3, disorder.size());
    assertEquals(
        "s: transaction 7: register runs backwards from 1050.0 to 1049.0", disorder.get(0));
    assertTrue(disorder.get(1).startsWith("s: transaction 7: time runs backwards"));
    assertEquals(
        "s: transaction 7: register runs backwards from 1051.0 to 1040.0", disorder.get(2));
  }

  @Test
  void twoDifferentEndsAreOutOfOrder() {
    start(1_000, 1);
    stop(7, 1_100, 4);
    stop(7, 1_101, 4);
    assertEquals(List.of("s: transaction 7 ended twice, differently"), verdict(100, 7).disorder());
  }
}
