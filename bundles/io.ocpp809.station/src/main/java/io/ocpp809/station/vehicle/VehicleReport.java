package io.ocpp809.station.vehicle;

import io.ocpp809.station.pile.FaultClass;
import io.ocpp809.station.reading.Reading;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What vehicle and charger of one EVSE have told each other, as far as it is known now. Nothing in
 * it is older than it may be: what is not fresh is absent.
 *
 * @param conversation how far they have come; empty if that is not known
 * @param charger whether the charger has stopped, alone or with the vehicle
 * @param cause why it was stopped or, before a stop, what is warned of
 * @param code code of the error for the operator, opaque here; empty for none
 * @param kind class of the error that the code stands for, where that is known
 * @param evidence the octets that told it, for diagnosis; empty for none
 * @param vin identification number of the vehicle: personal data
 * @param energyToldWh energy of the session as the charger tells it at the end, Wh
 * @param readings values at the outlet and in the vehicle
 */
public record VehicleReport(
    Optional<Conversation> conversation,
    boolean charger,
    Optional<StopCause> cause,
    String code,
    Optional<FaultClass> kind,
    String evidence,
    Optional<String> vin,
    OptionalDouble energyToldWh,
    List<Reading> readings) {
  /** What the readings bear as their meter, which tells them from those of pile and meter. */
  public static final String METER = "vehicle";

  /** Nothing is known. */
  public static final VehicleReport UNKNOWN =
      new VehicleReport(
          Optional.empty(),
          false,
          Optional.empty(),
          "",
          Optional.empty(),
          "",
          Optional.empty(),
          OptionalDouble.empty(),
          List.of());

  /** Copies the list and checks that no part is null. */
  public VehicleReport {
    Objects.requireNonNull(conversation, "conversation");
    Objects.requireNonNull(cause, "cause");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(evidence, "evidence");
    Objects.requireNonNull(vin, "vin");
    Objects.requireNonNull(energyToldWh, "energyToldWh");
    readings = List.copyOf(readings);
  }

  /** The report without the vehicle's number, which belongs into no log. */
  @Override
  public String toString() {
    return "VehicleReport["
        + conversation
        + ", "
        + cause
        + ", "
        + code
        + ", "
        + evidence
        + ", "
        + readings
        + "]";
  }
}
