package io.ocpp809.station.core;

import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.pile.PileState;
import java.util.Optional;

/**
 * What state a connector would have whose pile says this, before there is a station: for trying a
 * template. The station itself knows more (authorisation, transactions, limits) and may say
 * otherwise.
 */
public final class ConnectorPreview {
  private ConnectorPreview() {}

  /**
   * In service, nobody authorised, no transaction.
   *
   * @return empty if the pile does not answer, or its state is not known
   */
  public static Optional<ConnectorState> idle(PileReport report) {
    return derive(report, false);
  }

  /**
   * Within a transaction whose energy the station does not hold back.
   *
   * @return empty if the pile does not answer, or its state is not known
   */
  public static Optional<ConnectorState> inTransaction(PileReport report) {
    return derive(report, true);
  }

  private static Optional<ConnectorState> derive(PileReport r, boolean transaction) {
    if (!r.reachable() || r.state().isEmpty()) {
      return Optional.empty();
    }
    PileState state = r.state().get();
    boolean plugged = r.cablePlugged().orElse(state.plugged());
    return Optional.of(
        ConnectorLogic.derive(
            new ConnectorLogic.Known(
                state,
                plugged,
                r.fault(),
                true,
                false,
                transaction,
                false,
                false,
                false,
                Optional.empty())));
  }
}
