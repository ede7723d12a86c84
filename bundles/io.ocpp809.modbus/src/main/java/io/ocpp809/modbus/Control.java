package io.ocpp809.modbus;

/** What a point does to the power of a pile; any but NONE is written under a lease only. */
public enum Control {
  /** Nothing. */
  NONE,
  /** Limits current or power; written again where the watchdog wants that. */
  LIMIT,
  /** Enables, starts or stops. */
  ENABLE,
  /** Unlocks the plug. */
  UNLOCK,
  /** Switches phases. */
  PHASES,
  /** Feeds the watchdog. */
  FEED,
  /** Sets what the pile does without us. */
  FAILSAFE;

  /** Whether one EVSE does so, not several that share a pile. */
  boolean sole() {
    return this == LIMIT || this == ENABLE || this == UNLOCK || this == PHASES;
  }
}
