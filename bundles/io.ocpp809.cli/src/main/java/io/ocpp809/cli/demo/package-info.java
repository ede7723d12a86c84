/**
 * The demo: simulated devices, a CSMS and a broker around the emulated gateway, and a scripted day.
 */
package io.ocpp809.cli.demo;
