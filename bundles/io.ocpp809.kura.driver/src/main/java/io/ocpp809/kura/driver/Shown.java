package io.ocpp809.kura.driver;

import java.util.Objects;

/**
 * What a channel shows at a moment.
 *
 * @param value a number, flag, text or octets; without meaning if there is a fault
 * @param fault why there is no value; empty if there is one
 * @param nanos when it was heard, monotonic, ns
 */
public record Shown(Object value, String fault, long nanos) {
  /** A value. */
  public static Shown of(Object value, long nanos) {
    return new Shown(value, "", nanos);
  }

  /** Why there is none. */
  public static Shown fault(String why, long nanos) {
    return new Shown("", why, nanos);
  }

  /** Whether there is a value. */
  public boolean good() {
    return fault.isEmpty();
  }

  /** Whether both are values, or both the same fault. */
  public boolean sameKind(Shown other) {
    return fault.equals(other.fault);
  }

  /** Whether both show the same, whenever it was heard. */
  public boolean same(Shown other) {
    return sameKind(other) && Objects.deepEquals(value, other.value);
  }
}
