package io.ocpp809.ocpp.v16;

import io.ocpp809.ocpp.rpc.Outcome;
import java.util.function.Consumer;

/** Makes calls to the CSMS and sets timers, in the connection's mailbox. */
interface Caller {
  /** Why something is said of which no answer matters. */
  enum Cause {
    /** The station says it of its own accord: only once it is accepted. */
    OWN,
    /** TriggerMessage has asked for it: before that, too. */
    TRIGGERED
  }

  /** Makes a call as soon as the CSMS takes it; ends as lost if it does not. */
  void call(String action, Record message, Consumer<Outcome> outcome);

  /**
   * Says something once; nothing is kept for later. What the CSMS has refused as not supported is
   * not said again until the next boot.
   *
   * @return whether it goes out
   */
  default boolean tell(String action, Record message, Cause cause) {
    return tell(action, message, cause, () -> {});
  }

  /**
   * As {@link #tell(String, Record, Cause)}.
   *
   * @param unheard what to do if it has gone out and nobody may have heard it: the connection was
   *     lost, or no answer came in time
   */
  boolean tell(String action, Record message, Cause cause, Runnable unheard);

  /** Runs a task later. */
  void after(long millis, Runnable task);
}
