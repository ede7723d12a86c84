/** The commands {@code can}: a CAN bus tried by hand, by listening only. */
package io.ocpp809.cli.can;
