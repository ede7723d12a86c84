package io.ocpp809.station;

import io.ocpp809.station.pile.PileFault;
import java.util.Objects;
import java.util.Optional;

/**
 * A connector at a moment.
 *
 * @param connector number within its EVSE, from 1
 * @param state its state
 * @param fault fault or warning at present
 * @param info why it is in that state, at most 50 characters; may be empty
 */
public record ConnectorView(
    int connector, ConnectorState state, Optional<PileFault> fault, String info) {
  /** Checks that no part is null. */
  public ConnectorView {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(fault, "fault");
    Objects.requireNonNull(info, "info");
  }
}
