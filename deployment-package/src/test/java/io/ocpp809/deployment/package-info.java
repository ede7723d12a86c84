/** Tests of the package and guards over all built bundles. */
package io.ocpp809.deployment;
