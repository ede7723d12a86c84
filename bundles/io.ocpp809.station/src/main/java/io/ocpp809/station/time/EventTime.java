package io.ocpp809.station.time;

import java.time.Instant;
import java.util.Objects;

/**
 * When something happened.
 *
 * @param bootId run of the software in which it happened
 * @param monotonicMillis monotonic milliseconds of that run
 * @param wall wall time as believed then
 * @param trusted whether the wall clock was known to be right then
 */
public record EventTime(String bootId, long monotonicMillis, Instant wall, boolean trusted) {
  /** Checks that both parts are present. */
  public EventTime {
    Objects.requireNonNull(bootId, "bootId");
    Objects.requireNonNull(wall, "wall");
  }

  /**
   * The same moment stamped anew once the clock is right. Only possible within the same run: a
   * monotonic time of another run cannot be placed.
   *
   * @param reference a trusted moment of the present run
   * @return this moment with a trusted wall time, or this moment unchanged if it is trusted already
   *     or belongs to another run
   */
  public EventTime restamped(EventTime reference) {
    if (trusted || !reference.trusted() || !bootId.equals(reference.bootId())) {
      return this;
    }
    Instant right = reference.wall().plusMillis(monotonicMillis - reference.monotonicMillis());
    return new EventTime(bootId, monotonicMillis, right, true);
  }
}
