package io.ocpp809.station.pile;

import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.vehicle.VehicleReport;
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
 * @param token identification that the pile's own reader shows; the empty text if it shows none;
 *     absent while that is not known
 * @param readings values, several measurands and phases
 * @param identity who the pile is
 * @param limitShown content of the register that takes the limit, as offered current per phase or
 *     offered power; empty where it cannot be read
 * @param ceilings what pile and cable can do
 * @param vehicle what vehicle and charger tell each other, where somebody listens
 */
public record PileReport(
    long takenAtMillis,
    boolean reachable,
    Optional<PileState> state,
    Optional<Boolean> cablePlugged,
    Optional<PileFault> fault,
    Optional<String> token,
    List<Reading> readings,
    PileIdentity identity,
    Optional<Reading> limitShown,
    Ceilings ceilings,
    Optional<VehicleReport> vehicle) {
  /**
   * What pile and cable can do, as the pile says.
   *
   * @param hardware most that the pile can do
   * @param cable most that the cable that is plugged in can do
   */
  public record Ceilings(Optional<Limit> hardware, Optional<Limit> cable) {
    /** The pile says nothing of it. */
    public static final Ceilings UNKNOWN = new Ceilings(Optional.empty(), Optional.empty());

    /** Checks that no part is null. */
    public Ceilings {
      Objects.requireNonNull(hardware, "hardware");
      Objects.requireNonNull(cable, "cable");
    }
  }

  /** Copies the list and checks that no part is null. */
  public PileReport {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(cablePlugged, "cablePlugged");
    Objects.requireNonNull(fault, "fault");
    Objects.requireNonNull(token, "token");
    Objects.requireNonNull(identity, "identity");
    Objects.requireNonNull(limitShown, "limitShown");
    Objects.requireNonNull(ceilings, "ceilings");
    Objects.requireNonNull(vehicle, "vehicle");
    readings = List.copyOf(readings);
  }

  /** A report of a pile beside which nobody listens to the vehicle. */
  public PileReport(
      long takenAtMillis,
      boolean reachable,
      Optional<PileState> state,
      Optional<Boolean> cablePlugged,
      Optional<PileFault> fault,
      Optional<String> token,
      List<Reading> readings,
      PileIdentity identity,
      Optional<Reading> limitShown,
      Ceilings ceilings) {
    this(
        takenAtMillis,
        reachable,
        state,
        cablePlugged,
        fault,
        token,
        readings,
        identity,
        limitShown,
        ceilings,
        Optional.empty());
  }

  /** A report of a pile whose register for the limit cannot be read. */
  public PileReport(
      long takenAtMillis,
      boolean reachable,
      Optional<PileState> state,
      Optional<Boolean> cablePlugged,
      Optional<PileFault> fault,
      Optional<String> token,
      List<Reading> readings,
      PileIdentity identity) {
    this(
        takenAtMillis,
        reachable,
        state,
        cablePlugged,
        fault,
        token,
        readings,
        identity,
        Optional.empty());
  }

  /** A report of a pile that says nothing of what it and the cable can do. */
  public PileReport(
      long takenAtMillis,
      boolean reachable,
      Optional<PileState> state,
      Optional<Boolean> cablePlugged,
      Optional<PileFault> fault,
      Optional<String> token,
      List<Reading> readings,
      PileIdentity identity,
      Optional<Reading> limitShown) {
    this(
        takenAtMillis,
        reachable,
        state,
        cablePlugged,
        fault,
        token,
        readings,
        identity,
        limitShown,
        Ceilings.UNKNOWN);
  }

  /** The same report with other readings. */
  public PileReport withReadings(List<Reading> others) {
    return with(state, others, vehicle);
  }

  /** The same report with another state. */
  public PileReport withState(Optional<PileState> other) {
    return with(other, readings, vehicle);
  }

  /** The same report with what vehicle and charger tell each other. */
  public PileReport withVehicle(VehicleReport said) {
    return with(state, readings, Optional.of(said));
  }

  private PileReport with(
      Optional<PileState> newState, List<Reading> newReadings, Optional<VehicleReport> said) {
    return new PileReport(
        takenAtMillis,
        reachable,
        newState,
        cablePlugged,
        fault,
        token,
        newReadings,
        identity,
        limitShown,
        ceilings,
        said);
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
