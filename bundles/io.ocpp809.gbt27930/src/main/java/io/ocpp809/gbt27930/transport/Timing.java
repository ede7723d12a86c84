package io.ocpp809.gbt27930.transport;

import java.util.concurrent.TimeUnit;

/** Times of J1939-21, 5.10.3 and annex C, in nanoseconds. */
public final class Timing {
  /** From one data packet to the next, at most. */
  public static final long T1 = TimeUnit.MILLISECONDS.toNanos(750);

  /** From a clear to send to the first data packet, at most. */
  public static final long T2 = TimeUnit.MILLISECONDS.toNanos(1250);

  /** From the last data packet, or the request, to the receiver's answer, at most. */
  public static final long T3 = TimeUnit.MILLISECONDS.toNanos(1250);

  /** From a hold to the next clear to send, at most. */
  public static final long T4 = TimeUnit.MILLISECONDS.toNanos(1050);

  private Timing() {}
}
