/** Measured values as the model carries them: what, where, how good, how obtained. */
package io.ocpp809.station.reading;
