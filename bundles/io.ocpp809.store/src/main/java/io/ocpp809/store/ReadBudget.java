package io.ocpp809.store;

/** How much one read may still return; the first record always fits. */
final class ReadBudget {
  private static final long MOST_BYTES = 1024L * 1024;

  private static final int FEW = 16;

  private int records;
  private long bytes = MOST_BYTES;
  private boolean taken;

  ReadBudget(int records) {
    this.records = records;
  }

  /** Takes room for a record, or says that there is none and lets no other in. */
  boolean take(int payloadLength) {
    if (records <= 0 || taken && payloadLength > bytes) {
      records = 0;
      return false;
    }
    taken = true;
    records--;
    bytes -= payloadLength;
    return true;
  }

  /** Whether so few records are wanted that a short stretch of a file is likely to hold them. */
  boolean few() {
    return records <= FEW;
  }

  /** Lets nothing more in. */
  void end() {
    records = 0;
  }

  boolean exhausted() {
    return records <= 0;
  }
}
