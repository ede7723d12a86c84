/** Measures the shipped bundles in the emulated gateway against the project's goals. */
package io.ocpp809.bench;
