/**
 * The mirror of stations to an MQTT broker: topics, payloads, when measured values are published,
 * the buffer for times without a broker, and the connection.
 */
package io.ocpp809.mqtt;
