package io.ocpp809.template;

/**
 * What is known of a channel.
 *
 * @param value Boolean, Number, String or byte[]; the newest good one
 * @param good whether the last attempt to read it succeeded
 * @param atMillis monotonic milliseconds of the newest good value
 */
public record ChannelValue(Object value, boolean good, long atMillis) {}
