package io.ocpp809.station.site;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class HouseTest {
  private static final int UNKNOWN = Integer.MIN_VALUE;

  private final House.Watch watch = new House.Watch();

  @Test
  void theLeastOfTheLastThreeSecondsIsKeptForEachPhase() {
    watch.take(new int[] {5, 9, 0}, 0);
    watch.take(new int[] {5, 9, 0}, 900);
    House house = watch.take(new int[] {7, 4, 0}, 1_000);
    assertArrayEquals(new int[] {7, 4, 0}, house.now());
    assertArrayEquals(new int[] {5, 4, 0}, house.least());
    assertArrayEquals(new int[] {5, 4, 0}, watch.take(new int[] {7, 4, 0}, 3_899).least());
    assertArrayEquals(new int[] {7, 4, 0}, watch.take(new int[] {7, 4, 0}, 3_900).least());
  }

  @Test
  void whatIsNotKnownNowIsNotReplacedByWhatWasKnown() {
    watch.take(new int[] {5, 9, 0}, 0);
    assertArrayEquals(
        new int[] {UNKNOWN, 9, 0}, watch.take(new int[] {UNKNOWN, 9, 0}, 1_000).least());
    assertArrayEquals(new int[] {5, 9, 0}, watch.take(new int[] {8, 9, 0}, 2_000).least());
  }
}
