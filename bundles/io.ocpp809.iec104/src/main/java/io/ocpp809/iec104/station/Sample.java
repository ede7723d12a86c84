package io.ocpp809.iec104.station;

import io.ocpp809.iec104.asdu.Quality;
import io.ocpp809.iec104.asdu.Value;
import java.time.Instant;

/**
 * What a point says at a moment.
 *
 * @param value the value
 * @param quality its quality
 * @param at when it became so, by the wall clock
 * @param trusted whether that clock was trusted; if not, the time tag is marked invalid
 */
public record Sample(Value value, Quality quality, Instant at, boolean trusted) {}
