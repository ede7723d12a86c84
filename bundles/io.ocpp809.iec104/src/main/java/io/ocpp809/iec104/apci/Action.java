package io.ocpp809.iec104.apci;

/** What a {@link ControlledSession} asks to be done, in order. */
public sealed interface Action {

  /** Send these octets. */
  record Transmit(byte[] octets) implements Action {}

  /** An ASDU has come. */
  record Deliver(byte[] asdu) implements Action {}

  /** The controlling station has started data transfer. */
  record Started() implements Action {}

  /** Data transfer has been stopped; nothing may be sent until the next start. */
  record Stopped() implements Action {}

  /**
   * The oldest ASDUs that were sent have arrived.
   *
   * @param count how many more than before
   */
  record Confirmed(int count) implements Action {}

  /** Close the connection. */
  record Close(String reason) implements Action {}
}
