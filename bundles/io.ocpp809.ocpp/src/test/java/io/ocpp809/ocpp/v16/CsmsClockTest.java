package io.ocpp809.ocpp.v16;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CsmsClockTest {
  private final Talk talk = new Talk();
  private final CsmsClock clock = new CsmsClock(talk.station);

  private String wall() {
    return talk.station.now().wall().toString();
  }

  @Test
  void aTrustedClockOfTheGatewayIsNotCorrected() {
    clock.told(Instant.parse("2030-01-01T00:00:00Z"));
    assertEquals(Talk.NOW, wall());
  }

  @Test
  void whileItIsNotTrustedTheCsmsTellsTheTimeAndSmallDifferencesAreLeft() {
    talk.clockTrusted = false;
    assertFalse(talk.station.now().trusted());
    clock.told(Instant.parse("2030-01-01T00:00:00Z"));
    assertTrue(talk.station.now().trusted());
    assertEquals("2030-01-01T00:00:00Z", wall());
    clock.told(Instant.parse("2030-01-01T00:00:02Z"));
    assertEquals("2030-01-01T00:00:00Z", wall(), "two seconds may be the way of the message");
    clock.told(Instant.parse("2030-01-01T00:00:05Z"));
    assertEquals("2030-01-01T00:00:05Z", wall());
    clock.told(Instant.parse("2029-12-31T23:59:00Z"));
    assertEquals("2029-12-31T23:59:00Z", wall(), "also backwards");
  }

  @Test
  void aClockThatBecomesTrustedRulesAgain() {
    talk.clockTrusted = false;
    clock.told(Instant.parse("2030-01-01T00:00:00Z"));
    talk.clockTrusted = true;
    assertEquals(Talk.NOW, wall());
  }
}
