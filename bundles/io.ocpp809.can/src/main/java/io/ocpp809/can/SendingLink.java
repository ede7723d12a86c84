package io.ocpp809.can;

/** A link that hears and sends. A bus that is a charging bus has none of this type. */
public interface SendingLink extends CanLink {
  /**
   * Sends a frame; it may still wait for the bus when this returns. Frames leave in the order in
   * which they were given. A link does not hear its own frames.
   *
   * @throws LinkException if the link is not open, or takes no frame
   */
  void send(Frame frame) throws LinkException;
}
