/** Placeholder. */
package io.ocpp809.kura.ocpp;
