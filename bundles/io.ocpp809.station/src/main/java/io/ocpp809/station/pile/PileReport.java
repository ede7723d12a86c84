package io.ocpp809.station.pile;

import io.ocpp809.station.reading.Reading;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What one outlet of a pile says of itself at a moment; absent parts are unknown, not zero.
 *
 * @param takenAtMillis monotonic milliseconds of the newest value in it
 * @param reachable whether the pile answers; if not, the rest is what was known last
 * @param state state of the outlet
 * @param cablePlugged whether a plug is in the pile's socket or the vehicle, where the pile tells
 *     it apart from the state
 * @param fault fault or warning
 * @param token identification read by the pile's own reader, while it is presented
 * @param readings values, several measurands and phases
 * @param identity who the pile is
 */
public record PileReport(
    long takenAtMillis,
    boolean reachable,
    Optional<PileState> state,
    Optional<Boolean> cablePlugged,
    Optional<PileFault> fault,
    Optional<String> token,
    List<Reading> readings,
    PileIdentity identity) {
  /** Copies the list and checks that no part is null. */
  public PileReport {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(cablePlugged, "cablePlugged");
    Objects.requireNonNull(fault, "fault");
    Objects.requireNonNull(token, "token");
    Objects.requireNonNull(identity, "identity");
    readings = List.copyOf(readings);
  }

  /** A report of a pile that does not answer. */
  public static PileReport unreachable(long takenAtMillis) {
    return new PileReport(
        takenAtMillis,
        false,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        PileIdentity.UNKNOWN);
  }
}
