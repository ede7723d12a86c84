/** The controlled station of IEC 60870-5-104 as a component of Kura. */
package io.ocpp809.kura.iec104;
