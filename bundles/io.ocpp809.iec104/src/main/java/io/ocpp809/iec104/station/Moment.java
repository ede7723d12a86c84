package io.ocpp809.iec104.station;

import java.time.Instant;

/**
 * A point in time on both clocks.
 *
 * @param millis monotonic time, ms; what expires is measured with it
 * @param wall wall time; what is told is stamped with it
 * @param trusted whether the wall time is
 */
public record Moment(long millis, Instant wall, boolean trusted) {}
