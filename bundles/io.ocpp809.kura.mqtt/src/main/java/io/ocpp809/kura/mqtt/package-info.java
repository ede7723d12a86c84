/** Kura component of the MQTT mirror. */
package io.ocpp809.kura.mqtt;
