package io.ocpp809.iec104.station;

import io.ocpp809.iec104.asdu.Value;

/**
 * A command that a controlling station gives.
 *
 * @param id counts up over the life of the station
 * @param point which
 * @param value what it commands
 * @param group whose it is
 * @param originator originator address, 0 if not used
 */
public record Order(long id, CommandPoint point, Value value, String group, int originator) {}
