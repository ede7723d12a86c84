/** Ports through which the model reaches disk and CSMS; implemented outside, never called back. */
package io.ocpp809.station.port;
