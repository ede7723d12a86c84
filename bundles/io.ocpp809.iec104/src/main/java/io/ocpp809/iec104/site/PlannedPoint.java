package io.ocpp809.iec104.site;

import io.ocpp809.iec104.station.MonitorPoint;

/**
 * A point in monitor direction and what it tells.
 *
 * @param point the point
 * @param quantity what it tells
 * @param evse number of the EVSE within the site; 0 for the site
 * @param factor what the quantity is multiplied with to give the value on the wire; negative where
 *     the operator counts the other way
 */
public record PlannedPoint(MonitorPoint point, Quantity quantity, int evse, double factor) {}
