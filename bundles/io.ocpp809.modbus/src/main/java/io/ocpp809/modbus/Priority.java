package io.ocpp809.modbus;

/** In which order requests of a line are carried out. */
public enum Priority {
  /** Feeds a watchdog or writes a value. */
  WRITE,
  /** Reads back what was written. */
  READ_BACK,
  /** Asked for by somebody who waits. */
  DEMAND,
  /** Fast polls. */
  FAST,
  /** Slow polls. */
  SLOW,
  /** What is read once only. */
  ONCE
}
