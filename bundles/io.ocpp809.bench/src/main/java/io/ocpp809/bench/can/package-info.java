/** A simulated CAN adapter. */
package io.ocpp809.bench.can;
