package io.ocpp809.can;

/**
 * A frame of a log.
 *
 * @param frame the frame
 * @param nanos its stamp in nanoseconds: since the recording began, or since 1970 if the log has
 *     the time of day; never earlier than that of the frame before. 0 in a log without stamps
 * @param channel the interface or channel on which it was recorded, as the log names it; may be
 *     empty
 * @param line number of its line, from 1
 */
public record LogFrame(Frame frame, long nanos, String channel, long line) {}
