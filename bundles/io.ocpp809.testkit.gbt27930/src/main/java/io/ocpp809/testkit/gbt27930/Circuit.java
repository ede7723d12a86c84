package io.ocpp809.testkit.gbt27930;

/**
 * The two thick wires of the plug: what the charger puts in is what the battery takes. Current
 * flows only while both have closed their contactors.
 */
final class Circuit {
  private double amps;
  private double volts;
  private boolean chargerClosed;
  private boolean vehicleClosed;

  /** The charger's contactors K1 and K2; opening them ends the current. */
  void charger(boolean closed) {
    chargerClosed = closed;
    drop();
  }

  /** The vehicle's contactors K5 and K6; opening them ends the current. */
  void vehicle(boolean closed) {
    vehicleClosed = closed;
    drop();
  }

  private void drop() {
    if (!closed()) {
      amps = 0;
    }
  }

  /** Whether both sides are closed. */
  boolean closed() {
    return chargerClosed && vehicleClosed;
  }

  /** Whether the battery's voltage is at the plug. */
  boolean vehicleClosed() {
    return vehicleClosed;
  }

  /** The charger drives a current in A; nothing flows while a side is open. */
  void drive(double current) {
    amps = closed() ? current : 0;
  }

  /** The battery's voltage in V under the present current. */
  void present(double voltage) {
    volts = voltage;
  }

  /** The current into the battery in A. */
  double amps() {
    return amps;
  }

  /** The voltage at the plug in V; 0 while the vehicle is open. */
  double volts() {
    return vehicleClosed ? volts : 0;
  }
}
