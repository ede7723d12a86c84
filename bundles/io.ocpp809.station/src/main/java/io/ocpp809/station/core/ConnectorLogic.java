package io.ocpp809.station.core;

import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.pile.PileFault;
import io.ocpp809.station.pile.PileState;
import java.util.Optional;

/** Derives the state of a connector from all that is known (OCPP 1.6 section 4.9). */
final class ConnectorLogic {
  private ConnectorLogic() {}

  /**
   * What is known.
   *
   * @param pile state of the pile
   * @param plugged whether a vehicle is plugged in
   * @param fault fault or warning of the pile
   * @param operative whether in service
   * @param authorised whether somebody has been authorised and not plugged in yet
   * @param transaction whether a transaction runs
   * @param stopping whether it is being stopped
   * @param held whether the station holds energy back within the transaction
   * @param finished whether a transaction ended and the vehicle is still plugged in
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
      boolean finished) {}

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
    if (k.plugged()) {
      return k.finished() ? ConnectorState.FINISHING : ConnectorState.PREPARING;
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
    if (k.held()) {
      return ConnectorState.SUSPENDED_EVSE;
    }
    return switch (k.pile()) {
      case C2, D2 -> ConnectorState.CHARGING;
      case B1, C1, D1, F, STARTING, UNAVAILABLE -> ConnectorState.SUSPENDED_EVSE;
      default -> ConnectorState.SUSPENDED_EV;
    };
  }
}
