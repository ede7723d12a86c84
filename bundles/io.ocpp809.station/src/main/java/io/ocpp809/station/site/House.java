package io.ocpp809.station.site;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * What everything behind the grid connection draws apart from the piles, on each phase.
 *
 * <p>It is the difference of a meter and of piles that are read at different moments: while the
 * piles change what they draw, it is wrong for a second or two. So what charges already is only
 * paused for a shortage that lasts; everything else follows the newest value.
 *
 * @param now newest values, mA; {@link Integer#MIN_VALUE} where it is not known
 * @param least least values of the last while, mA; not known where the newest is not
 */
record House(int[] now, int[] least) {
  /** Time for which a shortage must last before what charges is paused, ms. */
  static final long LASTS_MILLIS = 3_000;

  /** One that has not changed lately. */
  static House steady(int[] milliamps) {
    return new House(milliamps, milliamps);
  }

  /** Follows the house over time. Not thread-safe. */
  static final class Watch {
    private final ArrayDeque<Seen> seen = new ArrayDeque<>();

    private record Seen(long atMillis, int[] milliamps) {}

    /** Takes the newest values, and says what counts now. */
    House take(int[] milliamps, long nowMillis) {
      while (!seen.isEmpty() && nowMillis - seen.peek().atMillis() >= LASTS_MILLIS) {
        seen.poll();
      }
      if (!seen.isEmpty() && Arrays.equals(seen.peekLast().milliamps(), milliamps)) {
        seen.removeLast();
      }
      seen.add(new Seen(nowMillis, milliamps));
      int[] least = milliamps.clone();
      for (int p = 0; p < least.length; p++) {
        for (Seen s : seen) {
          if (milliamps[p] != Integer.MIN_VALUE && s.milliamps()[p] != Integer.MIN_VALUE) {
            least[p] = Math.min(least[p], s.milliamps()[p]);
          }
        }
      }
      return new House(milliamps, least);
    }
  }
}
