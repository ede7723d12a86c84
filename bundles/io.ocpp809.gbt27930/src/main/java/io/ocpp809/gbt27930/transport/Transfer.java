package io.ocpp809.gbt27930.transport;

import io.ocpp809.gbt27930.message.Node;

/**
 * How a transport session that was heard has ended. Times are nanoseconds of the caller's clock.
 */
public sealed interface Transfer {
  /** Who sent the message. */
  Node sender();

  /** Parameter group number of the message. */
  int pgn();

  /** When the session ended. */
  long nanos();

  /**
   * All octets were heard.
   *
   * @param sender who sent the message
   * @param pgn parameter group number
   * @param octets the message without padding; belongs to the caller
   * @param broadcast whether it was announced to all, else requested from the other node
   * @param begun when it was requested or announced
   * @param nanos when its last packet came
   */
  record Completed(Node sender, int pgn, byte[] octets, boolean broadcast, long begun, long nanos)
      implements Transfer {}

  /**
   * It was given up.
   *
   * @param sender who sent the message
   * @param pgn parameter group number
   * @param by who gave it up
   * @param reason as in {@link Control.Abort}
   * @param nanos when
   */
  record Aborted(Node sender, int pgn, Node by, int reason, long nanos) implements Transfer {}

  /**
   * Nothing came for longer than the time-out.
   *
   * @param sender who sent the message
   * @param pgn parameter group number
   * @param missing who had to say something
   * @param received packets that came
   * @param packets packets of the message
   * @param nanos when the time-out passed
   */
  record TimedOut(Node sender, int pgn, Node missing, int received, int packets, long nanos)
      implements Transfer {}

  /**
   * The sender began another one before the end.
   *
   * @param sender who sent the message
   * @param pgn parameter group number
   * @param received packets that came
   * @param packets packets of the message
   * @param nanos when
   */
  record Superseded(Node sender, int pgn, int received, int packets, long nanos)
      implements Transfer {}
}
