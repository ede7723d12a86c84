/**
 * {@code modbus scan, read, test, learn, listen}: finding and trying devices from the command line,
 * without a gateway. Nothing is written to a device.
 */
package io.ocpp809.cli.modbus;
