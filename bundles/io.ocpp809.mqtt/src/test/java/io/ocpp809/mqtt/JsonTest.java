package io.ocpp809.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
  private static String json(Map<String, Object> values) {
    return new String(
        Json.payload(
            new MirrorMessage(
                Kind.MEASURED, "hall", "evse/1", Events.START.plusMillis(123), values)),
        StandardCharsets.UTF_8);
  }

  @Test
  void valuesFollowTheTimeInTheirOrder() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("power", 11040.0);
    values.put("current.l1", 15.9);
    values.put("connector", 1L);
    values.put("limited", true);
    values.put("state", "Säule \"1\"\n\\");
    assertEquals(
        "{\"time\":\"2026-03-01T08:00:00Z\",\"power\":11040,\"current.l1\":15.9,\"connector\":1,"
            + "\"limited\":true,\"state\":\"Säule \\\"1\\\"\\u000a\\\\\"}",
        json(values));
  }

  @Test
  void numbersAreNeverWrittenWithAnExponent() {
    assertEquals(
        "{\"time\":\"2026-03-01T08:00:00Z\",\"energy\":123456789}",
        json(Map.of("energy", 123_456_789.0)));
  }

  @Test
  void aMessageWithoutValuesIsEmptySoThatTheBrokerForgets() {
    assertEquals("", json(Map.of()));
  }

  @Test
  void otherTypesAreRefused() {
    assertEquals(
        "neither text, number nor truth: 1",
        assertThrows(IllegalArgumentException.class, () -> json(Map.of("x", 1))).getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "hall, evse/1/measured, site/hall/evse/1/measured",
    "a/b+c#, station, site/a_b_c_/station",
    "'', link/gw, site/link/gw",
  })
  void topicsLieBelowThePrefixAndTheStation(String station, String path, String topic) {
    MirrorMessage message =
        new MirrorMessage(Kind.STATION, station, path, Events.START, Map.of("v", 1L));
    assertEquals(topic, message.topic("site"));
  }
}
