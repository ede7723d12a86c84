package io.ocpp809.testkit.csms;

import java.util.OptionalLong;

/**
 * One transaction in the CSMS's book.
 *
 * @param id transactionId that the CSMS gave
 * @param station identity of the station
 * @param connector connectorId
 * @param idTag who started it
 * @param meterStart register at the start, in Wh
 * @param meterStop register at the end, in Wh; empty while it runs
 * @param reason reason of the end as sent, Local if none was sent; empty while it runs
 */
public record Charge(
    int id,
    String station,
    int connector,
    String idTag,
    long meterStart,
    OptionalLong meterStop,
    String reason) {

  /**
   * The energy billed.
   *
   * @return Wh; empty while the transaction runs
   */
  public OptionalLong energyWh() {
    return meterStop.isPresent()
        ? OptionalLong.of(meterStop.getAsLong() - meterStart)
        : OptionalLong.empty();
  }

  Charge ended(long register, String why) {
    return new Charge(id, station, connector, idTag, meterStart, OptionalLong.of(register), why);
  }
}
