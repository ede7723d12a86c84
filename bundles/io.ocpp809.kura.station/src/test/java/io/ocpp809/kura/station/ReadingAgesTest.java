package io.ocpp809.kura.station;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ocpp809.station.time.TimeSource;
import io.ocpp809.testkit.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReadingAgesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  private final ManualClock clock = new ManualClock(Instant.EPOCH.plusSeconds(100));
  private final ReadingAges ages =
      new ReadingAges(TimeSource.of(clock, clock::monotonicMillis, () -> false, "boot"));

  private void pass(int seconds) {
    clock.advance(Duration.ofSeconds(seconds));
  }

  private long age(String channel, long stamp) {
    return clock.monotonicMillis() - ages.at(channel, stamp);
  }

  @Test
  void aValueIsAsOldAsItsStampSays() {
    pass(60);
    assertEquals(7_000, age("a", clock.millis() - 7_000));
    assertEquals(0, age("b", clock.millis()));
  }

  @Test
  void aValueWithoutAStampIsTakenAsReadNow() {
    assertEquals(0, age("a", 0));
  }

  @Test
  void theSameStampAgainIsTheSameValueAgain() {
    pass(60);
    long stamp = clock.millis();
    assertEquals(0, age("a", stamp));
    pass(20);
    assertEquals(20_000, age("a", stamp));
  }

  @Test
  void aStepOfTheClockFrom1970ToNowMakesNoValueOlderOrYounger() {
    pass(60);
    long before = clock.millis() - 4_000;
    assertEquals(4_000, age("a", before));
    clock.set(NOW);
    assertEquals(4_000, age("a", before), "delivered again");
    assertEquals(9_000, age("b", before - 5_000), "stamped before the step, delivered after it");
    pass(3);
    assertEquals(1_000, age("a", clock.millis() - 1_000), "stamped after the step");
  }

  @Test
  void aClockThatIsSetBackMakesNoValueYoungerThanItIs() {
    clock.set(NOW);
    pass(60);
    assertEquals(0, age("a", clock.millis()));
    long stamp = clock.millis() - 2_000;
    clock.set(NOW.minusSeconds(7200));
    assertEquals(2_000, age("b", stamp));
    pass(10);
    assertEquals(12_000, age("b", stamp));
  }

  @Test
  void aStampThatNoClockExplainsIsADriversOwnTime() {
    pass(60);
    assertEquals(0, age("a", clock.millis() + 3_600_000), "an hour ahead");
    assertEquals(0, age("b", clock.millis() - 3_600_000 * 24), "a day behind");
    pass(5);
    assertEquals(0, age("a", clock.millis() + 3_600_000), "a new stamp is a new value");
  }

  @Test
  void aValueIsNeverFromTheFuture() {
    pass(60);
    assertEquals(0, age("a", clock.millis() + 900));
  }
}
