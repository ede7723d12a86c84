/**
 * Site, station and EVSE as Kura components: assets become reports of piles, commands become writes
 * to assets, and the station model is offered to the protocols as OSGi services.
 */
package io.ocpp809.kura.station;
