/** The gateway's process: the shipped bundles in the emulated gateway, and what is read off it. */
package io.ocpp809.bench.gateway;
