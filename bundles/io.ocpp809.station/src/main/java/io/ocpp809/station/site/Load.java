package io.ocpp809.station.site;

import java.util.HashMap;
import java.util.Map;

/**
 * What piles draw together on one phase behind one fuse. Outlets behind rectifiers never draw more
 * together, on each phase, than a third of their pile's power. On the AC side all of that power may
 * go over one phase, so that each outlet counts; those that answer are held together by the group
 * of their pile.
 */
final class Load {
  private final boolean ofPile;
  private final Map<String, Shared> shared = new HashMap<>();
  private long sum;

  private static final class Shared {
    private final int most;
    private long sum;

    private Shared(int most) {
      this.most = most;
    }
  }

  /**
   * Nothing is drawn yet.
   *
   * @param ofPile whether it is the power of one pile, whose outlets then count each by itself
   */
  Load(boolean ofPile) {
    this.ofPile = ofPile;
  }

  /** A pile draws so much more, mA; less if negative. */
  void add(Member m, int milliamps) {
    if (!ofPile && m.sharing() && m.balanced()) {
      shared.computeIfAbsent(m.shared(), name -> new Shared(m.sharedMilliamps())).sum += milliamps;
    } else {
      sum += milliamps;
    }
  }

  /** What they draw, mA. */
  long sum() {
    long all = sum;
    for (Shared s : shared.values()) {
      all += Math.min(s.sum, s.most);
    }
    return all;
  }

  /** What they would draw if a pile drew so much less, mA. */
  long sumWithout(Member m, int milliamps) {
    add(m, -milliamps);
    long others = sum();
    add(m, milliamps);
    return others;
  }
}
