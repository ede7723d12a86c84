package io.ocpp809.modbus;

import io.ocpp809.modbus.Reply.Failed;
import java.util.Map;
import java.util.TreeMap;

/** Counts what comes of the requests to a unit. */
public final class UnitCounters {
  private long good;
  private long timeouts;
  private long checksums;
  private long mismatches;
  private long stale;
  private long links;
  private long exceptions;
  private final Map<Integer, Long> codes = new TreeMap<>();
  private long nanos;
  private long exchanges;
  private long latest;

  /**
   * The counters at a moment.
   *
   * @param good requests answered as asked
   * @param timeouts requests without an answer in time
   * @param checksums replies with a wrong checksum
   * @param mismatches replies that belonged to something else
   * @param stale frames passed over while waiting: late replies, replies of other units
   * @param links requests that found the link down
   * @param exceptions requests that the device refused
   * @param codes the same by exception code
   * @param meanMillis mean time of an exchange, ms
   * @param latestMillis time of the latest exchange, ms
   */
  public record Snapshot(
      long good,
      long timeouts,
      long checksums,
      long mismatches,
      long stale,
      long links,
      long exceptions,
      Map<Integer, Long> codes,
      double meanMillis,
      double latestMillis) {}

  void stale() {
    stale++;
  }

  void count(Reply reply, long took) {
    if (reply instanceof Reply.Refused r) {
      exceptions++;
      codes.merge(r.code(), 1L, Long::sum);
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
    if (took > 0) {
      nanos += took;
      exchanges++;
      latest = took;
    }
  }

  Snapshot snapshot() {
    return new Snapshot(
        good,
        timeouts,
        checksums,
        mismatches,
        stale,
        links,
        exceptions,
        Map.copyOf(codes),
        exchanges == 0 ? 0 : nanos / 1e6 / exchanges,
        latest / 1e6);
  }
}
