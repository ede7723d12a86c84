package io.ocpp809.station;

/**
 * The one state of a connector, derived by the station; each protocol maps it by a table. The
 * values are those of OCPP 1.6 section 7.7, which tell more apart than 2.0.1 does.
 */
public enum ConnectorState {
  /** Free. */
  AVAILABLE,
  /** Plugged in or authorised, no transaction yet. */
  PREPARING,
  /** Energy flows. */
  CHARGING,
  /** The vehicle does not take what is offered. */
  SUSPENDED_EV,
  /** The station offers nothing: limit, refused token, or a pause. */
  SUSPENDED_EVSE,
  /** The transaction has ended and the vehicle is still plugged in. */
  FINISHING,
  /** Reserved. */
  RESERVED,
  /** Out of service by command or configuration. */
  UNAVAILABLE,
  /** A fault keeps it from charging. */
  FAULTED
}
