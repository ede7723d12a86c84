/** Keys and certificates of a test. */
package io.ocpp809.testkit.tls;
