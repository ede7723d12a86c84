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
  /** Checks that no part is null. */
  public LocalListEntry {
    Objects.requireNonNull(token, "token");
    Objects.requireNonNull(authorization, "authorization");
  }
}
