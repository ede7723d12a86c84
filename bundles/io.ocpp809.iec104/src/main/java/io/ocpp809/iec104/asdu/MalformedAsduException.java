package io.ocpp809.iec104.asdu;

/** An ASDU whose octets contradict themselves; the message says where. */
public final class MalformedAsduException extends Exception {
  private static final long serialVersionUID = 1;

  /** Makes the exception. */
  public MalformedAsduException(String message) {
    super(message);
  }
}
