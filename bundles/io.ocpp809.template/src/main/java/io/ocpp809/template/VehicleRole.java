package io.ocpp809.template;

import java.util.Arrays;
import java.util.Optional;

/**
 * The names of channels of a vehicle's asset: what vehicle and charger tell each other, on whatever
 * driver. None is ever written. A channel whose value is too old is to fail, or to bear the time of
 * its value: nothing is repeated as if it were new.
 */
public enum VehicleRole {
  /** How far vehicle and charger have come: the words of {@code Conversation}. */
  SESSION_STATE(
      "session.state", "", "How far vehicle and charger have come; the words are listed below"),
  /** Who has stopped: none, vehicle, charger, both. */
  STOP_PARTY("session.stopParty", "", "Who has stopped: none, vehicle, charger, both"),
  /** Why: words of {@code StopCause}, by commas. */
  STOP_REASON(
      "session.stopReason",
      "",
      "Why it was stopped: one of the words listed below, or several with commas; empty before"),
  /** Code of an error as the operator shall see it. */
  ERROR(
      "session.error",
      "",
      "Code of an error as the CSMS is to see it, at most 50 characters, such as"
          + " GBT27930.BEM.3905; empty for none"),
  /** The octets that told the stop or the error. */
  EVIDENCE(
      "session.evidence",
      "",
      "The octets that told the stop or the error, such as BEM F0F0F1FC; empty for none"),
  /** Energy of the session as the charger tells it at the end, Wh. */
  ENERGY_TOLD(
      "session.energy", "Wh", "Energy of the session as the charger tells it at the end; checks"),
  /** State of charge, percent. */
  SOC("vehicle.soc", "%", "State of charge"),
  /** Voltage as the vehicle measures it, V. */
  VOLTAGE("vehicle.voltage", "V", "Voltage as the vehicle measures it"),
  /** Current as the vehicle measures it, A. */
  CURRENT("vehicle.current", "A", "Current as the vehicle measures it; its sign does not matter"),
  /** Highest temperature of the battery, degrees Celsius. */
  TEMPERATURE_MAX("vehicle.temperature.max", "°C", "Highest temperature of the battery"),
  /** Identification number of the vehicle: personal data. */
  VIN("vehicle.vin", "", "Identification number of the vehicle: personal data"),
  /** Voltage as the charger measures it, V. */
  OUTLET_VOLTAGE("outlet.voltage", "V", "Voltage as the charger measures it"),
  /** Current as the charger measures it, A. */
  OUTLET_CURRENT(
      "outlet.current", "A", "Current as the charger measures it; its sign does not matter"),
  /** Power as voltage times current of the charger, W. */
  OUTLET_POWER(
      "outlet.power", "W", "Voltage times current of the charger; computed where it is left out"),
  /** Most current that the charger has offered, A. */
  OFFERED_CURRENT(
      "offered.current", "A", "Most that the charger has offered; its sign does not matter"),
  /** Most power that the charger has offered, W. */
  OFFERED_POWER(
      "offered.power",
      "W",
      "Most that the charger has offered; left out: from current and voltage");

  private final String text;
  private final String unit;
  private final String meaning;

  VehicleRole(String text, String unit, String meaning) {
    this.text = text;
    this.unit = unit;
    this.meaning = meaning;
  }

  /** The role as the name of a channel. */
  public String text() {
    return text;
  }

  /** Unit of its number; empty for texts. */
  public String unit() {
    return unit;
  }

  /** What it means. */
  public String meaning() {
    return meaning;
  }

  /** The role of that text. */
  public static Optional<VehicleRole> of(String text) {
    return Arrays.stream(values()).filter(r -> r.text.equals(text)).findFirst();
  }
}
