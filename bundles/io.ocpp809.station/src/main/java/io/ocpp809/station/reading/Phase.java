package io.ocpp809.station.reading;

/** The conductor a value belongs to. */
public enum Phase {
  /** All phases together, or a value that has no phase. */
  ALL,
  /** Phase L1 of the point of measurement. */
  L1,
  /** Phase L2 of the point of measurement. */
  L2,
  /** Phase L3 of the point of measurement. */
  L3,
  /** Neutral. */
  N
}
