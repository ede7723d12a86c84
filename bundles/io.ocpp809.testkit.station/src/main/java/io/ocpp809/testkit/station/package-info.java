/** A station in conversation with a CSMS, in virtual time. */
package io.ocpp809.testkit.station;
