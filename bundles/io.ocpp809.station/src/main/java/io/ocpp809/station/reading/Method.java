package io.ocpp809.station.reading;

/** How a value came about; only measured active energy bills unless the operator allows more. */
public enum Method {
  /** Read from a meter. */
  MEASURED,
  /** Integrated over time from another measured value. */
  INTEGRATED,
  /** Computed from other measured values. */
  DERIVED
}
