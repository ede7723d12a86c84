/** Time that a test moves by hand. */
package io.ocpp809.testkit.time;
