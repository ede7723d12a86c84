package io.ocpp809.store;

import java.util.Objects;

/**
 * Whether the store can write.
 *
 * @param message why it cannot, in words for the operator; empty while it can
 */
public record Health(String message) {
  /** It can write. */
  public static final Health OK = new Health("");

  /** Checks that the message is present. */
  public Health {
    Objects.requireNonNull(message, "message");
  }

  /** Whether it can write. */
  public boolean ok() {
    return message.isEmpty();
  }
}
