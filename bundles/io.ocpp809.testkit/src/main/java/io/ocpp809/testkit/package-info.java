/** Placeholder. */
package io.ocpp809.testkit;
