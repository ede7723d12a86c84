package io.ocpp809.station.limit;

/** For how much a limit holds. */
public enum LimitScope {
  /** One EVSE. */
  EVSE,
  /** Several EVSEs together, of which each has its share. */
  SHARED,
  /** All EVSEs of a station. */
  STATION,
  /** All EVSEs of a circuit. */
  CIRCUIT,
  /** The whole site. */
  SITE
}
