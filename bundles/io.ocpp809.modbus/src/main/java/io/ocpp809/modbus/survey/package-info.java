/**
 * Finding out what is on a line before it is configured, without writing anything to a device: the
 * settings and units ({@link io.ocpp809.modbus.survey.LineFinder}), who a device says it is, what
 * registers may mean, and what another master asks ({@link io.ocpp809.modbus.survey.Overheard}).
 */
package io.ocpp809.modbus.survey;
