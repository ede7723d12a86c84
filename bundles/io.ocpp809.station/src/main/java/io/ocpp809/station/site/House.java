package io.ocpp809.station.site;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What everything behind the grid connection draws apart from the piles, on each phase.
 *
 * <p>It is the difference of a meter and of piles that are read at different moments, and many a
 * pile tells its current late: while the piles change what they draw, it is wrong for a second or
 * two. So rises go by the largest difference of the last while. A grant that stands is lowered by
 * the smallest one since the meter was read last: at once as far as the piles cannot have drawn it
 * themselves, for all of it when the meter sees more than the connection bears, else if it lasts.
 * What charges already is only paused for a shortage that lasts.
 *
 * @param most what counts against rises, mA; {@link Integer#MIN_VALUE} where it is not known
 * @param sure what counts against grants that stand, mA: at most as much
 * @param least least values of the last while, mA: at most as much
 */
record House(int[] most, int[] sure, int[] least) {
  /** Time for which a shortage must last before what charges is paused, ms. */
  static final long LASTS_MILLIS = 3_000;

  /** Time within which a pile tells of a change, and which a rise waits after one, ms. */
  static final long TOLD_MILLIS = 4_000;

  /** Time for which piles that keep changing what they draw may explain what the meter sees, ms. */
  static final long CHANGES_MILLIS = 30_000;

  private static final int CHANGE_MILLIAMPS = 1_000;

  /** One that has not changed lately. */
  static House steady(int[] milliamps) {
    return new House(milliamps, milliamps, milliamps);
  }

  /** Follows the house over time. Not thread-safe. */
  static final class Watch {
    private final ArrayDeque<Seen> seen = new ArrayDeque<>();
    private final long[] changingSince = {-1, -1, -1};
    private int[] smallest = new int[0];
    private int[] largest = new int[0];
    private boolean readAnew = true;

    private record Seen(long atMillis, int[] smallest, int[] largest, int[] drawn) {
      boolean within(long millis, long now) {
        return now - atMillis < millis;
      }
    }

    /** The meter has been read again. */
    void meterRead() {
      readAnew = true;
    }

    /**
     * Takes the newest values, and says what counts now.
     *
     * @param meter what the meter says
     * @param drawn what the piles draw on each phase, mA
     * @param possible what the piles may draw on each phase, mA
     * @param connectionMilliamps what the grid connection bears on each phase, mA
     */
    House take(
        MeterState meter, int[] drawn, int[] possible, int connectionMilliamps, long nowMillis) {
      differences(meter.house(drawn));
      while (!seen.isEmpty() && !seen.peek().within(CHANGES_MILLIS, nowMillis)) {
        seen.poll();
      }
      if (!seen.isEmpty()
          && Arrays.equals(seen.peekLast().smallest(), smallest)
          && Arrays.equals(seen.peekLast().largest(), largest)
          && Arrays.equals(seen.peekLast().drawn(), drawn)) {
        seen.removeLast();
      }
      seen.add(new Seen(nowMillis, smallest.clone(), largest.clone(), drawn));
      int[] all = meter.house(new int[drawn.length]);
      int[] unexplained = meter.house(possible);
      int[] least = smallest.clone();
      int[] sure = smallest.clone();
      int[] most = largest.clone();
      for (int p = 0; p < drawn.length; p++) {
        if (smallest[p] == Integer.MIN_VALUE) {
          continue;
        }
        least[p] = of(p, LASTS_MILLIS, nowMillis, Seen::smallest).min().orElseThrow();
        most[p] = of(p, TOLD_MILLIS, nowMillis, Seen::largest).max().orElseThrow();
        if (all[p] <= connectionMilliamps) {
          int lasting = of(p, window(p, nowMillis), nowMillis, Seen::smallest).min().orElseThrow();
          sure[p] = Math.min(smallest[p], Math.max(lasting, unexplained[p]));
        }
      }
      return new House(most, sure, least);
    }

    private void differences(int[] house) {
      for (int p = 0; p < house.length && !readAnew; p++) {
        boolean known = house[p] != Integer.MIN_VALUE && smallest[p] != Integer.MIN_VALUE;
        smallest[p] = known ? Math.min(smallest[p], house[p]) : house[p];
        largest[p] = known ? Math.max(largest[p], house[p]) : house[p];
      }
      if (readAnew) {
        smallest = house.clone();
        largest = house.clone();
        readAnew = false;
      }
    }

    /** Known values of a phase within the last while, the newest among them. */
    private IntStream of(int phase, long millis, long now, Function<Seen, int[]> values) {
      return seen.stream()
          .filter(s -> s.within(millis, now))
          .mapToInt(s -> values.apply(s)[phase])
          .filter(h -> h != Integer.MIN_VALUE);
    }

    /** How far back the house has been hidden behind changes of the piles, ms. */
    private long window(int phase, long now) {
      IntSummaryStatistics drawn = of(phase, TOLD_MILLIS, now, Seen::drawn).summaryStatistics();
      if (drawn.getMax() - drawn.getMin() <= CHANGE_MILLIAMPS) {
        changingSince[phase] = -1;
        return TOLD_MILLIS;
      }
      if (changingSince[phase] < 0) {
        changingSince[phase] = now;
      }
      return Math.min(CHANGES_MILLIS, now - changingSince[phase] + TOLD_MILLIS);
    }
  }
}
