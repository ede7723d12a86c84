package io.ocpp809.can;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class KernelClockTest {
  @Test
  void aFrameIsAsOldAsItsStampIsBehindTheWallClock() {
    assertEquals(4_900, KernelClock.monotonic(1_000_000_000_900L, 1_000_000_001_000L, 5_000));
  }

  @Test
  void aStampOfBeforeTheClockWasSetCountsForNothing() {
    assertEquals(5_000, KernelClock.monotonic(2_000_000_000_000L, 1_000_000_000_000L, 5_000));
    assertEquals(5_000, KernelClock.monotonic(1_000_000_000_000L, 2_000_000_000_000L, 5_000));
  }

  @Test
  void anInstantIsNanosecondsSince1970() {
    assertEquals(1_500_000_007L, KernelClock.nanos(Instant.ofEpochSecond(1, 500_000_007)));
  }
}
