/** Placeholder. */
package io.ocpp809.serial;
