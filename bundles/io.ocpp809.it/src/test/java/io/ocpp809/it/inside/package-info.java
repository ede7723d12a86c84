/** Tests that run inside the framework. */
package io.ocpp809.it.inside;
