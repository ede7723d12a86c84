package io.ocpp809.station.core;

import io.ocpp809.station.pile.Capabilities;
import io.ocpp809.station.pile.Capabilities.LimitKind;
import io.ocpp809.station.site.Member;
import java.util.List;
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
 * @param shared name of the pile whose power this outlet shares with others; empty if with none
 * @param sharedWatts most power of all outlets of that pile at the AC input, W; 0 if not shared
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
    EnergyPolicy energy,
    String shared,
    int sharedWatts) {

  /** The ways to wire three phases; R, S, T are L1, L2, L3 of the site. */
  private static final List<String> ROTATIONS = List.of("RST", "STR", "TRS", "RTS", "SRT", "TSR");

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
    require(
        ROTATIONS.contains(rotation),
        "rotation: must be one of " + String.join(", ", ROTATIONS) + ", is " + rotation);
    require(sharedWatts >= 0, "shared.power: must be 0 W or more");
    require(
        shared.isEmpty() == (sharedWatts == 0),
        "shared.pile, shared.power: name the pile and its power, or neither");
    require(token.length() <= 20, "token: at most 20 characters");
    require(
        tokens != TokenPolicy.FIXED || !token.isEmpty(),
        "token: must be given when identification is a fixed token");
  }

  /** An EVSE whose outlet shares its power with no other. */
  public EvseOptions(
      int evse,
      int siteNumber,
      int ratingMilliamps,
      int ratingWatts,
      int phases,
      String rotation,
      TokenPolicy tokens,
      String token,
      EnergyPolicy energy) {
    this(
        evse,
        siteNumber,
        ratingMilliamps,
        ratingWatts,
        phases,
        rotation,
        tokens,
        token,
        energy,
        "",
        0);
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

  /**
   * The pile as a member of what shares a fuse or a power.
   *
   * @param id unique name
   * @param c what the pile can do
   * @param circuit its circuit; empty for none
   * @param voltage phase to neutral, V
   */
  public Member member(String id, Capabilities c, String circuit, int voltage) {
    boolean controllable = c.controllable() && !c.limitKinds().isEmpty();
    boolean safe = controllable && c.isProtected();
    return new Member(
        id,
        Member.phases(rotation, phases),
        ratingMilliamps,
        Math.max(1, Math.min(ratingMilliamps, minimumMilliamps(c, voltage))),
        safe ? Math.min(ratingMilliamps, c.failSafeMilliamps()) : ratingMilliamps,
        circuit,
        controllable,
        shared,
        (int) Math.min(Integer.MAX_VALUE, sharedWatts * 1000L / ((long) voltage * phases)),
        c.dcSide());
  }

  /** On the AC side all of the least power may flow on one phase before the vehicle's are seen. */
  private int minimumMilliamps(Capabilities c, int voltage) {
    boolean power = !c.limitKinds().isEmpty() && !c.limitKinds().contains(LimitKind.CURRENT);
    long perPhase = (long) voltage * (c.dcSide() ? phases : 1);
    return power
        ? (int) ((c.beginningWatts(voltage, phases) * 1000L + perPhase - 1) / perPhase)
        : c.minimumMilliamps();
  }

  private static void require(boolean right, String message) {
    if (!right) {
      throw new IllegalArgumentException(message);
    }
  }
}
