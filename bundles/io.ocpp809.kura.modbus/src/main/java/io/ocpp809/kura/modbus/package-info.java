/** Kura's Driver for Modbus. */
package io.ocpp809.kura.modbus;
