package io.ocpp809.station.pile;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * What a pile can do; behaviour follows from it.
 *
 * @param gate how energy is held back and let flow
 * @param authoriser who decides that a session may start
 * @param energy which energy register bills
 * @param apparentEnergy whether that register counts VAh instead of Wh
 * @param dcSide whether the meter sits behind the rectifier
 * @param limitKinds units in which a limit can be given; empty if it cannot be limited
 * @param watchdog what keeps the pile from falling back to its fail-safe
 * @param watchdogTimeout after which silence the pile falls back; zero without a watchdog
 * @param failSafeMilliamps current per phase while the watchdog has tripped, in mA; the rating
 *     where there is no watchdog
 * @param unlock whether the plug can be released from remote
 * @param phaseSwitch whether the number of phases can be changed
 * @param minimumMilliamps smallest current per phase that lets a vehicle charge, in mA; 6000 on AC
 *     (IEC 61851-1)
 * @param stepMilliamps quantisation of the limit, in mA; 1 if it is finer than that
 * @param minimumWatts smallest power limit that lets a vehicle charge, in W; for piles limited in W
 * @param readOnly whether nothing may be written yet: confidence B or C before a supervised step
 */
public record Capabilities(
    Gate gate,
    Authoriser authoriser,
    EnergyRegister energy,
    boolean apparentEnergy,
    boolean dcSide,
    Set<LimitKind> limitKinds,
    Watchdog watchdog,
    Duration watchdogTimeout,
    int failSafeMilliamps,
    boolean unlock,
    boolean phaseSwitch,
    int minimumMilliamps,
    int stepMilliamps,
    int minimumWatts,
    boolean readOnly) {

  /** How energy is held back. */
  public enum Gate {
    /** Start and stop commands. */
    COMMAND,
    /** A register that enables charging. */
    ENABLE,
    /** A limit of zero. */
    LIMIT_0,
    /** It cannot be held back: the station only meters. */
    NONE
  }

  /** Who decides that a session may start. */
  public enum Authoriser {
    /** The gateway, that is the CSMS or the station's lists. */
    GATEWAY,
    /** The pile itself. */
    PILE,
    /** Nobody: free vending. */
    NOBODY
  }

  /** Which energy register the pile offers. */
  public enum EnergyRegister {
    /** Counts since ever. */
    TOTAL,
    /** Counts from the start of a session of the pile's own. */
    SESSION,
    /** None. */
    NONE
  }

  /** Unit in which a limit is given. */
  public enum LimitKind {
    /** Ampere per phase. */
    CURRENT,
    /** Watt at the AC input. */
    POWER
  }

  /** What feeds the watchdog. */
  public enum Watchdog {
    /** Any request on the line. */
    ANY_REQUEST,
    /** A write of a life register. */
    WRITE,
    /** Writing the limit again. */
    REWRITE,
    /** There is none: the pile is unprotected. */
    NONE
  }

  /** Copies the set and checks the parts. */
  public Capabilities {
    Objects.requireNonNull(gate, "gate");
    Objects.requireNonNull(authoriser, "authoriser");
    Objects.requireNonNull(energy, "energy");
    Objects.requireNonNull(watchdog, "watchdog");
    Objects.requireNonNull(watchdogTimeout, "watchdogTimeout");
    limitKinds = Set.copyOf(limitKinds);
  }

  /** Whether charging can be started and stopped from here at all. */
  public boolean controllable() {
    return gate != Gate.NONE && !readOnly;
  }

  /**
   * The least power with which a vehicle begins to charge where the pile is limited by power: what
   * the pile says, else on the AC side its smallest current on all phases (IEC 61851-1).
   *
   * @param voltage phase to neutral, in V
   * @param phases phases that the pile has connected
   * @return W
   */
  public int beginningWatts(int voltage, int phases) {
    return minimumWatts > 0 || dcSide
        ? minimumWatts
        : (int)
            Math.min(Integer.MAX_VALUE, ((long) minimumMilliamps * voltage * phases + 999) / 1000);
  }

  /** Whether the pile falls back to its fail-safe current by itself. */
  public boolean isProtected() {
    return watchdog != Watchdog.NONE;
  }
}
