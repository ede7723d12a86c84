package io.ocpp809.can;

/** Is told of each frame that a link hears, in the order of the bus, by one thread at a time. */
@FunctionalInterface
public interface FrameListener {
  /**
   * A frame was heard.
   *
   * @param frame the frame
   * @param nanos when, in nanoseconds of the link's monotonic clock; never earlier than that of the
   *     frame before
   */
  void heard(Frame frame, long nanos);
}
