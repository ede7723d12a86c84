/** Placeholder. */
package io.ocpp809.template;
