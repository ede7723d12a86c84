package io.ocpp809.station.site;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * What the meter at the grid connection says.
 *
 * @param known on which phases the current is known
 * @param milliamps current drawn from the grid on each known phase, mA; negative when feeding in
 * @param total current of all phases together, mA, from the total power; empty if not known
 */
record MeterState(boolean[] known, int[] milliamps, OptionalLong total) {
  /** Nothing is known. */
  static final MeterState UNKNOWN =
      new MeterState(new boolean[3], new int[3], OptionalLong.empty());

  /** All three phases are known. */
  static MeterState of(int l1, int l2, int l3) {
    boolean[] all = new boolean[3];
    Arrays.fill(all, true);
    return new MeterState(all, new int[] {l1, l2, l3}, OptionalLong.empty());
  }

  /**
   * Current of the house, that is without the piles, on each phase, mA. On phases that the meter
   * does not tell apart the whole remainder of its total counts on each of them, as if all of the
   * house hung there; no value stands for a phase of which nothing is known, or whose remainder
   * feeds in, for then one phase may draw what another gives.
   *
   * @param drawn what the piles draw on each phase, mA
   * @return mA, or {@link Integer#MIN_VALUE} where it is not known
   */
  int[] house(int[] drawn) {
    int[] house = new int[3];
    long rest = total.orElse(-1);
    long ownRest = 0;
    for (int p = 0; p < 3; p++) {
      rest -= total.isPresent() && known[p] ? milliamps[p] : 0;
      ownRest += known[p] ? 0 : drawn[p];
    }
    for (int p = 0; p < 3; p++) {
      if (known[p]) {
        house[p] = milliamps[p] - drawn[p];
      } else {
        house[p] = rest < 0 ? Integer.MIN_VALUE : (int) Math.max(0, rest - ownRest);
      }
    }
    return house;
  }
}
