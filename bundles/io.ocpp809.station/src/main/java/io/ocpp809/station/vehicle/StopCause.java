package io.ocpp809.station.vehicle;

import io.ocpp809.station.pile.FaultClass;
import io.ocpp809.station.transaction.StopReason;
import java.util.Arrays;
import java.util.Optional;

/**
 * Why a charging ended, as charger or vehicle say, with the reason and the error that a station
 * tells of it. Ordered so that of several causes the first decides: who asked goes before what was
 * reached, the charger's before the vehicle's, and a fault without a name counts where nothing has
 * one.
 */
public enum StopCause {
  /** Emergency stop at the charger. */
  EMERGENCY("emergency", StopReason.EMERGENCY_STOP, null, "emergency stop"),
  /** Somebody has stopped it at the charger, or the station has. */
  MANUAL("manual", StopReason.LOCAL, null, "stopped at the pile"),
  /** What was set at the charger is reached. */
  CONDITION("condition", StopReason.OTHER, null, "set condition reached"),
  /** The charger is too hot. */
  CHARGER_TEMPERATURE(
      "charger-temperature", StopReason.OTHER, FaultClass.HIGH_TEMPERATURE, "charger too hot"),
  /** The charger finds the charging connector faulty. */
  CONNECTOR("connector", StopReason.OTHER, FaultClass.OTHER_ERROR, "connector faulty"),
  /** The charger cannot deliver the energy that is asked for. */
  ENERGY_UNAVAILABLE(
      "energy-unavailable",
      StopReason.OTHER,
      FaultClass.INTERNAL_ERROR,
      "energy cannot be delivered"),
  /** The charger finds that the current does not match. */
  CURRENT_MISMATCH(
      "current-mismatch", StopReason.OTHER, FaultClass.OTHER_ERROR, "current does not match"),
  /** The charger finds the voltage abnormal. */
  CHARGER_VOLTAGE("charger-voltage", StopReason.OTHER, FaultClass.OTHER_ERROR, "voltage abnormal"),
  /** The state of charge that the vehicle aims at is reached. */
  SOC_REACHED("soc-reached", StopReason.OTHER, null, "SOC target reached"),
  /** The battery's voltage that the vehicle aims at is reached. */
  VOLTAGE_REACHED("voltage-reached", StopReason.OTHER, null, "battery voltage reached"),
  /** A cell's voltage that the vehicle aims at is reached. */
  CELL_VOLTAGE_REACHED("cell-voltage-reached", StopReason.OTHER, null, "cell voltage reached"),
  /** The vehicle finds the insulation faulty. */
  INSULATION("insulation", StopReason.OTHER, FaultClass.GROUND_FAILURE, "insulation fault"),
  /** The vehicle finds the plug too hot. */
  CONNECTOR_TEMPERATURE(
      "connector-temperature", StopReason.OTHER, FaultClass.HIGH_TEMPERATURE, "connector too hot"),
  /** A component of the vehicle is too hot. */
  COMPONENT_TEMPERATURE(
      "component-temperature",
      StopReason.OTHER,
      FaultClass.HIGH_TEMPERATURE,
      "vehicle component too hot"),
  /** The vehicle's battery is too hot. */
  BATTERY_TEMPERATURE(
      "battery-temperature", StopReason.OTHER, FaultClass.HIGH_TEMPERATURE, "battery too hot"),
  /** The vehicle finds the charging connector faulty. */
  VEHICLE_CONNECTOR(
      "vehicle-connector", StopReason.OTHER, FaultClass.OTHER_ERROR, "vehicle: connector faulty"),
  /** A contactor of the vehicle is faulty. */
  RELAY("relay", StopReason.OTHER, FaultClass.OTHER_ERROR, "vehicle relay fault"),
  /** The vehicle finds the plug's contact voltage wrong. */
  DETECTION_POINT(
      "detection-point", StopReason.OTHER, FaultClass.OTHER_ERROR, "plug detection voltage"),
  /** The vehicle gets more current than it asks for. */
  OVER_CURRENT(
      "over-current", StopReason.OTHER, FaultClass.OVER_CURRENT_FAILURE, "current above demand"),
  /** The vehicle finds the voltage too high. */
  OVER_VOLTAGE("over-voltage", StopReason.OTHER, FaultClass.OVER_VOLTAGE, "voltage too high"),
  /** The vehicle finds the voltage too low. */
  UNDER_VOLTAGE("under-voltage", StopReason.OTHER, FaultClass.UNDER_VOLTAGE, "voltage too low"),
  /** The vehicle finds the voltage abnormal and does not say in which direction. */
  VEHICLE_VOLTAGE(
      "vehicle-voltage", StopReason.OTHER, FaultClass.OTHER_ERROR, "vehicle: voltage abnormal"),
  /** One of them misses the other's messages. */
  COMMUNICATION(
      "communication", StopReason.OTHER, FaultClass.EV_COMMUNICATION_ERROR, "messages missing"),
  /** Both have gone silent in the middle of charging, or one of them for longer. */
  SILENCE("silence", StopReason.OTHER, FaultClass.EV_COMMUNICATION_ERROR, "vehicle silent"),
  /** Another fault of the charger. */
  CHARGER_FAULT("charger-fault", StopReason.OTHER, FaultClass.INTERNAL_ERROR, "charger fault"),
  /** Another fault of the vehicle. */
  VEHICLE_FAULT("vehicle-fault", StopReason.OTHER, FaultClass.OTHER_ERROR, "vehicle fault"),
  /** Neither says why. */
  UNSPECIFIED("unspecified", StopReason.OTHER, null, "no cause given");

  private final String text;
  private final StopReason reason;
  private final Optional<FaultClass> error;
  private final String meaning;

  StopCause(String text, StopReason reason, FaultClass error, String meaning) {
    this.text = text;
    this.reason = reason;
    this.error = Optional.ofNullable(error);
    this.meaning = meaning;
  }

  /** The word that a channel shows. */
  public String text() {
    return text;
  }

  /** Why the transaction ended, unless the station itself is ending it for a reason of its own. */
  public StopReason reason() {
    return reason;
  }

  /** Class of the error; empty if the cause is none. */
  public Optional<FaultClass> error() {
    return error;
  }

  /** What it means, in at most 26 characters. */
  public String meaning() {
    return meaning;
  }

  /** The cause of that word. */
  public static Optional<StopCause> of(String text) {
    return Arrays.stream(values()).filter(c -> c.text.equals(text)).findFirst();
  }
}
