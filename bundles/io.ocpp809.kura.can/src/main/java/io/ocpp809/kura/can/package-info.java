/** Kura's Driver for CAN: what a GB/T 27930 bus says, and signals of any other CAN. */
package io.ocpp809.kura.can;
