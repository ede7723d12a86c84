package io.ocpp809.iec104.site;

import io.ocpp809.iec104.station.CommandPoint;

/**
 * A point in control direction and what it does.
 *
 * @param point the point
 * @param action what it does
 * @param evse number of the EVSE within the site; 0 for the site
 * @param factor what the value on the wire is divided by to give kW, A, or a part of 100 %
 */
public record PlannedCommand(CommandPoint point, Action action, int evse, double factor) {}
