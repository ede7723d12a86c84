package io.ocpp809.can;

/**
 * A link to one CAN bus that hears. It has no way to send: what listens to a charging bus is given
 * this type and nothing else, see {@link SendingLink}.
 *
 * <p>Once open a link looks after itself: an interface that goes down, an adapter that is pulled, a
 * connection that breaks is tried again each second, and each time it is checked as at the first.
 * What it is doing is said by {@link #state}. All methods may be called from any thread.
 */
public interface CanLink extends AutoCloseable {
  /**
   * Opens the link and begins to hear.
   *
   * @param listener is told of each frame, in the order of the bus, by one thread at a time; it
   *     must not block
   * @throws LinkException if the link does not open, with what to do about it; nothing is tried
   *     again then, and it may be opened once more
   * @throws IllegalStateException if it is open already, or was closed
   */
  void open(FrameListener listener) throws LinkException;

  /** What the link is doing now. */
  LinkState state();

  /** What has been counted since the link was made. */
  LinkCounters counters();

  /** Lets the bus go and hears no more; does nothing the second time. Never throws. */
  @Override
  void close();
}
