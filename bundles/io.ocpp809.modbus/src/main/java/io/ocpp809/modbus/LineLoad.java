package io.ocpp809.modbus;

/** How much of its time a line is in use, over the last ten to twenty seconds. */
final class LineLoad {
  private static final long SLOT = 10_000_000_000L;

  private boolean begun;
  private long slotBegan;
  private long busy;
  private long busyBefore;
  private long before;

  /** Adds time in use that has just ended. */
  void busy(long now, long nanos) {
    turn(now);
    busy += nanos;
  }

  /** Percent, 0 to 100. */
  double percent(long now) {
    turn(now);
    long span = now - slotBegan + before;
    return span <= 0 ? 0 : Math.min(100, 100.0 * (busy + busyBefore) / span);
  }

  private void turn(long now) {
    if (!begun) {
      begun = true;
      slotBegan = now;
    }
    long passed = now - slotBegan;
    if (passed >= SLOT) {
      boolean fresh = passed < 2 * SLOT;
      busyBefore = fresh ? busy : 0;
      before = fresh ? passed : SLOT;
      busy = 0;
      slotBegan = now;
    }
  }
}
