package io.ocpp809.ocpp.v16;

/**
 * When a heartbeat is due (OCPP 1.6 section 4.6): after an interval without another call of ours,
 * and once in 24 hours whatever else is sent. Monotonic milliseconds.
 */
final class Heartbeats {
  /** Interval where neither the CSMS nor its boot answer gives one. */
  static final long DEFAULT_SECONDS = 300;

  private static final long DAY_MILLIS = 86_400_000;

  private long sentAtMillis;
  private long beatAtMillis;

  /** The CSMS takes messages from now on; its answer has told the time. */
  void accepted(long now) {
    sentAtMillis = now;
    beatAtMillis = now;
  }

  /** A call was sent. */
  void sent(long now) {
    sentAtMillis = now;
  }

  /** A heartbeat was sent. */
  void beat(long now) {
    beatAtMillis = now;
  }

  boolean due(long intervalMillis, long now) {
    return now - sentAtMillis >= intervalMillis || now - beatAtMillis >= DAY_MILLIS;
  }
}
