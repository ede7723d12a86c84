package io.ocpp809.testkit.gbt27930;

import io.ocpp809.gbt27930.message.Edition;
import java.time.Duration;
import java.time.LocalDateTime;

/**
 * What kind of charger it is.
 *
 * @param edition the version that it begins with; with a vehicle of 2011 one of 2015 goes back to
 *     that
 * @param number the charger's number, 0 to 4294967295
 * @param area three letters or digits of its area code
 * @param mostVolts what it can give, in V
 * @param leastVolts below that it gives nothing, in V
 * @param mostAmps what it can give, in A
 * @param leastAmps below that it pauses, in A
 * @param mostWatts what it can give, in W
 * @param rampAmpsPerSecond how fast the current rises
 * @param insulationTest time from the vehicle's first answer to CRM
 * @param preparation time from the vehicle's readiness to its own
 * @param clock what CTS tells
 */
public record ChargerSettings(
    Edition edition,
    long number,
    String area,
    double mostVolts,
    double leastVolts,
    double mostAmps,
    double leastAmps,
    double mostWatts,
    double rampAmpsPerSecond,
    Duration insulationTest,
    Duration preparation,
    LocalDateTime clock) {

  /** A charger of 60 kW, 200 to 750 V, up to 120 A. */
  public static ChargerSettings of60Kilowatt(Edition edition) {
    return new ChargerSettings(
        edition,
        1001,
        "320",
        750,
        200,
        120,
        2,
        60_000,
        20,
        Duration.ofSeconds(2),
        Duration.ofMillis(300),
        LocalDateTime.of(2026, 5, 16, 8, 24, 30));
  }

  /** The same charger, with another time until its own readiness. */
  public ChargerSettings preparing(Duration time) {
    return new ChargerSettings(
        edition,
        number,
        area,
        mostVolts,
        leastVolts,
        mostAmps,
        leastAmps,
        mostWatts,
        rampAmpsPerSecond,
        insulationTest,
        time,
        clock);
  }
}
