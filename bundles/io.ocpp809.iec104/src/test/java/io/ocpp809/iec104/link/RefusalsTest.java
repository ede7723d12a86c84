package io.ocpp809.iec104.link;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefusalsTest {
  @Test
  void whoKnocksAgainAndAgainIsToldOnceAMinute() {
    Refusals refusals = new Refusals();
    assertEquals(Optional.of("no"), refusals.told("192.0.2.9", "no", 0));
    for (int i = 1; i < 1_000; i++) {
      assertEquals(Optional.empty(), refusals.told("192.0.2.9", "no", i * 60L));
    }
    assertEquals(Optional.of("no"), refusals.told("192.0.2.10", "no", 59_999));
    assertEquals(Optional.of("no, 1000 times"), refusals.told("192.0.2.9", "no", 60_000));
    assertEquals(Optional.of("no"), refusals.told("192.0.2.9", "no", 120_000));
  }
}
