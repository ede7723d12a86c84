package io.ocpp809.iec104.apci;

/** Octets that are no APDU; the connection is to be closed. The message says why. */
public final class ApduException extends Exception {
  private static final long serialVersionUID = 1;

  /** Makes the exception. */
  public ApduException(String message) {
    super(message);
  }
}
