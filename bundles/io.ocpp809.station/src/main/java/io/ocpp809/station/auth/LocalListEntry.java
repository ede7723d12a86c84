package io.ocpp809.station.auth;

import java.util.Objects;
import java.util.Optional;

/**
 * An entry of a local authorisation list as sent by the CSMS.
 *
 * @param token the token
 * @param authorization what is known of it; empty in a differential update means: delete the entry
 */
public record LocalListEntry(IdToken token, Optional<Authorization> authorization) {
  /** Most entries that the list may have. */
  public static final int LIST_AT_MOST = 10_000;

  /** Answer to a change whose version is not above that of the list. */
  public static final String VERSION_MISMATCH = "VersionMismatch";

  /** Checks that no part is null. */
  public LocalListEntry {
    Objects.requireNonNull(token, "token");
    Objects.requireNonNull(authorization, "authorization");
  }
}
