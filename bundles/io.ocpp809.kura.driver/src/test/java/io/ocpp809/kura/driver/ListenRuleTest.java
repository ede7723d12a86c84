package io.ocpp809.kura.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which values a listener is told. */
class ListenRuleTest {
  private static Shown value(Object v, long atMillis) {
    return Shown.of(v, atMillis * 1_000_000);
  }

  private static Shown fault(String why, long atMillis) {
    return Shown.fault(why, atMillis * 1_000_000);
  }

  @ParameterizedTest
  @CsvSource({
    // dead band, least ms, most ms, last value, next value, ms later, told
    "0, 0, 0, 16.0, 16.0, 1000, true",
    "0.5, 0, 0, 16.0, 16.4, 1000, false",
    "0.5, 0, 0, 16.0, 16.5, 1000, true",
    "0.5, 0, 0, 16.0, 15.5, 1000, true",
    "0.5, 0, 60000, 16.0, 16.0, 59999, false",
    "0.5, 0, 60000, 16.0, 16.0, 60000, true",
    "0, 5000, 0, 16.0, 20.0, 4999, false",
    "0, 5000, 0, 16.0, 16.0, 5000, true",
    "0.5, 5000, 0, 16.0, 16.1, 9000, false",
    "0.5, 5000, 0, 16.0, 20.0, 1000, false",
    "0.5, 5000, 2000, 16.0, 16.0, 3000, false"
  })
  void aNumberIsToldByDeadBandAndIntervals(
      double band, long least, long most, double last, double next, long later, boolean told) {
    ListenRule rule = new ListenRule(band, least, most);
    assertEquals(told, rule.passes(value(last, 1_000), value(next, 1_000 + later)));
  }

  @Test
  void smallChangesThatAddUpAreToldBecauseTheyAreMeasuredFromWhatWasTold() {
    ListenRule rule = new ListenRule(1, 0, 0);
    assertFalse(rule.passes(value(10d, 0), value(10.6, 1)));
    assertTrue(rule.passes(value(10d, 0), value(11.2, 2)));
  }

  @Test
  void textFlagsAndOctetsAreToldWhenTheyChange() {
    ListenRule rule = new ListenRule(1, 0, 0);
    assertFalse(rule.passes(value("B2", 0), value("B2", 1)));
    assertTrue(rule.passes(value("B2", 0), value("C2", 1)));
    assertTrue(rule.passes(value(true, 0), value(false, 1)));
    assertFalse(rule.passes(value(new byte[] {1}, 0), value(new byte[] {1}, 1)));
  }

  @Test
  void failureAndRecoveryAreToldAtOnceWhateverTheInterval() {
    ListenRule rule = new ListenRule(100, 60_000, 0);
    assertTrue(rule.passes(null, value(1d, 0)));
    assertTrue(rule.passes(value(1d, 0), fault("no answer", 1)));
    assertTrue(rule.passes(fault("no answer", 1), fault("exception 4", 2)));
    assertTrue(rule.passes(fault("no answer", 1), value(1d, 2)));
    assertFalse(rule.passes(fault("no answer", 1), fault("no answer", 2)));
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 'listen.deadband: 0 or more, not -1.0'",
    "NaN, 'listen.deadband: 0 or more, not NaN'",
    "some, 'listen.deadband: a number is needed, not some'"
  })
  void aDeadBandThatIsNoneIsRefusedByName(String given, String why) {
    Attributes channel = new Attributes(Map.of("listen.deadband", given));
    assertEquals(
        why,
        assertThrows(IllegalArgumentException.class, () -> ListenRule.of(channel)).getMessage());
  }

  @Test
  void aChannelThatSaysNothingIsToldEverythingAndAtTheLatestAfterAMinute() {
    assertEquals(new ListenRule(0, 0, 60_000), ListenRule.of(new Attributes(null)));
  }
}
