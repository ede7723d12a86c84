package io.ocpp809.gbt27930.session;

import io.ocpp809.gbt27930.message.Edition;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Where a session stands at one moment. Values of single messages are in {@link
 * SessionObserver#latest}.
 *
 * @param phase how far it has come
 * @param pausedBy whose wish it is that nothing flows; none while there is no pause
 * @param stop who stopped it and why
 * @param error code of the error that was told last in this session; empty for none
 * @param evidence the message that told the stop or the last error, whichever came last
 * @param attempts attempts to recognise each other, 0 before the first
 * @param edition the edition that the vehicle speaks, 2015 until it is known
 * @param protocolVersion the vehicle's version, such as V1.1
 * @param vin identification of the vehicle: personal data
 * @param soc state of charge, % as it was told last, whether by BCP, BCS or BSD
 * @param watts power of the charger by its last message, W; empty if unknown
 * @param estimatedWh energy of the session from voltage and current, Wh: an estimate
 * @param toldWh energy that the charger told at the end, Wh
 * @param heardAt when anything of the two was heard last, nanoseconds; the least number for never
 */
public record SessionView(
    Phase phase,
    Party pausedBy,
    Stop stop,
    String error,
    String evidence,
    int attempts,
    Edition edition,
    Optional<String> protocolVersion,
    Optional<String> vin,
    OptionalDouble soc,
    OptionalDouble watts,
    double estimatedWh,
    OptionalDouble toldWh,
    long heardAt) {

  /** The word of {@code session.state}: the phase, or whose pause it is. */
  public String state() {
    return phase != Phase.CHARGING || pausedBy == Party.NONE
        ? phase.text()
        : "paused-by-" + pausedBy.text();
  }
}
