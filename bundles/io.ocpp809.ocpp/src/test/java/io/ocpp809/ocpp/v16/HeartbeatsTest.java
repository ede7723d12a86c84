package io.ocpp809.ocpp.v16;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HeartbeatsTest {
  private final Heartbeats beats = new Heartbeats();

  @Test
  void aCallOfOursStartsTheIntervalAnew() {
    beats.accepted(0);
    assertFalse(beats.due(300_000, 299_999));
    assertTrue(beats.due(300_000, 300_000));
    beats.sent(200_000);
    assertFalse(beats.due(300_000, 300_000));
  }

  @Test
  void onceADayThereIsOneWhateverElseIsSent() {
    beats.accepted(0);
    beats.sent(86_399_999);
    assertFalse(beats.due(300_000, 86_399_999));
    assertTrue(beats.due(300_000, 86_400_000));
    beats.beat(86_400_000);
    assertFalse(beats.due(300_000, 86_400_000));
  }
}
