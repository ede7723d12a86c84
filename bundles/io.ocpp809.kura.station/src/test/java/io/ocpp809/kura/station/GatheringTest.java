package io.ocpp809.kura.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.testkit.time.ManualScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatheringTest {
  private final ManualScheduler scheduler =
      new ManualScheduler(Instant.parse("2026-03-01T10:00:00Z"));
  private final long begin = scheduler.clock().monotonicMillis();
  private final List<Long> reports = new ArrayList<>();
  private final Gathering gathering =
      new Gathering(
          scheduler.clock()::monotonicMillis,
          scheduler,
          () -> reports.add(scheduler.clock().monotonicMillis() - begin));

  private void pass(int millis) {
    scheduler.advance(Duration.ofMillis(millis));
  }

  /** What comes every so many milliseconds for a second. */
  private void second(int every, Runnable news) {
    for (int at = 0; at < 1_000; at += every) {
      news.run();
      pass(every);
    }
  }

  private long closest() {
    long closest = Long.MAX_VALUE;
    for (int i = 1; i < reports.size(); i++) {
      closest = Math.min(closest, reports.get(i) - reports.get(i - 1));
    }
    return closest;
  }

  @Test
  void whatIsReadWaitsForWhatIsReadAfterIt() {
    gathering.read();
    pass(30);
    gathering.read();
    pass(200);
    assertEquals(List.of(40L), reports);
  }

  @Test
  void theFirstFrameAfterQuietIsReportedWhenAllOfItHasBeenTold() {
    gathering.number();
    gathering.number();
    pass(200);
    gathering.number();
    pass(200);
    assertEquals(List.of(10L, 210L), reports);
  }

  @Test
  void whatIsHeardTakesWithItWhatWasRead() {
    gathering.read();
    pass(5);
    gathering.number();
    pass(200);
    assertEquals(List.of(15L), reports);
  }

  @Test
  void numbersThatFollowAreJoinedUntilTheWindowIsOver() {
    gathering.number();
    pass(15);
    gathering.number();
    pass(20);
    gathering.number();
    pass(200);
    assertEquals(List.of(10L, 50L), reports);
  }

  @Test
  void aWordIsReportedThoughNumbersWereReportedJustBefore() {
    gathering.number();
    pass(15);
    gathering.word();
    gathering.word();
    pass(200);
    assertEquals(List.of(10L, 25L), reports);
  }

  @Test
  void numbersAtTheRateOfACharger20TimesASecondAreReportedAsOften() {
    second(50, gathering::number);
    assertEquals(20, reports.size());
  }

  @Test
  void howeverMuchIsHeardAndReadThereIsAWindowBetweenTwoReports() {
    second(
        1,
        () -> {
          gathering.number();
          gathering.read();
        });
    assertTrue(reports.size() <= 25, reports::toString);
    assertEquals(Gathering.WINDOW_MILLIS, closest());
  }

  @Test
  void wordsThatChangeWithEachFrameAreJoinedAsNumbersAre() {
    second(1, gathering::word);
    assertTrue(reports.size() <= 25, reports::toString);
    assertEquals(Gathering.WINDOW_MILLIS, closest());
  }

  @Test
  void afterItsEndNothingIsReported() {
    gathering.word();
    gathering.close();
    gathering.word();
    pass(200);
    assertEquals(List.of(), reports);
  }
}
