package io.ocpp809.ocpp.v16;

/**
 * Watches over a connection by WebSocket pings (RFC 6455 section 5.5.2): when one is due, and
 * whether the other side still answers. Monotonic milliseconds.
 */
final class PingWatch {
  /** Longest wait for a pong, or for anything else from the other side. */
  static final long ANSWER_MILLIS = 20_000;

  /** What to do. */
  enum Act {
    NOTHING,
    PING,
    /** The other side is gone although nobody has closed the connection. */
    GIVE_UP
  }

  private long pingedAtMillis;
  private boolean waiting;
  private boolean doubted;

  void opened(long now) {
    pingedAtMillis = now;
    waiting = false;
    doubted = false;
  }

  /** Something has come from the other side. */
  void heard() {
    waiting = false;
    doubted = false;
  }

  /** A call was not answered: a ping tells a slow other side from one that is gone. */
  void doubt() {
    doubted = true;
  }

  /**
   * Time has passed.
   *
   * @param intervalMillis time from ping to ping; 0 for none but after a call without answer
   */
  Act tick(long intervalMillis, long now) {
    if (waiting && now - pingedAtMillis >= ANSWER_MILLIS) {
      waiting = false;
      return Act.GIVE_UP;
    }
    boolean due = intervalMillis > 0 && now - pingedAtMillis >= intervalMillis;
    if (!waiting && (due || doubted)) {
      doubted = false;
      pingedAtMillis = now;
      waiting = true;
      return Act.PING;
    }
    return Act.NOTHING;
  }
}
