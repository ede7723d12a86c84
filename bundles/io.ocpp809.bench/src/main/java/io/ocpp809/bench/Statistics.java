package io.ocpp809.bench;

import java.util.Arrays;

/** Numbers that stand for many. */
final class Statistics {

  private Statistics() {}

  /**
   * The smallest value that at least this share of the values does not exceed (nearest rank).
   *
   * @param values at least one
   * @param share above 0, at most 1
   */
  static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.max(1, rank) - 1];
  }

  /** The lower median. */
  static double median(double[] values) {
    return quantile(values, 0.5);
  }
}
