package io.ocpp809.station.core;

import java.util.Objects;

/**
 * Configuration of an EVSE.
 *
 * @param evse number within the station, from 1
 * @param siteNumber number within the site; 0 for none
 * @param ratingMilliamps most current per phase that pile, cable and wiring stand, mA
 * @param ratingWatts most power at the AC input, W; 0 derives it from current and phases
 * @param phases 1 or 3
 * @param rotation wiring of the phases, such as RST
 * @param tokens where the token of a session comes from
 * @param token the fixed token; empty if none
 * @param energy which energy may be billed
 */
public record EvseOptions(
    int evse,
    int siteNumber,
    int ratingMilliamps,
    int ratingWatts,
    int phases,
    String rotation,
    TokenPolicy tokens,
    String token,
    EnergyPolicy energy) {

  /** Where the token of a session comes from. */
  public enum TokenPolicy {
    /** Read by the pile, or given by the CSMS. */
    READ,
    /** A fixed token as soon as a vehicle is plugged in. */
    FIXED,
    /** Nobody is asked. */
    NONE
  }

  /** Which energy may be billed. */
  public enum EnergyPolicy {
    /** Measured active energy only. */
    MEASURED,
    /** Apparent energy too. */
    APPARENT,
    /** Apparent energy and estimates too. */
    ESTIMATED
  }

  /** Checks the parts; messages name the attribute. */
  public EvseOptions {
    Objects.requireNonNull(tokens, "token.policy");
    Objects.requireNonNull(energy, "energy");
    require(evse >= 1, "evse.number: must be 1 or more, is " + evse);
    require(siteNumber >= 0, "site.number: must be 0 or more, is " + siteNumber);
    require(ratingMilliamps > 0, "rating: must be above 0 A");
    require(ratingWatts >= 0, "rating.power: must be 0 W or more");
    require(phases == 1 || phases == 3, "phases: must be 1 or 3, is " + phases);
    require(token.length() <= 20, "token: at most 20 characters");
    require(
        tokens != TokenPolicy.FIXED || !token.isEmpty(),
        "token: must be given when identification is a fixed token");
  }

  /** A three-phase EVSE of that number and rating with everything else at its default. */
  public static EvseOptions of(int evse, int ratingMilliamps) {
    return new EvseOptions(
        evse, 0, ratingMilliamps, 0, 3, "RST", TokenPolicy.READ, "", EnergyPolicy.MEASURED);
  }

  /** Most power at the AC input, W. */
  public int watts(int voltage) {
    return ratingWatts > 0
        ? ratingWatts
        : (int) Math.min(Integer.MAX_VALUE, (long) ratingMilliamps * voltage * phases / 1000);
  }

  private static void require(boolean right, String message) {
    if (!right) {
      throw new IllegalArgumentException(message);
    }
  }
}
