/** Peers of the gateway that need a library of their own. */
package io.ocpp809.cli.peer;
