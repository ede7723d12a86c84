package io.ocpp809.testkit.gbt27930;

import io.ocpp809.can.Frame;
import java.util.List;

/**
 * A node of the charging bus, without clock, thread or wire: it is told what it hears and what time
 * it is, and says what it sends and when it wants to be asked next.
 */
public interface Party {
  /** Hears a frame of the other. */
  void hear(Frame frame, long nanos);

  /**
   * Does what is due.
   *
   * @param nanos monotonic time, never less than in the call before
   * @return the frames that it sends now, in their order
   */
  List<Frame> run(long nanos);

  /**
   * When {@link #run} is to be called next; it may be called earlier.
   *
   * @return monotonic nanoseconds, {@link Long#MAX_VALUE} if nothing is planned
   */
  long due();
}
