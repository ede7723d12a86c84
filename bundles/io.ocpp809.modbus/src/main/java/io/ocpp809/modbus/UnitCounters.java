package io.ocpp809.modbus;

import io.ocpp809.modbus.Reply.Failed;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Counts what comes of the requests to a unit. */
public final class UnitCounters {
  private static final int RECENT = 128;
  private static final long ASSUMED_TURNAROUND = 20_000_000;
  private static final int WEIGHT = 8;

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
  private final long[] recent = new long[RECENT];
  private long turnaround = ASSUMED_TURNAROUND;
  private boolean learnt;

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
   * @param medianMillis time that half of the latest 128 exchanges kept, ms
   * @param p99Millis time that 99 of 100 of them kept, ms
   * @param turnaroundMillis what the device takes before it answers, without the time on the wire,
   *     ms; 20 until it has answered once
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
      double latestMillis,
      double medianMillis,
      double p99Millis,
      double turnaroundMillis) {}

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
      recent[(int) (exchanges % RECENT)] = took;
      exchanges++;
      latest = took;
    }
  }

  /** Learns what the device takes before it answers; the latest of many count most. */
  void turnaround(long nanos) {
    long sample = Math.max(0, nanos);
    turnaround = learnt ? turnaround + (sample - turnaround) / WEIGHT : sample;
    learnt = true;
  }

  private double quantile(double part) {
    int count = (int) Math.min(exchanges, RECENT);
    if (count == 0) {
      return 0;
    }
    long[] sorted = Arrays.copyOf(recent, count);
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(part * count) - 1] / 1e6;
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
        latest / 1e6,
        quantile(0.5),
        quantile(0.99),
        turnaround / 1e6);
  }
}
