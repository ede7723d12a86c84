package io.ocpp809.modbus.survey;

import io.ocpp809.modbus.Link;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Listens to a link for a time and never sends. */
public final class Listening {
  private static final long SLICE_NANOS = 20_000_000;

  /** Adapters and converters hand octets over in bursts; a pause within a frame is shorter. */
  private static final long BURST_NANOS = 60_000_000;

  private final HeardMap map = new HeardMap();
  private final Overheard ear;
  private volatile long octets;

  /** Prepares to listen to a line. */
  public Listening(Way way) {
    this.ear = new Overheard(map, Math.max(BURST_NANOS, way.silenceNanos()));
  }

  /**
   * Listens until the time is over or somebody says stop. What was heard before a failure stays.
   *
   * @param link closed by the caller
   * @param seconds how long
   * @param stopped asked all the time
   * @param progress told after each look
   * @throws IOException if the link is lost
   */
  public void run(Link link, int seconds, BooleanSupplier stopped, Runnable progress)
      throws IOException {
    byte[] buffer = new byte[512];
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    try {
      while (System.nanoTime() < end && !stopped.getAsBoolean()) {
        int count = link.read(buffer, 0, System.nanoTime() + SLICE_NANOS);
        octets += count;
        ear.heard(buffer, count, System.nanoTime());
        progress.run();
      }
    } finally {
      ear.quiet(Long.MAX_VALUE);
    }
  }

  /** Octets that came. */
  public long octets() {
    return octets;
  }

  /** What was understood. */
  public HeardMap map() {
    return map;
  }

  /** Frames and strays. */
  public Overheard ear() {
    return ear;
  }
}
