/**
 * A gateway in this JVM: Equinox, the services of Kura 5.6 and its emulator, and the shipped
 * bundles. Callers stay outside the framework and reach its services by name, with types of the JDK
 * only.
 */
package io.ocpp809.cli.gateway;
