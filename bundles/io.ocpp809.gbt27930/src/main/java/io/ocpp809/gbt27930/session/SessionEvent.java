package io.ocpp809.gbt27930.session;

import io.ocpp809.gbt27930.message.Message;
import io.ocpp809.gbt27930.message.MessageType;
import io.ocpp809.gbt27930.message.Remark;
import io.ocpp809.gbt27930.transport.Transfer;
import java.util.List;

/**
 * What an observer tells, in the order in which it happened. Evidence is the message that shows it,
 * such as {@code BEM F0F0F1FC}: its mnemonic and its octets in hexadecimal. What was told once is
 * not told again while it lasts.
 */
public sealed interface SessionEvent {
  /** When it happened, in nanoseconds of the caller's monotonic clock. */
  long nanos();

  /**
   * A message was heard.
   *
   * @param nanos when its frame, or its last packet, came
   * @param message its values
   * @param remarks what was not taken of it
   * @param first whether it is the first of its kind in the session
   */
  record Heard(long nanos, Message message, List<Remark> remarks, boolean first)
      implements SessionEvent {}

  /**
   * A session was noticed.
   *
   * @param nanos when
   * @param joined whether it had begun before it was heard: what was said before is not known
   * @param evidence the message that showed it
   */
  record Began(long nanos, boolean joined, String evidence) implements SessionEvent {}

  /**
   * The session came to another phase.
   *
   * @param nanos when
   * @param from the phase before
   * @param to the phase now
   * @param attempt number of the attempt to recognise each other, 1 and on
   * @param evidence the message that showed it; empty after silence
   */
  record PhaseChanged(long nanos, Phase from, Phase to, int attempt, String evidence)
      implements SessionEvent {}

  /**
   * Charging pauses. It has not stopped.
   *
   * @param nanos when
   * @param by whose wish it is
   * @param evidence the message that showed it
   */
  record Paused(long nanos, Party by, String evidence) implements SessionEvent {}

  /**
   * Charging goes on after a pause.
   *
   * @param nanos when
   * @param evidence the message that showed it
   */
  record Resumed(long nanos, String evidence) implements SessionEvent {}

  /**
   * What is known of the stop has changed: it began, or a cause was added.
   *
   * @param nanos when
   * @param stop who and why
   */
  record Stopped(long nanos, Stop stop) implements SessionEvent {}

  /**
   * An error was told that was not told before in this session.
   *
   * @param nanos when
   * @param code such as {@code GBT27930.BEM.3905}, at most 50 characters
   * @param evidence the message that told it
   */
  record ErrorTold(long nanos, String code, String evidence) implements SessionEvent {}

  /**
   * A message did not come in the time that the standard gives it. It is told when that time has
   * passed; of BCL and CCS in the edition of 2011 when it has passed twice, and of a periodic
   * message that was late before when twice its longest time has passed.
   *
   * @param nanos when it was to be told
   * @param type which message
   * @param limitMillis how long it may take by the standard, ms
   * @param affirming whether what is missing is that it says "recognised" or "ready": the message
   *     itself may be heard
   * @param since the message after which it was due; of a periodic one its last
   */
  record Missing(long nanos, MessageType type, long limitMillis, boolean affirming, String since)
      implements SessionEvent {}

  /**
   * A message that was missed has come after all.
   *
   * @param nanos when
   * @param type which message
   * @param afterMillis how long it took, ms
   */
  record Late(long nanos, MessageType type, long afterMillis) implements SessionEvent {}

  /**
   * A transport session ended without its message. A way of failing, and by whom, is told once for
   * each message until it comes through.
   *
   * @param nanos when
   * @param transfer how
   */
  record TransferFailed(long nanos, Transfer transfer) implements SessionEvent {}

  /**
   * Something that should not be on this bus, or is not understood.
   *
   * @param nanos when
   * @param kind what it is
   * @param evidence the frame that showed it
   */
  record Oddity(long nanos, Kind kind, String evidence) implements SessionEvent {
    /** Kinds of oddities. */
    public enum Kind {
      /** Traffic of the editions of 2023 or 2024, which are not supported. */
      NEWER_EDITION("the protocol of 2023 or 2024, which is not supported"),
      /** CFC or BFC propose another offset of currents than the setting. */
      OTHER_OFFSET("another offset of currents than the setting current.offset"),
      /** Messages of a second charger. */
      TWO_CHARGERS("two chargers on one bus; each connector needs a bus of its own");

      private final String words;

      Kind(String words) {
        this.words = words;
      }

      /** What it is, in words for people. */
      public String words() {
        return words;
      }
    }
  }

  /**
   * The session is over.
   *
   * @param nanos when
   * @param summary what there is to say about it
   */
  record Ended(long nanos, SessionSummary summary) implements SessionEvent {}
}
