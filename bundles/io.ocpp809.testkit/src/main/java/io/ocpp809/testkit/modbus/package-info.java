/**
 * A Modbus server for simulated devices, over TCP with MBAP or RTU framing. Written without a
 * library, so that it is an independent peer.
 */
package io.ocpp809.testkit.modbus;
