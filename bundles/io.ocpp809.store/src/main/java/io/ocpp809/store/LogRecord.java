package io.ocpp809.store;

/**
 * A record read from a log.
 *
 * @param sequence its number; rises by one from record to record unless damage took some away
 * @param payload the bytes appended
 */
public record LogRecord(long sequence, byte[] payload) {}
