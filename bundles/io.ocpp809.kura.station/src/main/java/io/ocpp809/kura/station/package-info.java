/** Placeholder. */
package io.ocpp809.kura.station;
