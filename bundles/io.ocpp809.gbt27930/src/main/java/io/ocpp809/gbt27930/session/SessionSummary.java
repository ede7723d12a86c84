package io.ocpp809.gbt27930.session;

import io.ocpp809.gbt27930.message.Edition;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A session as a whole. What was not heard is empty.
 *
 * @param begun when it was noticed, nanoseconds of the caller's monotonic clock
 * @param joined whether it had begun before
 * @param ended when it was over
 * @param reached the phase that it came to before it ended
 * @param attempts attempts to recognise each other
 * @param edition the edition that the vehicle speaks
 * @param protocolVersion the vehicle's version, such as V1.1
 * @param vin identification of the vehicle: personal data
 * @param socBegin state of charge at the beginning, %
 * @param socEnd state of charge at the end, %
 * @param chargingNanos time from the first to the last message of the charging phase
 * @param estimatedWh energy from voltage and current of the charger, Wh: an estimate
 * @param toldWh energy that the charger told in CSD, Wh
 * @param greatestCurrent greatest current of the charger, A
 * @param stop who stopped it and why
 * @param errors codes of the errors that were told, in their order
 * @param firstMissing the message that was missing or late first
 */
public record SessionSummary(
    long begun,
    boolean joined,
    long ended,
    Phase reached,
    int attempts,
    Edition edition,
    Optional<String> protocolVersion,
    Optional<String> vin,
    OptionalDouble socBegin,
    OptionalDouble socEnd,
    long chargingNanos,
    double estimatedWh,
    OptionalDouble toldWh,
    double greatestCurrent,
    Stop stop,
    List<String> errors,
    Optional<SessionEvent.Missing> firstMissing) {
  /** Copies the list. */
  public SessionSummary {
    errors = List.copyOf(errors);
  }

  /**
   * Whether estimate and told energy contradict: they differ by more than a tenth and by more than
   * the 0.1 kWh in which CSD counts. A session that was joined proves nothing.
   */
  public boolean energyContradicts() {
    if (joined || toldWh.isEmpty()) {
      return false;
    }
    double difference = Math.abs(toldWh.getAsDouble() - estimatedWh);
    return difference > 100 && difference > 0.1 * Math.max(toldWh.getAsDouble(), estimatedWh);
  }
}
