/** Processes that the bench starts, calls and kills. */
package io.ocpp809.bench.process;
