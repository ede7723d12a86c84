package io.ocpp809.station.pile;

/** Canonical state of a pile's outlet, after IEC 61851-1 annex A with the states around it. */
public enum PileState {
  /** No vehicle, the pile is not ready to supply. */
  A1,
  /** No vehicle, the pile is ready. */
  A2,
  /** Vehicle plugged in; the pile offers no current. */
  B1,
  /** Vehicle plugged in and offered current; the vehicle is not ready. */
  B2,
  /** Vehicle asks for current; the pile offers none. */
  C1,
  /** Energy flows or may flow. */
  C2,
  /** As {@link #C1}, ventilation asked for. */
  D1,
  /** As {@link #C2}, ventilation asked for. */
  D2,
  /** Control pilot shorted or absent: a fault of cable or vehicle. */
  E,
  /** The pile is not available. */
  F,
  /** The pile is starting up. */
  STARTING,
  /** The pile's own reservation. */
  RESERVED,
  /** Taken out of service at the pile. */
  UNAVAILABLE,
  /** The pile reports a fault. */
  ERROR;

  /** Whether a vehicle is plugged in. */
  public boolean plugged() {
    return switch (this) {
      case B1, B2, C1, C2, D1, D2 -> true;
      default -> false;
    };
  }

  /** Whether the pile lets current flow. */
  public boolean supplying() {
    return this == C2 || this == D2;
  }

  /** Whether the vehicle is ready to take current. */
  public boolean vehicleReady() {
    return switch (this) {
      case C1, C2, D1, D2 -> true;
      default -> false;
    };
  }
}
