/** Lines of the Modbus driver against simulated devices, in one process. */
package io.ocpp809.bench.modbus;
