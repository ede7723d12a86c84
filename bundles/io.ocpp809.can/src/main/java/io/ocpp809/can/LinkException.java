package io.ocpp809.can;

import java.io.IOException;
import java.util.Objects;

/** A link does not open, or does not send; the message is for the operator and says what to do. */
public final class LinkException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What kind of trouble. */
  public enum Kind {
    /** There is no such interface, device, host or file. */
    ABSENT,
    /** The interface is there, but down. */
    DOWN,
    /** A charging bus is only listened to, and the interface was not found to be listening only. */
    NOT_LISTEN_ONLY,
    /** The bit rate is not the one that is set, or cannot be read back. */
    BIT_RATE,
    /** The settings contradict themselves, or ask for what this kind of link cannot do. */
    SETTINGS,
    /** Another part of this product or another program has it. */
    IN_USE,
    /** The process may not open it. */
    PERMISSION,
    /** The other end does not speak what it should. */
    PROTOCOL,
    /** The native library could not be loaded. */
    LIBRARY,
    /** It was open and is gone, or is not open. */
    LOST
  }

  private final Kind kind;

  /** With a message that names the interface and says what to do. */
  public LinkException(Kind kind, String message) {
    super(message);
    this.kind = Objects.requireNonNull(kind, "kind");
  }

  /** What kind of trouble. */
  public Kind kind() {
    return kind;
  }
}
