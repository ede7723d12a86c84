package io.ocpp809.station.pile;

import java.util.Objects;

/**
 * A fault or warning that a pile reports.
 *
 * @param kind class of the fault
 * @param vendorCode the pile's own code, as shown to the operator (at most 50 characters on the
 *     wire)
 * @param text meaning in words; may be empty
 * @param warning whether the pile goes on working in spite of it
 */
public record PileFault(FaultClass kind, String vendorCode, String text, boolean warning) {
  /** Checks that the parts are present. */
  public PileFault {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(vendorCode, "vendorCode");
    Objects.requireNonNull(text, "text");
  }
}
