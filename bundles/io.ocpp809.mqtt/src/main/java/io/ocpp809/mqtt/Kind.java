package io.ocpp809.mqtt;

/** Kinds of messages, with how the broker treats them. */
public enum Kind {
  /** Whether the mirror is connected; also the last will. */
  LINK(1, true, true),
  /** What the station is and whether it works. */
  STATION(1, true, true),
  /** State of a connector. */
  CONNECTOR(1, true, true),
  /** Measured values of an EVSE. The next one replaces a lost one, hence QoS 0. */
  MEASURED(0, true, false),
  /** Limit in force of an EVSE. */
  LIMIT(1, true, true),
  /** Energy of an EVSE that nobody is billed for. */
  UNACCOUNTED(1, true, true),
  /** Start, change of state and end of a transaction. */
  TRANSACTION(1, true, false),
  /** Number of a vehicle; not kept by the broker, since it is personal data. */
  VEHICLE(1, false, false),
  /** Stages of a set-point. */
  RECEIPT(0, false, false),
  /** Something the operator should know. */
  FINDING(1, true, true),
  /** How many messages were dropped while the broker could not be reached. */
  LOSSES(1, false, false);

  private final int qos;
  private final boolean retained;
  private final boolean newestOnly;

  Kind(int qos, boolean retained, boolean newestOnly) {
    this.qos = qos;
    this.retained = retained;
    this.newestOnly = newestOnly;
  }

  /** MQTT quality of service: 0 or 1. */
  public int qos() {
    return qos;
  }

  /** Whether the broker keeps the newest message of the topic for those who subscribe later. */
  public boolean retained() {
    return retained;
  }

  /** Whether a newer message of the topic makes one that still waits superfluous. */
  public boolean newestOnly() {
    return newestOnly;
  }
}
