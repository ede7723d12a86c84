/** What a vehicle and its charger tell each other, in words that no protocol owns. */
package io.ocpp809.station.vehicle;
