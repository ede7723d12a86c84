package io.ocpp809.testkit.gbt27930;

/** Why a vehicle sends BST (SPN 3511 to 3513). */
public enum VehicleStop {
  /** It does not. */
  NONE,
  /** 1.1: the charge that was wanted is reached. */
  SOC_TARGET,
  /** 1.3: the voltage of the battery is reached. */
  TOTAL_VOLTAGE,
  /** 1.5: the voltage of a cell is reached. */
  CELL_VOLTAGE,
  /** 1.7: the charger has stopped (CST). */
  CHARGER,
  /** 2.1: insulation. */
  INSULATION,
  /** 2.3: the output connector is too hot. */
  CONNECTOR_HOT,
  /** 2.5: a part of the BMS, or the connector, is too hot. */
  PART_HOT,
  /** 2.7: the charging connector. */
  CONNECTOR,
  /** 3.1: the battery is too hot. */
  BATTERY_HOT,
  /** 3.3: the relay; 2011 has no bit for it and says another fault. */
  RELAY,
  /** 3.5: the voltage at detection point 2; 2011 has no bit for it and says another fault. */
  DETECTION_POINT,
  /** 3.7, and 3.3 in 2011: another fault. */
  OTHER,
  /** 4.1: more current than asked for. */
  CURRENT,
  /** 4.3: the voltage is not what it should be. */
  VOLTAGE
}
