/**
 * Transport of messages of 9 to 1785 octets (SAE J1939-21, 5.10), as somebody hears it who takes no
 * part.
 */
package io.ocpp809.gbt27930.transport;
