package io.ocpp809.station.reading;

import java.util.Optional;

/** What is measured; the wire names are those of OCPP 1.6 section 7.31 and 2.0.1 MeasurandEnum. */
public enum Measurand {
  /** Energy taken by the vehicle since ever: the register that bills, in Wh. */
  ENERGY_ACTIVE_IMPORT_REGISTER("Energy.Active.Import.Register", Unit.WH),
  /** Energy given back since ever, in Wh. */
  ENERGY_ACTIVE_EXPORT_REGISTER("Energy.Active.Export.Register", Unit.WH),
  /** Energy taken within an interval, in Wh. */
  ENERGY_ACTIVE_IMPORT_INTERVAL("Energy.Active.Import.Interval", Unit.WH),
  /** Apparent energy since ever, in VAh; no OCPP 1.6 name, never billed without leave. */
  ENERGY_APPARENT_IMPORT_REGISTER("Energy.Apparent.Import", Unit.VAH),
  /** Active power taken, in W. */
  POWER_ACTIVE_IMPORT("Power.Active.Import", Unit.W),
  /** Power offered to the vehicle, in W. */
  POWER_OFFERED("Power.Offered", Unit.W),
  /** Power factor, 0 to 1. */
  POWER_FACTOR("Power.Factor", Unit.NONE),
  /** Current taken, in A. */
  CURRENT_IMPORT("Current.Import", Unit.A),
  /** Current offered to the vehicle, in A per phase. */
  CURRENT_OFFERED("Current.Offered", Unit.A),
  /** Voltage, in V. */
  VOLTAGE("Voltage", Unit.V),
  /** Mains frequency, in Hz (sent without a unit in OCPP 1.6). */
  FREQUENCY("Frequency", Unit.HZ),
  /** Temperature, in degrees Celsius. */
  TEMPERATURE("Temperature", Unit.CELSIUS),
  /** State of charge of the vehicle, 0 to 100 percent. */
  SOC("SoC", Unit.PERCENT);

  private final String wire;
  private final Unit unit;

  Measurand(String wire, Unit unit) {
    this.wire = wire;
    this.unit = unit;
  }

  /** Name on the OCPP wire. */
  public String wire() {
    return wire;
  }

  /** The unit in which the model carries this measurand. */
  public Unit unit() {
    return unit;
  }

  /** The measurand of that wire name, or empty if this product knows none. */
  public static Optional<Measurand> ofWire(String wire) {
    for (Measurand m : values()) {
      if (m.wire.equals(wire)) {
        return Optional.of(m);
      }
    }
    return Optional.empty();
  }
}
