/**
 * The parts of a Kura gateway that our bundles use, for tests, the demo and commissioning: the
 * configuration service over ConfigAdmin and the metatype files, assets, crypto, system, clock,
 * request handlers and a cloud publisher. It behaves as Kura 5.6 was seen to behave where that
 * matters to a component; it is never shipped.
 */
package io.ocpp809.kura.emulator;
