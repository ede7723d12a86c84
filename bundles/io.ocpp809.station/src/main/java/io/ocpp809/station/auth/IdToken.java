package io.ocpp809.station.auth;

import java.util.Locale;
import java.util.Objects;

/**
 * An identification. Compared without regard to case (OCPP 1.6 section 7.28 CiString).
 *
 * @param value the text, 1 to 36 characters; 20 at most on the 1.6 wire
 * @param kind where it comes from
 */
public record IdToken(String value, Kind kind) {
  private static final int CLEAR_AT_MOST = 4;

  /** Where a token comes from (OCPP 2.0.1 IdTokenEnum, the part in use). */
  public enum Kind {
    /** Given by the CSMS. */
    CENTRAL,
    /** Read from a card. */
    ISO14443,
    /** Entered or configured at the station. */
    LOCAL,
    /** Nobody had to identify. */
    NO_AUTHORIZATION
  }

  /** Checks the length. */
  public IdToken {
    Objects.requireNonNull(kind, "kind");
    if (value == null || value.isEmpty() || value.length() > 36) {
      throw new IllegalArgumentException("a token has 1 to 36 characters, this one: " + value);
    }
  }

  /** The token with at most half of it, and four characters at most, left readable. */
  public String masked() {
    int clear = Math.min(CLEAR_AT_MOST, value.length() / 2);
    return value.substring(0, clear) + "*".repeat(value.length() - clear);
  }

  /** A token is personal data: as text, which may come into a log, it is masked. */
  @Override
  public String toString() {
    return "IdToken[" + masked() + ", " + kind + "]";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IdToken t && t.value.equalsIgnoreCase(value);
  }

  @Override
  public int hashCode() {
    return value.toLowerCase(Locale.ROOT).hashCode();
  }
}
