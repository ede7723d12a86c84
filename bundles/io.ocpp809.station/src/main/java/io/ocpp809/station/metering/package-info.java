/** From raw registers to energy that can be billed. */
package io.ocpp809.station.metering;
