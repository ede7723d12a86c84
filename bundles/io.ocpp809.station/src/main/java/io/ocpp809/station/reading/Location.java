package io.ocpp809.station.reading;

/** Where a value was measured (OCPP LocationEnum). */
public enum Location {
  /** At the AC input of the pile. */
  INLET("Inlet"),
  /** At the connector. */
  OUTLET("Outlet"),
  /** Inside the pile. */
  BODY("Body"),
  /** In the cable. */
  CABLE("Cable"),
  /** In the vehicle. */
  EV("EV");

  private final String wire;

  Location(String wire) {
    this.wire = wire;
  }

  /** Name on the OCPP wire. */
  public String wire() {
    return wire;
  }
}
