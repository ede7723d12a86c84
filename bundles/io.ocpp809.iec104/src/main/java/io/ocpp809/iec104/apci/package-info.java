/**
 * Transport of ASDUs by IEC 60870-5-104, clause 5: frames, and the session of a controlled station
 * as a state machine without socket, thread or clock.
 */
package io.ocpp809.iec104.apci;
