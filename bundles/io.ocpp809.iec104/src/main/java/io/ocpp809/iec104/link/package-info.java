/**
 * Sockets of a controlled station: who may connect, reading and writing, time. TLS by IEC 62351-3
 * through the JDK.
 */
package io.ocpp809.iec104.link;
