/** Placeholder. */
package io.ocpp809.station;
