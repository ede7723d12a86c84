package io.ocpp809.iec104.station;

import java.util.List;

/** A redundancy group at work: what waits for it, and which of its connections is started. */
final class Group {
  private final GroupSettings settings;
  private final EventQueue queue;
  private Connection active;
  private int untold;
  private boolean initialised;

  Group(GroupSettings settings) {
    this.settings = settings;
    this.queue = new EventQueue(settings.events());
  }

  /** Takes up events of before a restart; what does not fit is {@link #lost}. */
  void takeUp(List<PointEvent> events) {
    events.forEach(e -> untold += queue.add(e).size());
  }

  /** Events of before a restart that had no room; they are told once. */
  int lost() {
    int lost = untold;
    untold = 0;
    return lost;
  }

  GroupSettings settings() {
    return settings;
  }

  EventQueue queue() {
    return queue;
  }

  /** The connection that is started, or null. */
  Connection active() {
    return active;
  }

  void active(Connection connection) {
    active = connection;
  }

  /** Whether the end of initialisation has arrived. */
  boolean initialised() {
    return initialised;
  }

  /** The end of initialisation, the first that is sent, has arrived. */
  void markInitialised() {
    initialised = true;
  }
}
