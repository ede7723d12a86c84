package io.ocpp809.station.metering;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The lifetime energy of an outlet in Wh, made from a meter's register whatever that register does:
 * it never falls, never counts energy that did not flow, and loses none that did as long as the
 * register still tells.
 *
 * <p>A step that the outlet cannot have delivered since the last reading, and any fall, is not
 * believed before it has been read {@value #BELIEVE_AFTER} times. A reading that fits the last
 * believed one takes the doubt away, so a single wrong answer of a meter costs nothing.
 */
public final class EnergyRegister {
  /** Number of consistent readings after which a surprising register is believed. */
  public static final int BELIEVE_AFTER = 3;

  /** A step down of at most this many Wh is noise and ignored. */
  static final double NOISE_WH = 5;

  /** What a register may step by at once because it is coarse, in Wh. */
  static final double COARSE_WH = 100;

  private static final double HUGE_WH = 1e13;

  /** A fall counts as a wrap only if no more than this can have flowed since the last reading. */
  private static final double WRAP_WH = 500;

  private double maximumWatts;
  private double carry;
  private double lastRaw = Double.NaN;
  private double firstWh = Double.NaN;
  private long lastMillis;
  private long movedMillis;
  private Doubt doubt;
  private int falls;
  private Verdict verdict = Verdict.GOOD;

  /** What a reading was found to be. */
  public enum Verdict {
    /** Plausible. */
    GOOD,
    /** No number, negative, or beyond any meter: ignored. */
    IMPOSSIBLE,
    /** Slightly below the last one: the last one is held. */
    NOISE,
    /** Below the last one, or a big step of a register that stood still: not believed yet. */
    WAITING,
    /** More than can have flowed since the register last moved: not believed yet. */
    SUSPECT,
    /** It falls from reading to reading: not counted. */
    BACKWARDS,
    /** The register went past its highest value and began at 0: counted on. */
    WRAPPED,
    /** The register started anew near 0: counted on, with what it shows. */
    RESET,
    /** Another level persisted: a new base, the step is not counted. */
    REBASED
  }

  /**
   * What must be kept over a restart.
   *
   * @param carry Wh added to the raw register
   * @param lastRaw raw register last believed, in Wh; NaN if there was none
   */
  public record State(double carry, double lastRaw) {
    /** Lifetime energy in Wh; NaN if there was none. */
    public double wh() {
      return carry + lastRaw;
    }
  }

  private record Doubt(
      double first, double newest, long newestMillis, int count, double strict, double since) {}

  /**
   * Makes a register that has not been read yet.
   *
   * @param maximumWatts most power that the outlet can deliver, in W; steps beyond it are doubted
   */
  public EnergyRegister(double maximumWatts) {
    this.maximumWatts = maximumWatts;
  }

  /** The outlet's power has been configured anew, in W. */
  public void maximumWatts(double watts) {
    maximumWatts = watts;
  }

  /**
   * Takes up what was kept before a restart.
   *
   * @param state what was kept
   * @param atMillis when it was, in monotonic milliseconds of the present run, as a rule negative;
   *     {@link Long#MIN_VALUE} if nobody knows, which believes any step up that is read {@value
   *     #BELIEVE_AFTER} times
   */
  public void restore(State state, long atMillis) {
    carry = state.carry();
    lastRaw = state.lastRaw();
    lastMillis = atMillis;
    movedMillis = atMillis;
    doubt = null;
  }

  /** What must be kept over a restart. */
  public State state() {
    return new State(carry, lastRaw);
  }

  /** The first reading, whatever it is, counts as this lifetime energy, in Wh. */
  public void startAt(double wh) {
    firstWh = wh;
  }

  /**
   * Another meter counts from now on: its register is taken as it is, the change counts nothing.
   */
  public void exchange(double rawWh, long atMillis) {
    carry += lastRaw - rawWh;
    believe(rawWh, atMillis);
  }

  /** So much of what was counted last is not part of the lifetime energy after all, in Wh. */
  public void discount(double wh) {
    carry -= wh;
  }

  /** Whether the last reading is still waiting to be believed. */
  public boolean doubted() {
    return doubt != null;
  }

  /**
   * Takes a reading of the register.
   *
   * @param rawWh the register, in Wh
   * @param atMillis monotonic milliseconds of the reading; one that was taken already confirms
   *     nothing
   * @return what it was found to be
   */
  public Verdict accept(double rawWh, long atMillis) {
    if (doubt == null || atMillis > doubt.newestMillis) {
      verdict = judge(rawWh, atMillis);
    }
    return verdict;
  }

  private Verdict judge(double rawWh, long atMillis) {
    if (!Double.isFinite(rawWh) || rawWh < 0 || rawWh > HUGE_WH) {
      return Verdict.IMPOSSIBLE;
    }
    double step = rawWh - lastRaw;
    if (Double.isNaN(lastRaw) || step >= 0 && step <= COARSE_WH + surelyPossible(atMillis)) {
      believe(rawWh, atMillis);
      return Verdict.GOOD;
    }
    if (step < 0 && -step <= NOISE_WH && rawWh > NOISE_WH) {
      lastMillis = atMillis;
      doubt = null;
      return Verdict.NOISE;
    }
    return doubted(rawWh, atMillis, step);
  }

  private Verdict doubted(double rawWh, long atMillis, double step) {
    boolean consistent =
        doubt != null
            && rawWh >= doubt.newest
            && rawWh - doubt.newest <= COARSE_WH + possible(atMillis, doubt.newestMillis);
    if (consistent) {
      doubt = new Doubt(doubt.first, rawWh, atMillis, doubt.count + 1, doubt.strict, doubt.since);
    } else {
      falls = doubt != null && rawWh < doubt.newest ? falls + 1 : 0;
      doubt =
          new Doubt(
              rawWh,
              rawWh,
              atMillis,
              1,
              possible(atMillis, lastMillis),
              COARSE_WH + possible(atMillis, movedMillis));
    }
    if (doubt.count >= BELIEVE_AFTER) {
      return believeDoubt(rawWh, atMillis);
    }
    if (falls >= BELIEVE_AFTER - 1) {
      return Verdict.BACKWARDS;
    }
    return step > doubt.since ? Verdict.SUSPECT : Verdict.WAITING;
  }

  private Verdict believeDoubt(double rawWh, long atMillis) {
    Doubt d = doubt;
    double step = d.first - lastRaw;
    double untilWrap = Wrap.after(lastRaw) - lastRaw;
    Verdict found;
    if (step >= 0 && step <= d.since) {
      found = Verdict.GOOD;
    } else if (step < 0 && untilWrap + d.first <= Math.min(d.strict, WRAP_WH)) {
      carry += lastRaw + untilWrap;
      found = Verdict.WRAPPED;
    } else if (step < 0 && d.first < lastRaw / 2 && d.first <= NOISE_WH + d.strict) {
      carry += lastRaw;
      found = Verdict.RESET;
    } else {
      carry += lastRaw - d.first;
      found = Verdict.REBASED;
    }
    believe(rawWh, atMillis);
    return found;
  }

  private void believe(double rawWh, long atMillis) {
    if (Double.isNaN(lastRaw) && !Double.isNaN(firstWh)) {
      carry = firstWh - rawWh;
    }
    if (rawWh != lastRaw) {
      movedMillis = atMillis;
    }
    lastRaw = rawWh;
    lastMillis = atMillis;
    doubt = null;
    falls = 0;
  }

  /** As below since the last reading; nothing if nobody knows when that was. */
  private double surelyPossible(long atMillis) {
    return lastMillis == Long.MIN_VALUE ? 0 : possible(atMillis, lastMillis);
  }

  /** What can have flowed between two moments, in Wh, with half as much again for late clocks. */
  private double possible(long atMillis, long sinceMillis) {
    return sinceMillis == Long.MIN_VALUE
        ? Double.MAX_VALUE / 4
        : 1.5 * maximumWatts * Math.max(1_000, atMillis - sinceMillis) / 3_600_000d;
  }

  /** Lifetime energy in Wh, or empty before the first reading. */
  public OptionalDouble exactWh() {
    return Double.isNaN(lastRaw) ? OptionalDouble.empty() : OptionalDouble.of(lastRaw + carry);
  }

  /** Lifetime energy in whole Wh, or empty before the first reading. */
  public OptionalLong wh() {
    OptionalDouble exact = exactWh();
    return exact.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of((long) Math.floor(exact.getAsDouble() + 1e-6));
  }
}
