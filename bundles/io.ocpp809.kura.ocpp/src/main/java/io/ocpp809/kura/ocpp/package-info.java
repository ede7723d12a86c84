/** The connection of a station to its CSMS as a Kura component. */
package io.ocpp809.kura.ocpp;
