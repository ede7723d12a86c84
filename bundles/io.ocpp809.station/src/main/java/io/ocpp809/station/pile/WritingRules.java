package io.ocpp809.station.pile;

/**
 * How sparingly a pile's limit is raised. A reduction never waits for any of it.
 *
 * @param deadBand least rise that is worth a write, mA or W as the pile is limited; a start from 0
 *     is worth one always
 * @param dwellMillis least time between a write of the limit and a rise, ms
 */
public record WritingRules(int deadBand, long dwellMillis) {
  /** Nothing is held back. */
  public static final WritingRules NONE = new WritingRules(0, 0);

  /** Checks the parts. */
  public WritingRules {
    if (deadBand < 0 || dwellMillis < 0) {
      throw new IllegalArgumentException("dead band and dwell must not be below 0");
    }
  }

  /**
   * A register that wears with each write because the pile keeps it in flash memory.
   *
   * @param register its name and address, for the operator
   * @param perDay writes that it may take within 24 hours
   */
  public record Worn(String register, int perDay) {}
}
