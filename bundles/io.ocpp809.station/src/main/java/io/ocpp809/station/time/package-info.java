/** Time with trust: boot id, monotonic time, wall time and whether the clock was right. */
package io.ocpp809.station.time;
