package io.ocpp809.iec104.station;

/**
 * A line of the audit: a command, a refusal, a connection that was closed for a fault.
 *
 * @param at when
 * @param group whose connection
 * @param peer its address
 * @param what what came, in words: type, cause, addresses, value
 * @param accepted whether it was taken
 * @param reason why not; may be empty
 */
public record Audit(
    Moment at, String group, String peer, String what, boolean accepted, String reason) {}
