package io.ocpp809.testkit.modbus;

/**
 * A request and when it was answered.
 *
 * @param request what was asked
 * @param answeredNanos {@link System#nanoTime} of the reply's last octet
 */
public record SeenExchange(SeenRequest request, long answeredNanos) {}
