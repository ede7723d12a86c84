package io.ocpp809.bench.truth;

import java.util.List;
import java.util.Map;

/**
 * What came of a comparison.
 *
 * @param differenceWh billed, with what the gateway has told as billed to nobody, less moved, in
 *     Wh, by station
 * @param unaccountedWh what the gateway has told as billed to nobody, in Wh, by station
 * @param billedWh sum of all transactions, in Wh
 * @param transactions how many the CSMS booked
 * @param lost what is missing at the CSMS, a sentence each
 * @param disorder what came out of order or runs backwards, a sentence each
 * @param repeatedStarts StartTransactions that came again, which the standard allows after a loss
 * @param repeatedStops StopTransactions that came again
 * @param repeatedValues MeterValues that came again
 */
public record Verdict(
    Map<String, Double> differenceWh,
    Map<String, Double> unaccountedWh,
    double billedWh,
    int transactions,
    List<String> lost,
    List<String> disorder,
    int repeatedStarts,
    int repeatedStops,
    int repeatedValues) {

  /** The largest difference of a pile, too much or too little, in Wh. */
  public double worstWh() {
    return largest(differenceWh);
  }

  /** The most that is billed to nobody at a pile as the gateway tells it, in Wh. */
  public double mostUnaccountedWh() {
    return largest(unaccountedWh);
  }

  private static double largest(Map<String, Double> byStation) {
    return byStation.values().stream().mapToDouble(Math::abs).max().orElse(0);
  }
}
