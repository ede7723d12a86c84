/** The controlled station of IEC 60870-5-104 under load, on a bad network and with bad octets. */
package io.ocpp809.bench.grid;
