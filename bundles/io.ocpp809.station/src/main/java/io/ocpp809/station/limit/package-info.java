/** Limits with their sources, and the ledger that says which one is in force and why. */
package io.ocpp809.station.limit;
