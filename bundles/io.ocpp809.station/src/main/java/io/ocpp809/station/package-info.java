/**
 * The station model: what a charging station is and does, without any protocol, wire, disk or clock
 * of its own. {@link io.ocpp809.station.Station} is what the north talks to, {@link
 * io.ocpp809.station.pile.PilePort} is what the south implements.
 */
package io.ocpp809.station;
