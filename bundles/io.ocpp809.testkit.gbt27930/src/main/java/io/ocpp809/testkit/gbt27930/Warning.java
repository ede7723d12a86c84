package io.ocpp809.testkit.gbt27930;

/** What a vehicle warns of in BSM (SPN 3090 to 3095); any of them ends the charging. */
public enum Warning {
  /** 6.1 = 01: the voltage of a cell is too high. */
  CELL_HIGH,
  /** 6.1 = 10: the voltage of a cell is too low. */
  CELL_LOW,
  /** 6.3 = 01: the charge is too high. */
  SOC_HIGH,
  /** 6.3 = 10: the charge is too low. */
  SOC_LOW,
  /** 6.5 = 01: too much current. */
  CURRENT,
  /** 6.7 = 01: too hot. */
  TEMPERATURE,
  /** 7.1 = 01: the insulation. */
  INSULATION,
  /** 7.3 = 01: the output connector. */
  CONNECTOR
}
