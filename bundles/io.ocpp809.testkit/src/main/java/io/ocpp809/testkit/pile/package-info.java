/**
 * Simulated devices: register maps of real products, written from their documentation and not from
 * the templates, with the least physics that a session needs.
 */
package io.ocpp809.testkit.pile;
