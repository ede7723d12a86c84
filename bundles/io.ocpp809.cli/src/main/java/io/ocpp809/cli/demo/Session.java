package io.ocpp809.cli.demo;

import io.ocpp809.testkit.csms.Charge;
import java.util.List;
import java.util.Optional;

/**
 * One scripted session, from plug to unplug; the only one of its station.
 *
 * @param station identity at the CSMS
 * @param registerWh energy that the pile's own register has counted from plug to unplug, in Wh
 */
record Session(String station, double registerWh) {

  /** Registers show whole Wh or tenths, the CSMS whole Wh at both ends. */
  private static final double TOLERANCE_WH = 1.0;

  /**
   * Compares the session with the CSMS's book.
   *
   * @param charges the book
   * @return what is wrong; empty if exactly one completed transaction bills this energy
   */
  Optional<String> problem(List<Charge> charges) {
    List<Charge> mine =
        charges.stream().filter(charge -> charge.station().equals(station)).toList();
    if (mine.size() != 1) {
      return Optional.of(station + ": " + mine.size() + " transactions at the CSMS instead of one");
    }
    Charge charge = mine.get(0);
    if (charge.energyWh().isEmpty()) {
      return Optional.of(station + ": the transaction has not ended at the CSMS");
    }
    long billed = charge.energyWh().getAsLong();
    if (Math.abs(billed - registerWh) > TOLERANCE_WH) {
      return Optional.of(
          station + ": " + billed + " Wh billed, the pile counted " + registerWh + " Wh");
    }
    if (billed == 0) {
      return Optional.of(station + ": no energy was charged");
    }
    return Optional.empty();
  }
}
