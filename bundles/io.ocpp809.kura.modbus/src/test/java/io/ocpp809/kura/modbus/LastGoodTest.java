package io.ocpp809.kura.modbus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.kura.driver.ListenRule;
import io.ocpp809.modbus.PointValue;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** For how long a good value stands, and what an answer without a value shows. */
class LastGoodTest {
  private static PointValue value(Object v, long at) {
    return new PointValue(Optional.of(v), "", at);
  }

  private static PointValue fault(String why, long at) {
    return new PointValue(Optional.empty(), why, at);
  }

  @Test
  void anAnswerWithoutAValueIsToldAtOnceLikeAFailure() {
    ListenRule rule = new ListenRule(100, 60_000, 0);
    PointValue none = new PointValue(Optional.empty(), "", 3);
    assertTrue(rule.passes(Answers.shown(value(1d, 2)), Answers.shown(none)));
    assertEquals("the device answers \"no value\"", Answers.shown(none).fault());
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
