package io.ocpp809.store;

/** A folder of the store has another owner; the message says which. */
public final class StoreInUseException extends StoreException {
  private static final long serialVersionUID = 1L;

  /** With a message that names the folder and its owner. */
  public StoreInUseException(String message) {
    super(message);
  }
}
