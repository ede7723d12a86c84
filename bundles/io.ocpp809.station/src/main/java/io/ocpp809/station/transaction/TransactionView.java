package io.ocpp809.station.transaction;

import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.time.EventTime;
import java.util.Objects;

/**
 * A running transaction at a moment.
 *
 * @param id UUID made by the station
 * @param evse number of the EVSE, from 1
 * @param connector number of the connector within the EVSE, from 1
 * @param token who charges
 * @param started when
 * @param meterStartWh register at the start, in Wh
 * @param energyWh energy since the start, in Wh
 * @param state charging state
 */
public record TransactionView(
    String id,
    int evse,
    int connector,
    IdToken token,
    EventTime started,
    long meterStartWh,
    long energyWh,
    ChargingState state) {
  /** Checks that no part is null. */
  public TransactionView {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(token, "token");
    Objects.requireNonNull(started, "started");
    Objects.requireNonNull(state, "state");
  }
}
