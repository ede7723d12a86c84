package io.ocpp809.iec104.station;

import io.ocpp809.iec104.asdu.TypeId;
import io.ocpp809.iec104.asdu.Value;
import java.util.HashMap;
import java.util.Map;

/**
 * Commands that were selected and not executed yet: one a point, by the connection, originator,
 * type, value and qualifier that selected it, for a limited time. Besides that of another group,
 * one that reduces may stand. Not thread-safe.
 */
final class Selections {
  private static final String FOREIGN = "it is selected by another controlling station";

  private final long lifeMillis;
  private final Map<Place, Selection> selections = new HashMap<>();

  private record Selection(Content content, long until) {}

  /** What has to be the same when it is executed. */
  record Content(Object connection, int originator, TypeId type, Value value, int qualifier) {

    private boolean sameMaster(Content other) {
      return connection == other.connection && originator == other.originator;
    }
  }

  Selections(long lifeMillis) {
    this.lifeMillis = lifeMillis;
  }

  /**
   * Selects a point; the same master renews or changes what it has selected.
   *
   * @param reduces whether it lowers what limits its target
   * @return empty if done, else why not
   */
  String select(Place place, Content content, boolean reduces, long now) {
    String reserved = reserved(place, content, reduces, now);
    if (reserved.isEmpty()) {
      selections.put(place, new Selection(content, now + lifeMillis));
    }
    return reserved;
  }

  /**
   * Takes a selection to execute it; it is gone then, whether it fits or not, unless another master
   * tried.
   *
   * @param reduces whether it lowers what limits its target
   * @return empty if it fits, else why not
   */
  String execute(Place place, Content content, boolean reduces, long now) {
    Selection mine = mine(place, content, now);
    if (mine == null) {
      String reserved = reserved(place, content, reduces, now);
      return reserved.isEmpty() ? "it is not selected, or not any more" : reserved;
    }
    selections.remove(place);
    return mine.content().equals(content)
        ? ""
        : "it was selected with another value, type or qualifier";
  }

  /**
   * Whether the selection of another master holds a command back.
   *
   * @param reduces whether it lowers what limits its target
   * @return empty if not, else so in words
   */
  String reserved(Place place, Content content, boolean reduces, long now) {
    end(now);
    return selections.entrySet().stream()
            .filter(e -> place.waitsFor(e.getKey(), reduces))
            .allMatch(e -> e.getValue().content().sameMaster(content))
        ? ""
        : FOREIGN;
  }

  /** Gives a selection up; false if the master has none there. */
  boolean cancel(Place place, Content content, long now) {
    return mine(place, content, now) != null && selections.remove(place) != null;
  }

  /** Gives all selections of a connection up. */
  void forget(Object connection) {
    selections.values().removeIf(s -> s.content().connection() == connection);
  }

  private Selection mine(Place place, Content content, long now) {
    end(now);
    Selection s = selections.get(place);
    return s != null && s.content().sameMaster(content) ? s : null;
  }

  private void end(long now) {
    selections.values().removeIf(s -> now >= s.until());
  }
}
