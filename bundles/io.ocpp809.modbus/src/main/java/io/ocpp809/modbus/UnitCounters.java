package io.ocpp809.modbus;

import io.ocpp809.modbus.Reply.Failed;

/** Counts what comes of the requests to a unit. */
public final class UnitCounters {
  private long good;
  private long timeouts;
  private long checksums;
  private long mismatches;
  private long links;
  private long exceptions;
  private long nanos;

  /**
   * The counters at a moment.
   *
   * @param good requests answered as asked
   * @param timeouts requests without an answer in time
   * @param checksums replies with a wrong checksum
   * @param mismatches replies that belonged to something else
   * @param links requests that found the link down
   * @param exceptions requests that the device refused
   * @param meanMillis mean time of an exchange, ms
   */
  public record Snapshot(
      long good,
      long timeouts,
      long checksums,
      long mismatches,
      long links,
      long exceptions,
      double meanMillis) {}

  synchronized void count(Reply reply, long took) {
    nanos += took;
    if (reply instanceof Reply.Refused) {
      exceptions++;
    } else if (reply instanceof Failed f) {
      switch (f.kind()) {
        case TIMEOUT -> timeouts++;
        case CRC -> checksums++;
        case MISMATCH -> mismatches++;
        default -> links++;
      }
    } else {
      good++;
    }
  }

  synchronized Snapshot snapshot() {
    long all = good + timeouts + checksums + mismatches + links + exceptions;
    return new Snapshot(
        good, timeouts, checksums, mismatches, links, exceptions, all == 0 ? 0 : nanos / 1e6 / all);
  }
}
