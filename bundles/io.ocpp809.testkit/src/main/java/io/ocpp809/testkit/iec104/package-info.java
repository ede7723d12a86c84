/**
 * A controlling station of IEC 60870-5-104 with a codec of its own, so that an error of the product
 * is not mirrored by its judge.
 */
package io.ocpp809.testkit.iec104;
