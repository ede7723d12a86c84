package io.ocpp809.iec104.station;

/**
 * A change of a point that controlling stations are to hear of.
 *
 * @param number counts up over the life of the station, restarts included
 * @param point the point
 * @param cause 3 spontaneous, 11 or 12 return information
 * @param sample what it says
 */
public record PointEvent(long number, MonitorPoint point, int cause, Sample sample) {}
