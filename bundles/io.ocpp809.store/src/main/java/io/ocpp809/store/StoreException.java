package io.ocpp809.store;

import java.io.IOException;

/** The store could not do what was asked; the message says what and where. */
public final class StoreException extends IOException {
  private static final long serialVersionUID = 1L;

  /** Made with what happened. */
  public StoreException(String message) {
    super(message);
  }

  /** Made with what happened and why. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
