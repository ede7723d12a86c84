package io.ocpp809.station.core;

import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.pile.PileFault;
import io.ocpp809.station.pile.PileState;
import io.ocpp809.station.vehicle.Conversation;
import java.util.List;
import java.util.Optional;

/** Derives the state of a connector from all that is known (OCPP 1.6 section 4.9). */
final class ConnectorLogic {
  private ConnectorLogic() {}

  /**
   * What is known.
   *
   * @param pile state of the pile
   * @param plugged whether a vehicle is plugged in; within a transaction the vehicle may be away,
   *     if the CSMS wants it so
   * @param fault fault or warning of the pile
   * @param operative whether in service
   * @param authorised whether somebody has been authorised and not plugged in yet
   * @param transaction whether a transaction runs
   * @param stopping whether it is being stopped
   * @param held whether the station holds energy back within the transaction
   * @param finished whether use ended, or nobody identified in time, and the vehicle is still
   *     plugged in
   * @param said how far vehicle and charger have come, where somebody listens
   */
  record Known(
      PileState pile,
      boolean plugged,
      Optional<PileFault> fault,
      boolean operative,
      boolean authorised,
      boolean transaction,
      boolean stopping,
      boolean held,
      boolean finished,
      Optional<Conversation> said) {

    private boolean says(Conversation... any) {
      return said.filter(List.of(any)::contains).isPresent();
    }
  }

  static ConnectorState derive(Known k) {
    if (k.fault().filter(f -> !f.warning()).isPresent()
        || k.pile() == PileState.ERROR
        || k.pile() == PileState.E) {
      return ConnectorState.FAULTED;
    }
    if (k.transaction()) {
      return running(k);
    }
    if (!k.operative() || outOfService(k.pile())) {
      return ConnectorState.UNAVAILABLE;
    }
    if (k.plugged() && !k.finished() && k.says(Conversation.INTERRUPTED)) {
      return ConnectorState.FAULTED;
    }
    if (k.plugged()) {
      return k.finished() || k.says(Conversation.STOPPING, Conversation.ENDED)
          ? ConnectorState.FINISHING
          : ConnectorState.PREPARING;
    }
    if (k.authorised()) {
      return ConnectorState.PREPARING;
    }
    return k.pile() == PileState.RESERVED ? ConnectorState.RESERVED : ConnectorState.AVAILABLE;
  }

  private static boolean outOfService(PileState pile) {
    return pile == PileState.F || pile == PileState.UNAVAILABLE || pile == PileState.STARTING;
  }

  private static ConnectorState running(Known k) {
    if (k.stopping()) {
      return ConnectorState.FINISHING;
    }
    if (!k.plugged()) {
      return ConnectorState.SUSPENDED_EV;
    }
    if (k.held()) {
      return ConnectorState.SUSPENDED_EVSE;
    }
    return k.pile().plugged() && k.said().isPresent() ? said(k) : pile(k);
  }

  /** The vehicle knows which side suspends; the pile often does not. */
  private static ConnectorState said(Known k) {
    return switch (k.said().orElseThrow()) {
      case HANDSHAKE, PARAMETERS, READY, INTERRUPTED -> ConnectorState.PREPARING;
      case CHARGING -> ConnectorState.CHARGING;
      case PAUSED_BY_VEHICLE -> ConnectorState.SUSPENDED_EV;
      case PAUSED_BY_CHARGER, STOPPING, ENDED -> ConnectorState.SUSPENDED_EVSE;
      case NONE, LOST -> pile(k);
    };
  }

  private static ConnectorState pile(Known k) {
    return switch (k.pile()) {
      case C2, D2 -> ConnectorState.CHARGING;
      case B1, C1, D1, F, STARTING, UNAVAILABLE -> ConnectorState.SUSPENDED_EVSE;
      default -> ConnectorState.SUSPENDED_EV;
    };
  }
}
