package io.ocpp809.kura.can;

/**
 * What a channel shows at a moment.
 *
 * @param value a Long, Double, Boolean or text; without meaning if there is a fault
 * @param fault why there is no value; empty if there is one
 * @param nanos when it was heard, by the clock of the bus
 */
record Shown(Object value, String fault, long nanos) {
  static Shown of(Object value, long nanos) {
    return new Shown(value, "", nanos);
  }

  static Shown fault(String why, long nanos) {
    return new Shown("", why, nanos);
  }

  boolean good() {
    return fault.isEmpty();
  }

  /** Whether both are values, or both the same fault. */
  boolean sameKind(Shown other) {
    return fault.equals(other.fault);
  }
}
