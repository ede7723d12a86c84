package io.ocpp809.serial;

import java.io.IOException;
import java.util.Objects;

/** A serial port could not do what it was asked; the message is for the operator. */
public final class SerialException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What kind of trouble. */
  public enum Kind {
    /** There is no such device. */
    ABSENT,
    /** Another part of this product or another program has it. */
    IN_USE,
    /** The process may not open it. */
    PERMISSION,
    /** The device does not take these settings. */
    SETTINGS,
    /** It was open and is gone, as an adapter that was pulled. */
    LOST,
    /** It was closed by its owner, or the reading thread was interrupted. */
    CLOSED,
    /** The operating system does not come back from a call in time. */
    STUCK,
    /** The native library could not be loaded. */
    LIBRARY
  }

  private final Kind kind;

  /** With a message that names the port. */
  public SerialException(Kind kind, String message) {
    super(message);
    this.kind = Objects.requireNonNull(kind, "kind");
  }

  /** What kind of trouble. */
  public Kind kind() {
    return kind;
  }
}
