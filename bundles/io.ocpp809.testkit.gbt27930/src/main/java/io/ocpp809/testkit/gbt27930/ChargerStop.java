package io.ocpp809.testkit.gbt27930;

/** Why a charger sends CST (SPN 3521 to 3523). */
public enum ChargerStop {
  /** It does not. */
  NONE(false),
  /** 1.1: what the charger was set to is reached. */
  SET_CONDITION(false),
  /** 1.3: somebody stopped it, at the charger or from remote. */
  MANUAL(false),
  /** 1.5 with 3.3: a fault without a bit of its own, such as a warning or a message missed. */
  FAULT(true),
  /** 1.7: the vehicle has stopped (BST). */
  VEHICLE(false),
  /** 1.5 with 2.1: the charger is too hot. */
  TOO_HOT(true),
  /** 1.5 with 2.3: the connector. */
  CONNECTOR(true),
  /** 1.5 with 2.7: the energy cannot be delivered. */
  NO_ENERGY(true),
  /** 1.5 with 3.1: the emergency stop. */
  EMERGENCY(true),
  /** 1.5 with 4.1: the current does not match. */
  CURRENT(true),
  /** 1.5 with 4.3: the voltage is not what it should be. */
  VOLTAGE(true);

  private final boolean atOnce;

  ChargerStop(boolean atOnce) {
    this.atOnce = atOnce;
  }

  /** Whether the current is cut, not brought down. */
  boolean atOnce() {
    return atOnce;
  }
}
