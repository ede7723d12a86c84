package io.ocpp809.kura.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.modbus.PointValue;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which values a listener is told, and for how long a good one stands. */
class ListenRuleTest {
  private static PointValue value(Object v, long at) {
    return new PointValue(Optional.of(v), "", at);
  }

  private static PointValue fault(String why, long at) {
    return new PointValue(Optional.empty(), why, at);
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
    PointValue none = new PointValue(Optional.empty(), "", 3);
    assertTrue(rule.passes(null, value(1d, 0)));
    assertTrue(rule.passes(value(1d, 0), fault("no answer", 1)));
    assertTrue(rule.passes(fault("no answer", 1), fault("exception 4", 2)));
    assertTrue(rule.passes(fault("no answer", 1), value(1d, 2)));
    assertTrue(rule.passes(value(1d, 2), none));
    assertFalse(rule.passes(fault("no answer", 1), fault("no answer", 2)));
  }

  @Test
  void theLastGoodValueStandsWithItsOwnTimeForSoManyFailuresInARow() {
    LastGood last = new LastGood();
    PointValue good = value(16d, 100);
    last.heard(good);
    for (int failure = 1; failure <= 4; failure++) {
      PointValue bad = fault("no answer", 100 + failure);
      last.heard(bad);
      assertEquals(failure <= 3 ? good : bad, last.shown(bad, 3));
      assertEquals(bad, last.shown(bad, 0), "a channel that holds nothing");
    }
    PointValue again = value(15d, 200);
    last.heard(again);
    assertEquals(again, last.shown(again, 3));
    PointValue bad = fault("no answer", 201);
    last.heard(bad);
    assertEquals(again, last.shown(bad, 3), "they are counted anew");
  }

  @Test
  void noValueIsAnAnswerAndNotHeld() {
    LastGood last = new LastGood();
    last.heard(value(16d, 100));
    PointValue none = new PointValue(Optional.empty(), "", 101);
    last.heard(none);
    assertEquals(none, last.shown(none, 3));
  }

  @Test
  void whatWasNeverReadIsNotHeld() {
    LastGood last = new LastGood();
    PointValue bad = fault("no answer", 1);
    last.heard(bad);
    assertEquals(bad, last.shown(bad, 3));
  }
}
