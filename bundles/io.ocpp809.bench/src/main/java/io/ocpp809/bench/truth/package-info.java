/** Compares what was billed at the CSMS with what the piles have counted. */
package io.ocpp809.bench.truth;
