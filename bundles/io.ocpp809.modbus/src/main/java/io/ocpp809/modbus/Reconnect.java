package io.ocpp809.modbus;

/** Pauses between attempts to open a link: 0.5 s, doubled up to 30 s. Time is given in ns. */
final class Reconnect {
  private static final long LEAST = 500_000_000L;
  private static final long MOST = 30_000_000_000L;

  private String fault = "";
  private long again;
  private long pause = LEAST;

  void opened() {
    fault = "";
    pause = LEAST;
  }

  void failed(String why, long now) {
    fault = why;
    again = now + pause;
    pause = Math.min(MOST, 2 * pause);
  }

  /** Whether the latest attempt failed and the next one is not due. */
  boolean pausing(long now) {
    return !fault.isEmpty() && now < again;
  }

  /** Why the latest attempt failed; empty if it did not. */
  String fault() {
    return fault;
  }
}
