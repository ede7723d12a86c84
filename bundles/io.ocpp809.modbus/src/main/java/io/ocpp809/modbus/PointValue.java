package io.ocpp809.modbus;

import java.util.Optional;

/**
 * What is known of a point.
 *
 * @param value the value; empty where the device says that it has none, or where it could not be
 *     read
 * @param fault why it could not be read; empty if it could
 * @param atMillis monotonic milliseconds of the reply
 */
public record PointValue(Optional<Object> value, String fault, long atMillis) {
  /** Whether the device answered; its answer may still be "no value". */
  public boolean answered() {
    return fault.isEmpty();
  }
}
