package io.ocpp809.modbus;

/** Does what a {@link LineMachine} says: opens, sends, receives, waits. */
interface LineDriver {
  /** Something was submitted. */
  void wake();

  /** Closes the link and calls the machine no more. */
  void close();
}
