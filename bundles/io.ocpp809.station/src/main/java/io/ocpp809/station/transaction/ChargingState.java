package io.ocpp809.station.transaction;

/** State of a transaction (OCPP 2.0.1 ChargingStateEnum). */
public enum ChargingState {
  /** No vehicle. */
  IDLE,
  /** Vehicle plugged in, not charging yet. */
  EV_CONNECTED,
  /** Energy flows. */
  CHARGING,
  /** The vehicle does not take what is offered. */
  SUSPENDED_EV,
  /** The station offers nothing. */
  SUSPENDED_EVSE
}
