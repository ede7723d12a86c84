/**
 * The active roles of GB/T 27930 for tests, bench and demo: a charger and a vehicle that charge
 * each other on a bus that is a piece of memory. They never get near a link that leads to a wire.
 */
package io.ocpp809.testkit.gbt27930;
