/** The durable record of what bills: transaction events in the order in which they happened. */
package io.ocpp809.station.journal;
