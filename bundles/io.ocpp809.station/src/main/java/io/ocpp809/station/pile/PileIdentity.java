package io.ocpp809.station.pile;

import java.util.Objects;

/**
 * Who the pile says it is; each part empty if unknown.
 *
 * @param vendor maker
 * @param model product
 * @param serial serial number
 * @param firmware firmware version
 */
public record PileIdentity(String vendor, String model, String serial, String firmware) {
  /** Nothing known. */
  public static final PileIdentity UNKNOWN = new PileIdentity("", "", "", "");

  /** Checks that no part is null. */
  public PileIdentity {
    Objects.requireNonNull(vendor, "vendor");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(serial, "serial");
    Objects.requireNonNull(firmware, "firmware");
  }
}
