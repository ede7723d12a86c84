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
 * @param siteNumber number within the site; 0 if it has none
 * @param connectors its connectors
 * @param capabilities what its pile can do; empty while no pile is attached
 * @param pile who the pile is
 * @param reachable whether the pile answers
 * @param operative whether it is in service by configuration and command
 * @param transaction the running transaction
 * @param readings newest readings
 * @param ratingWatts most that it can draw at the AC input, W
 * @param phases phases that the vehicle is seen to use, or those of the pile
 * @param limit the limit in force in words with its reason, such as "8 A: grid set-point of 14:02"
 * @param limitMilliamps the limit in force per phase, in mA; -1 if it is given in W or there is
 *     none
 * @param limitWatts the limit in force at the AC input, in W; -1 if there is none
 * @param acknowledgedMilliamps what the pile lets a vehicle draw per phase at most by what it has
 *     acknowledged, in mA; 0 if it is paused; -1 if that is not known
 * @param unaccountedWh energy that has flowed outside of transactions since the EVSE was set up, so
 *     that nobody is billed for it, in Wh
 */
public record EvseView(
    int evse,
    int siteNumber,
    List<ConnectorView> connectors,
    Optional<Capabilities> capabilities,
    PileIdentity pile,
    boolean reachable,
    boolean operative,
    Optional<TransactionView> transaction,
    List<Reading> readings,
    int ratingWatts,
    int phases,
    String limit,
    int limitMilliamps,
    int limitWatts,
    int acknowledgedMilliamps,
    long unaccountedWh) {
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
