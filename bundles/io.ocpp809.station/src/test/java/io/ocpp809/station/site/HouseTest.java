package io.ocpp809.station.site;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class HouseTest {
  private static final int UNKNOWN = Integer.MIN_VALUE;
  private static final int[] NOTHING = {0, 0, 0};
  private static final int CONNECTION = 100_000;

  private final House.Watch watch = new House.Watch();

  /** The meter's values while the piles neither draw nor may draw anything. */
  private House take(int l1, int l2, int l3, long atMillis) {
    watch.meterRead();
    return watch.take(MeterState.of(l1, l2, l3), NOTHING, NOTHING, CONNECTION, atMillis);
  }

  /** The meter's values while a pile draws and may draw so much on L1. */
  private House behindPile(int meter, int drawn, int possible, long atMillis) {
    watch.meterRead();
    return lookAgain(meter, drawn, possible, atMillis);
  }

  private House lookAgain(int meter, int drawn, int possible, long atMillis) {
    return watch.take(
        MeterState.of(meter, 0, 0),
        new int[] {drawn, 0, 0},
        new int[] {possible, 0, 0},
        CONNECTION,
        atMillis);
  }

  @Test
  void theLeastOfTheLastThreeSecondsIsKeptForEachPhase() {
    take(5, 9, 0, 0);
    take(5, 9, 0, 900);
    House house = take(7, 4, 0, 1_000);
    assertArrayEquals(new int[] {7, 9, 0}, house.most());
    assertArrayEquals(new int[] {5, 4, 0}, house.least());
    assertArrayEquals(new int[] {5, 4, 0}, take(7, 4, 0, 3_899).least());
    assertArrayEquals(new int[] {7, 4, 0}, take(7, 4, 0, 3_900).least());
  }

  @Test
  void aHouseThatFallsIsGivenAwayAfterFourSeconds() {
    take(20, 0, 0, 0);
    assertArrayEquals(new int[] {20, 0, 0}, take(8, 0, 0, 1_000).most());
    assertArrayEquals(new int[] {20, 0, 0}, take(8, 0, 0, 3_999).most());
    assertArrayEquals(new int[] {8, 0, 0}, take(8, 0, 0, 4_000).most());
  }

  @Test
  void whatIsNotKnownNowIsNotReplacedByWhatWasKnown() {
    take(5, 9, 0, 0);
    MeterState two =
        new MeterState(
            new boolean[] {false, true, true}, new int[] {0, 9, 0}, OptionalLong.empty());
    House house = watch.take(two, NOTHING, NOTHING, CONNECTION, 1_000);
    assertArrayEquals(new int[] {UNKNOWN, 9, 0}, house.least());
    assertArrayEquals(new int[] {UNKNOWN, 9, 0}, house.sure());
    assertArrayEquals(new int[] {5, 9, 0}, take(8, 9, 0, 2_000).least());
  }

  @Test
  void whatThePilesCannotHaveDrawnThemselvesCountsAtOnce() {
    behindPile(30_000, 20_000, 24_000, 0);
    House house = behindPile(41_000, 20_000, 24_000, 1_000);
    assertArrayEquals(new int[] {21_000, 0, 0}, house.most());
    assertArrayEquals(new int[] {17_000, 0, 0}, house.sure(), "4 A of it may be the pile's");
  }

  @Test
  void whatThePilesMayHaveDrawnCountsOnceItLasts() {
    behindPile(30_000, 20_000, 32_000, 0);
    assertArrayEquals(new int[] {10_000, 0, 0}, behindPile(38_000, 20_000, 32_000, 1_000).sure());
    assertArrayEquals(new int[] {10_000, 0, 0}, behindPile(38_000, 20_000, 32_000, 2_999).sure());
    assertArrayEquals(new int[] {18_000, 0, 0}, behindPile(38_000, 20_000, 32_000, 4_000).sure());
  }

  @Test
  void aPileThatKeepsRisingAndTellsSoLateExplainsHalfAMinuteAndNoMore() {
    behindPile(10_000, 0, 400_000, 0);
    for (int s = 1; s <= 31; s++) {
      House house = behindPile(10_000 + 2_000 * s, 2_000 * (s - 1), 400_000, 1_000L * s);
      assertArrayEquals(new int[] {12_000, 0, 0}, house.most());
      assertArrayEquals(new int[] {s < 30 ? 10_000 : 12_000, 0, 0}, house.sure(), "second " + s);
    }
  }

  @Test
  void allOfItCountsAtOnceWhenTheMeterSeesMoreThanTheConnectionBears() {
    behindPile(30_000, 20_000, 200_000, 0);
    assertArrayEquals(new int[] {81_000, 0, 0}, behindPile(101_000, 20_000, 200_000, 1_000).sure());
  }

  @Test
  void aPileThatIsReadAfterTheMeterNeitherAddsToNorTakesFromTheHouse() {
    behindPile(30_000, 20_000, 32_000, 0);
    House rising = lookAgain(30_000, 24_000, 32_000, 500);
    assertArrayEquals(new int[] {10_000, 0, 0}, rising.most());
    behindPile(34_000, 24_000, 32_000, 1_000);
    House falling = lookAgain(34_000, 18_000, 18_000, 1_500);
    assertArrayEquals(new int[] {16_000, 0, 0}, falling.most());
    assertArrayEquals(new int[] {10_000, 0, 0}, falling.sure());
  }
}
