package io.ocpp809.store;

/**
 * A record read from a log.
 *
 * @param sequence its number; rises by one from record to record unless damage took some away or
 *     some gave way
 * @param payload the bytes appended
 */
public record LogRecord(long sequence, byte[] payload) {}
