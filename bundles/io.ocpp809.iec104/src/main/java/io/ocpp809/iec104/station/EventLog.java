package io.ocpp809.iec104.station;

import java.util.List;

/**
 * Where events of points and counters outlive a restart. Calls come one at a time and must return
 * at once.
 */
public interface EventLog {
  /** A number above all that were given before, also before a restart. */
  long nextNumber();

  /** Keeps an event. */
  void append(PointEvent event);

  /** A group needs no event up to this number any more. */
  void confirmed(String group, long number);

  /** Events that a group has not confirmed, in order, of points that the table still has. */
  List<PointEvent> pending(String group, PointTable table);

  /** A log that is gone with the process. */
  static EventLog none() {
    return new EventLog() {
      private long number;

      @Override
      public long nextNumber() {
        return ++number;
      }

      @Override
      public void append(PointEvent event) {
        // nothing is kept
      }

      @Override
      public void confirmed(String group, long upTo) {
        // nothing was kept
      }

      @Override
      public List<PointEvent> pending(String group, PointTable table) {
        return List.of();
      }
    };
  }
}
