package io.ocpp809.station;

import java.util.Objects;

/**
 * What a station tells of itself at boot.
 *
 * @param vendor maker, at most 20 characters on the 1.6 wire
 * @param model product, at most 20 characters on the 1.6 wire
 * @param serial serial number of the station, at most 25 characters; empty if unknown
 * @param firmware version, at most 50 characters
 * @param meterType type of the meter, at most 25 characters; empty if unknown
 * @param meterSerial serial number of the meter, at most 25 characters; empty if unknown
 */
public record StationIdentity(
    String vendor,
    String model,
    String serial,
    String firmware,
    String meterType,
    String meterSerial) {
  /** Checks that no part is null. */
  public StationIdentity {
    Objects.requireNonNull(vendor, "vendor");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(serial, "serial");
    Objects.requireNonNull(firmware, "firmware");
    Objects.requireNonNull(meterType, "meterType");
    Objects.requireNonNull(meterSerial, "meterSerial");
  }
}
