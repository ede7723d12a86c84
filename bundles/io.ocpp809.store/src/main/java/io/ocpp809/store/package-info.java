/** Placeholder. */
package io.ocpp809.store;
