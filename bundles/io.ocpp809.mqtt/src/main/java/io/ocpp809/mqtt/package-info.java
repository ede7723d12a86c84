/** Placeholder. */
package io.ocpp809.mqtt;
