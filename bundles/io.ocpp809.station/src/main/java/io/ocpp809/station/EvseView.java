package io.ocpp809.station;

import io.ocpp809.station.pile.Capabilities;
import io.ocpp809.station.pile.PileIdentity;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.transaction.TransactionView;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An EVSE at a moment.
 *
 * @param evse number within the station, from 1
 * @param connectors its connectors
 * @param capabilities what its pile can do; empty while no pile is attached
 * @param pile who the pile is
 * @param reachable whether the pile answers
 * @param operative whether it is in service by configuration and command
 * @param transaction the running transaction
 * @param readings newest readings
 * @param limit the limit in force in words with its reason, such as "8 A: grid set-point of 14:02"
 * @param limitMilliamps the limit in force per phase, in mA; -1 if it is given in W or there is
 *     none
 * @param limitWatts the limit in force at the AC input, in W; -1 if there is none
 */
public record EvseView(
    int evse,
    List<ConnectorView> connectors,
    Optional<Capabilities> capabilities,
    PileIdentity pile,
    boolean reachable,
    boolean operative,
    Optional<TransactionView> transaction,
    List<Reading> readings,
    String limit,
    int limitMilliamps,
    int limitWatts) {
  /** Copies the lists and checks that no part is null. */
  public EvseView {
    connectors = List.copyOf(connectors);
    readings = List.copyOf(readings);
    Objects.requireNonNull(capabilities, "capabilities");
    Objects.requireNonNull(pile, "pile");
    Objects.requireNonNull(transaction, "transaction");
    Objects.requireNonNull(limit, "limit");
  }
}
