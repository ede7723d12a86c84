/** The WebSocket to a CSMS. */
package io.ocpp809.ocpp.transport;
