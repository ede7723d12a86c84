package io.ocpp809.station.pile;

/** Class of a fault; the names are those of OCPP 1.6 ChargePointErrorCode (section 7.6). */
public enum FaultClass {
  /** The connector cannot be locked or unlocked. */
  CONNECTOR_LOCK_FAILURE("ConnectorLockFailure"),
  /** Communication with the vehicle failed; a warning, not a fault. */
  EV_COMMUNICATION_ERROR("EVCommunicationError"),
  /** Residual current protection tripped. */
  GROUND_FAILURE("GroundFailure"),
  /** Too hot. */
  HIGH_TEMPERATURE("HighTemperature"),
  /** Fault in the pile's hardware or software. */
  INTERNAL_ERROR("InternalError"),
  /** Any other fault. */
  OTHER_ERROR("OtherError"),
  /** Too much current. */
  OVER_CURRENT_FAILURE("OverCurrentFailure"),
  /** Voltage too high. */
  OVER_VOLTAGE("OverVoltage"),
  /** The meter cannot be read or is implausible. */
  POWER_METER_FAILURE("PowerMeterFailure"),
  /** The contactor cannot be switched. */
  POWER_SWITCH_FAILURE("PowerSwitchFailure"),
  /** The card reader failed. */
  READER_FAILURE("ReaderFailure"),
  /** Voltage too low. */
  UNDER_VOLTAGE("UnderVoltage");

  private final String wire;

  FaultClass(String wire) {
    this.wire = wire;
  }

  /** Name on the OCPP 1.6 wire. */
  public String wire() {
    return wire;
  }
}
