package io.ocpp809.station.reading;

/** How far a value can be trusted. */
public enum Quality {
  /** Read within its maximum age. */
  GOOD,
  /** The last good value, kept while the source fails to answer. */
  HELD,
  /** The source answered "no value", or the value is impossible. */
  INVALID
}
