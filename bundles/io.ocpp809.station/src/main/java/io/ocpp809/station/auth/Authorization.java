package io.ocpp809.station.auth;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known of a token's right to charge (OCPP IdTagInfo, IdTokenInfo).
 *
 * @param status the verdict
 * @param group token of the group it belongs to; a member may stop what another has started
 * @param expires from when on the token is expired
 */
public record Authorization(Status status, Optional<IdToken> group, Optional<Instant> expires) {
  /** Verdicts. */
  public enum Status {
    /** May charge. */
    ACCEPTED,
    /** Blocked by the operator. */
    BLOCKED,
    /** No longer valid. */
    EXPIRED,
    /** Not known. */
    INVALID,
    /** In use in another transaction. */
    CONCURRENT_TX,
    /** Nobody could be asked. */
    UNREACHABLE
  }

  /** An answer without group and expiry. */
  public static Authorization of(Status status) {
    return new Authorization(status, Optional.empty(), Optional.empty());
  }

  /** Checks that no part is null. */
  public Authorization {
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(expires, "expires");
  }

  /**
   * The same as an answer just given: the expiry says how long it may be kept, not whether it holds
   * (OCPP 1.6 section 7.26).
   */
  public Authorization holdingNow() {
    return new Authorization(status, group, Optional.empty());
  }

  /** Whether the token may charge at the given wall time. */
  public boolean acceptedAt(Instant now) {
    return status == Status.ACCEPTED && expires.map(now::isBefore).orElse(true);
  }
}
