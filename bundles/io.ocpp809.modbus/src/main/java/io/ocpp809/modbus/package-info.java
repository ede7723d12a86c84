/** Placeholder. */
package io.ocpp809.modbus;
