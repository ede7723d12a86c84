/**
 * Durable storage on the JDK alone: append-only logs with group commit, small values by name, and
 * cursors of readers; every record checked, every damage reported.
 */
package io.ocpp809.store;
