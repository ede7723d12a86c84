/**
 * The controlled station of IEC 60870-5-104: its points, events and their delivery to groups of
 * connections, interrogations, counters, clock, and commands with select and execute. No class here
 * has a socket, a thread or a clock.
 */
package io.ocpp809.iec104.station;
