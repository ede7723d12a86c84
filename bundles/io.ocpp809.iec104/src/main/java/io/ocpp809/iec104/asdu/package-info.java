/**
 * Application service data units of IEC 60870-5-101 and -104: type identifications, causes,
 * information objects composed of value, quality and time, and their octets.
 */
package io.ocpp809.iec104.asdu;
