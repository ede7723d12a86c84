/** Tests of the shipped bundles inside a framework with the package versions of a Kura line. */
package io.ocpp809.it;
