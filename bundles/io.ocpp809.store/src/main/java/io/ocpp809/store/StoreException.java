package io.ocpp809.store;

import java.io.IOException;

/** The store could not do what it was asked; the message names the file and the reason. */
public class StoreException extends IOException {
  private static final long serialVersionUID = 1L;

  /** With a message for the operator. */
  public StoreException(String message) {
    super(message);
  }

  /** With a message for the operator and what the disk said. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
