package io.ocpp809.kura.modbus;

import io.ocpp809.modbus.PointValue;
import java.util.Optional;

/**
 * The last good value of a point and how often in a row it could not be read since. "No value" is
 * an answer of the device and no failure.
 */
final class LastGood {
  private Optional<PointValue> good = Optional.empty();
  private int failures;

  /** The point was read, or could not be. */
  synchronized void heard(PointValue value) {
    if (value.answered()) {
      good = Optional.of(value);
      failures = 0;
    } else {
      failures++;
    }
  }

  /**
   * What a channel shows.
   *
   * @param newest what came of the last attempt
   * @param hold failures in a row for which the last good value stands, with its own time
   */
  synchronized PointValue shown(PointValue newest, int hold) {
    return newest.answered() || failures > hold ? newest : good.orElse(newest);
  }
}
