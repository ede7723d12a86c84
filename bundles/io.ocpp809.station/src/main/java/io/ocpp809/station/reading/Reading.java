package io.ocpp809.station.reading;

import java.util.Objects;

/**
 * One value.
 *
 * @param measurand what is measured
 * @param phase of which conductor
 * @param location where
 * @param value in the measurand's unit; meaningless if the quality is {@link Quality#INVALID}
 * @param quality how good
 * @param method how obtained
 * @param takenAtMillis monotonic milliseconds at which it was read from the device
 * @param raw register content as text, for diagnosis; empty if there is none
 * @param meter identity of the meter (serial number, or asset and unit); empty if unknown
 */
public record Reading(
    Measurand measurand,
    Phase phase,
    Location location,
    double value,
    Quality quality,
    Method method,
    long takenAtMillis,
    String raw,
    String meter) {
  /** Checks the parts; a value that is no finite number becomes {@link Quality#INVALID}. */
  public Reading {
    Objects.requireNonNull(measurand, "measurand");
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(location, "location");
    Objects.requireNonNull(quality, "quality");
    Objects.requireNonNull(method, "method");
    Objects.requireNonNull(raw, "raw");
    Objects.requireNonNull(meter, "meter");
    if (!Double.isFinite(value)) {
      value = 0;
      quality = Quality.INVALID;
    }
  }

  /** A good measured value at the outlet, without raw content or meter identity. */
  public static Reading measured(
      Measurand measurand, Phase phase, double value, long takenAtMillis) {
    return new Reading(
        measurand,
        phase,
        Location.OUTLET,
        value,
        Quality.GOOD,
        Method.MEASURED,
        takenAtMillis,
        "",
        "");
  }

  /** The same value with another quality. */
  public Reading withQuality(Quality other) {
    return new Reading(measurand, phase, location, value, other, method, takenAtMillis, raw, meter);
  }

  /** The same reading with another value. */
  public Reading withValue(double other) {
    return new Reading(
        measurand, phase, location, other, quality, method, takenAtMillis, raw, meter);
  }

  /** Age in milliseconds at the given monotonic time; never negative. */
  public long ageMillis(long monotonicMillis) {
    return Math.max(0, monotonicMillis - takenAtMillis);
  }

  /** Whether the value may be used at all. */
  public boolean usable() {
    return quality != Quality.INVALID;
  }
}
