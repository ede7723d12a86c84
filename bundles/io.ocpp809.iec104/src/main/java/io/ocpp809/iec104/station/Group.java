package io.ocpp809.iec104.station;

/** A redundancy group at work: what waits for it, and which of its connections is started. */
final class Group {
  private final GroupSettings settings;
  private final EventQueue queue;
  private Connection active;
  private boolean initialised;

  Group(GroupSettings settings) {
    this.settings = settings;
    this.queue = new EventQueue(settings.events());
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
