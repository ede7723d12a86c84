package io.ocpp809.station.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitCurve;
import io.ocpp809.station.limit.LimitSource;
import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.pile.WritingRules;
import io.ocpp809.station.pile.WritingRules.Worn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a limit is worth a write, and what pile and cable can do. */
class WriteThriftTest {
  private static final Worn FLASH = new Worn("limit, HOLDING 2129 (402130),", 10);

  private final StationHarness h =
      new StationHarness(EvseOptions.of(1, 16_000), p -> p.rules = new WritingRules(2_000, 20_000));

  private void grid(int milliamps) {
    h.station.limit(
        1, LimitSource.GRID, Optional.of(LimitCurve.constant(Limit.milliamps(milliamps))));
    h.scheduler.runDue();
  }

  /** A vehicle charges with 16 A, and the dwell after the last write is over. */
  private void charging() {
    h.run(25);
    h.charging();
    h.run(30);
    h.pile.commands.clear();
  }

  private List<Integer> written() {
    return h.pile.commands.stream()
        .filter(PileCommand.LimitCurrent.class::isInstance)
        .map(c -> ((PileCommand.LimitCurrent) c).milliamps())
        .toList();
  }

  private void wearing() {
    wearing(FLASH);
  }

  private void wearing(Worn worn) {
    h.pile.rules = WritingRules.NONE;
    h.pile.worn = Optional.of(worn);
    h.boot();
    charging();
  }

  @Test
  void aRiseWaitsForTheDwellAndAReductionForNothing() {
    charging();
    grid(10_000);
    grid(8_000);
    assertEquals(List.of(10_000, 8_000), written());
    grid(16_000);
    h.run(19);
    assertEquals(List.of(10_000, 8_000), written());
    h.run(2);
    assertEquals(List.of(10_000, 8_000, 16_000), written());
    grid(15_000);
    assertEquals(15_000, written().get(3));
  }

  @Test
  void aRiseWithinTheDeadBandIsNotWrittenAndAReductionWithinItIs() {
    charging();
    grid(10_000);
    h.run(25);
    grid(11_000);
    h.run(25);
    assertEquals(List.of(10_000), written());
    grid(9_000);
    grid(10_000);
    h.run(25);
    grid(11_000);
    h.run(25);
    assertEquals(List.of(10_000, 9_000, 11_000), written());
  }

  @Test
  void aStartFromZeroIsWorthAWriteWhateverTheDeadBand() {
    h.pile.rules = new WritingRules(20_000, 0);
    h.boot();
    h.charging();
    assertEquals(16_000, h.pile.limitMilliamps);
  }

  @Test
  void beyondTheBudgetARiseIsRefusedByNameUntilTheDayIsOverAndReductionsPass() {
    wearing();
    for (int i = 0; i < 10; i++) {
      grid(8_000);
      grid(16_000);
    }
    assertEquals(8_000, h.pile.limitMilliamps);
    assertTrue(written().size() < 10, written().toString());
    String text = h.finding("limit.wear").orElseThrow();
    assertTrue(
        text.startsWith(
            "limit, HOLDING 2129 (402130), wears with each write: of 10 writes a day only those are"
                + " left that are kept for starts, and the limit is not raised. It goes on at 10:00 UTC"),
        text);
    grid(7_000);
    grid(6_000);
    assertEquals(6_000, h.pile.limitMilliamps);
    grid(16_000);
    h.scheduler.advance(Duration.ofHours(23));
    h.run(2);
    assertEquals(6_000, h.pile.limitMilliamps);
    h.scheduler.advance(Duration.ofHours(1));
    h.run(2);
    assertEquals(16_000, h.pile.limitMilliamps);
    assertTrue(h.gone("limit.wear"));
  }

  @Test
  void aFifthOfTheBudgetIsKeptForStarts() {
    wearing(new Worn(FLASH.register(), 20));
    for (int i = 0; i < 10; i++) {
      grid(8_000);
      grid(16_000);
    }
    int used = written().size();
    grid(0);
    grid(8_000);
    assertEquals(8_000, h.pile.limitMilliamps, "after " + used);
    for (int i = 0; i < 8; i++) {
      grid(0);
      grid(8_000);
    }
    assertEquals(0, h.pile.limitMilliamps);
    assertTrue(h.finding("limit.wear").orElseThrow().contains("none is left"));
  }

  @Test
  void aRestartGivesNoNewBudgetWithATrustedClockNorWithout() {
    wearing();
    for (int i = 0; i < 10; i++) {
      grid(8_000);
      grid(16_000);
    }
    h.pile.register = Optional.of(8d);
    h.away(60);
    h.run(2);
    grid(16_000);
    h.run(2);
    assertEquals(8_000, h.pile.limitMilliamps);
    h.clockTrusted = false;
    h.away(60);
    h.run(2);
    grid(16_000);
    h.run(2);
    assertEquals(8_000, h.pile.limitMilliamps);
    assertTrue(h.finding("limit.wear").orElseThrow().contains("It goes on in 24 h"));
    h.scheduler.advance(Duration.ofHours(25));
    assertTrue(h.gone("limit.wear"), "also where nothing is to be raised any more");
  }

  @Test
  void inAMonthOfChangesEachMinuteNoDayHasMoreRisesThanTheBudget() {
    wearing();
    for (int day = 0; day < 30; day++) {
      h.pile.commands.clear();
      for (int minute = 0; minute < 1440; minute += 10) {
        grid(minute % 20 == 0 ? 8_000 : 16_000);
        h.scheduler.advance(Duration.ofMinutes(10));
        h.report();
      }
      assertTrue(written().size() <= 2 * FLASH.perDay() + 1, "day " + day + ": " + written());
    }
  }

  @Test
  void whatThePileAndItsCableCanDoLimitsAndIsNamed() {
    h.pile.rules = WritingRules.NONE;
    h.boot();
    charging();
    h.pile.ceilings =
        new PileReport.Ceilings(
            Optional.of(Limit.milliamps(13_000)), Optional.of(Limit.milliamps(10_000)));
    h.run(1);
    assertEquals(10_000, h.pile.limitMilliamps);
    assertTrue(h.station.view().evse(1).orElseThrow().limit().startsWith("10 A: cable"));
    h.pile.ceilings = PileReport.Ceilings.UNKNOWN;
    h.run(1);
    assertEquals(10_000, h.pile.limitMilliamps, "it stands while it is not said");
    h.pile.unplug();
    h.run(2);
    assertTrue(h.station.view().evse(1).orElseThrow().limit().startsWith("13 A: pile"));
  }

  @Test
  void theLeastOfPileCableOperatorAndSourcesIsWritten() {
    h.pile.rules = WritingRules.NONE;
    h.pile.ceilings =
        new PileReport.Ceilings(
            Optional.of(Limit.milliamps(32_000)), Optional.of(Limit.milliamps(20_000)));
    h.boot();
    charging();
    assertEquals(16_000, h.pile.limitMilliamps);
    grid(9_000);
    assertEquals(9_000, h.pile.limitMilliamps);
    assertFalse(h.found("limit.wear"));
  }
}
