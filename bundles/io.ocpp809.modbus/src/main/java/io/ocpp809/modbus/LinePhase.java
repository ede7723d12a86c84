package io.ocpp809.modbus;

/** Where a line stands. */
enum LinePhase {
  /** There is no link. */
  CLOSED,
  /** A link is being opened. */
  OPENING,
  /** The link is to be closed. */
  CLOSING,
  /** The link is there and free. */
  READY,
  /** A request is under way. */
  ASKING,
  /**
   * Octets of an exchange that failed may still come; the line is listened to until it is quiet.
   */
  DRAINING
}
