/** Placeholder. */
package io.ocpp809.ocpp;
