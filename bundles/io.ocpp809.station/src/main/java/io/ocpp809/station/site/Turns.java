package io.ocpp809.station.site;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who is served first when not all can be: those within their turn, then those that wait, the
 * longest first, then those whose turn is over, the longest last. Pure but for what it remembers.
 */
final class Turns {
  private final Map<String, Turn> turns = new HashMap<>();

  private record Turn(boolean served, long sinceMillis) {}

  /**
   * Notes how a pile stands.
   *
   * @param wanting whether a vehicle wants to charge there
   * @param served whether it may
   */
  void note(String id, boolean wanting, boolean served, long now) {
    if (!wanting) {
      turns.remove(id);
      return;
    }
    Turn before = turns.get(id);
    if (before == null || before.served() != served) {
      turns.put(id, new Turn(served, now));
    }
  }

  /** Forgets all but these. */
  void keep(Set<String> ids) {
    turns.keySet().retainAll(ids);
  }

  /**
   * The order in which to serve.
   *
   * @param ids who, in the order of their seats
   * @param turnMillis length of a turn, ms; 0 for one without end
   */
  List<String> order(List<String> ids, long turnMillis, long now) {
    List<String> result = new ArrayList<>(ids);
    result.sort(
        Comparator.comparingInt((String id) -> rank(id, turnMillis, now))
            .thenComparingLong(id -> within(id, turnMillis, now)));
    return result;
  }

  private int rank(String id, long turnMillis, long now) {
    Turn t = turns.get(id);
    if (t == null) {
      return 3;
    }
    if (!t.served()) {
      return 1;
    }
    return turnMillis == 0 || now - t.sinceMillis() < turnMillis ? 0 : 2;
  }

  private long within(String id, long turnMillis, long now) {
    Turn t = turns.get(id);
    if (t == null) {
      return 0;
    }
    return rank(id, turnMillis, now) == 2 ? -t.sinceMillis() : t.sinceMillis();
  }
}
