package io.ocpp809.iec104.station;

import io.ocpp809.iec104.asdu.TypeId;
import io.ocpp809.iec104.asdu.Value;
import java.util.HashMap;
import java.util.Map;

/**
 * Commands that were selected and not executed yet: one a point, by the connection, originator,
 * type, value and qualifier that selected it, for a limited time. Not thread-safe.
 */
final class Selections {
  private final long lifeMillis;
  private final Map<Integer, Selection> byAddress = new HashMap<>();

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
   * @return empty if done, else why not
   */
  String select(int address, Content content, long now) {
    Selection present = live(address, now);
    if (present != null && !present.content().sameMaster(content)) {
      return "it is selected by another controlling station";
    }
    byAddress.put(address, new Selection(content, now + lifeMillis));
    return "";
  }

  /**
   * Takes a selection to execute it; it is gone then, whether it fits or not, unless another master
   * tried.
   *
   * @return empty if it fits, else why not
   */
  String execute(int address, Content content, long now) {
    Selection present = live(address, now);
    if (present == null) {
      return "it is not selected, or not any more";
    }
    if (!present.content().sameMaster(content)) {
      return "it is selected by another controlling station";
    }
    byAddress.remove(address);
    return present.content().equals(content)
        ? ""
        : "it was selected with another value, type or qualifier";
  }

  /** Whether another master has selected the point. */
  boolean foreign(int address, Content content, long now) {
    Selection present = live(address, now);
    return present != null && !present.content().sameMaster(content);
  }

  /** Gives a selection up; false if the master has none there. */
  boolean cancel(int address, Content content, long now) {
    Selection present = live(address, now);
    if (present == null || !present.content().sameMaster(content)) {
      return false;
    }
    byAddress.remove(address);
    return true;
  }

  /** Gives all selections of a connection up. */
  void forget(Object connection) {
    byAddress.values().removeIf(s -> s.content().connection() == connection);
  }

  private Selection live(int address, long now) {
    Selection s = byAddress.get(address);
    if (s != null && now >= s.until()) {
      byAddress.remove(address);
      return null;
    }
    return s;
  }
}
