package io.ocpp809.modbus;

/** What a line's owner has to do next, as its {@link LineMachine} says. */
sealed interface Step {
  /**
   * Open a fresh link.
   *
   * @param deadlineNanos by when
   */
  record Open(long deadlineNanos) implements Step {}

  /**
   * Throw away what has been received, then send.
   *
   * @param frame octets to send
   */
  record Send(byte[] frame) implements Step {}

  /** Close the link. */
  record Close() implements Step {}

  /**
   * Nothing to do before an instant, unless octets arrive or a request is submitted.
   *
   * @param untilNanos the instant; {@link Long#MAX_VALUE} if there is none
   * @param receiving whether octets are expected
   */
  record Wait(long untilNanos, boolean receiving) implements Step {}
}
