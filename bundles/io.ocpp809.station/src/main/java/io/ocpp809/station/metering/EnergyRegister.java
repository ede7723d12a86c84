package io.ocpp809.station.metering;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The lifetime energy of an outlet in Wh, made from a meter's register whatever that register does:
 * it never falls, and it never counts energy that did not flow.
 *
 * <p>A register that starts again at a lower value goes on from where the old one stood. A jump
 * that the outlet cannot have delivered is not believed before it has been read {@value
 * #BELIEVE_AFTER} times, and then shifts the base without counting as energy.
 */
public final class EnergyRegister {
  /** Number of consistent readings after which an impossible jump is taken for a new register. */
  public static final int BELIEVE_AFTER = 3;

  /** A step down of at most this many Wh is noise and ignored. */
  static final double NOISE_WH = 5;

  private static final double HUGE_WH = 1e13;

  private final double maximumWatts;
  private double carry;
  private double lastRaw = Double.NaN;
  private long lastMillis;
  private double suspect = Double.NaN;
  private int suspectCount;

  /** What a reading was found to be. */
  public enum Verdict {
    /** Plausible. */
    GOOD,
    /** No number, negative, or beyond any meter: ignored. */
    IMPOSSIBLE,
    /** Slightly below the last one: the last one is held. */
    NOISE,
    /** The register started anew: counted on. */
    RESET,
    /** More than can have flowed: not believed yet. */
    SUSPECT,
    /** The jump persisted: a new base, no energy counted. */
    REBASED
  }

  /**
   * What must be kept over a restart.
   *
   * @param carry Wh added to the raw register
   * @param lastRaw raw register last believed; NaN if there was none
   */
  public record State(double carry, double lastRaw) {}

  /**
   * Makes a register that has not been read yet.
   *
   * @param maximumWatts most power that the outlet can deliver, in W; jumps beyond it are suspect
   */
  public EnergyRegister(double maximumWatts) {
    this.maximumWatts = maximumWatts;
  }

  /** Takes up what was kept before a restart. */
  public void restore(State state) {
    carry = state.carry();
    lastRaw = state.lastRaw();
    lastMillis = Long.MIN_VALUE;
  }

  /** What must be kept over a restart. */
  public State state() {
    return new State(carry, lastRaw);
  }

  /**
   * Takes a reading of the register.
   *
   * @param rawWh the register, in Wh
   * @param atMillis monotonic milliseconds of the reading
   * @return what it was found to be
   */
  public Verdict accept(double rawWh, long atMillis) {
    if (!Double.isFinite(rawWh) || rawWh < 0 || rawWh > HUGE_WH) {
      return Verdict.IMPOSSIBLE;
    }
    if (Double.isNaN(lastRaw)) {
      believe(rawWh, atMillis);
      return Verdict.GOOD;
    }
    double step = rawWh - lastRaw;
    if (step < 0) {
      return fallen(rawWh, step, atMillis);
    }
    if (lastMillis != Long.MIN_VALUE && step > possible(atMillis - lastMillis)) {
      return jumped(rawWh, atMillis);
    }
    believe(rawWh, atMillis);
    return Verdict.GOOD;
  }

  private Verdict fallen(double rawWh, double step, long atMillis) {
    if (-step <= NOISE_WH && rawWh > NOISE_WH) {
      lastMillis = atMillis;
      return Verdict.NOISE;
    }
    carry += lastRaw;
    believe(rawWh, atMillis);
    return Verdict.RESET;
  }

  private Verdict jumped(double rawWh, long atMillis) {
    boolean consistent = !Double.isNaN(suspect) && rawWh >= suspect;
    suspectCount = consistent ? suspectCount + 1 : 1;
    suspect = rawWh;
    if (suspectCount < BELIEVE_AFTER) {
      return Verdict.SUSPECT;
    }
    carry -= rawWh - lastRaw;
    believe(rawWh, atMillis);
    return Verdict.REBASED;
  }

  private void believe(double rawWh, long atMillis) {
    lastRaw = rawWh;
    lastMillis = atMillis;
    suspect = Double.NaN;
    suspectCount = 0;
  }

  private double possible(long millis) {
    return 100 + 1.5 * maximumWatts * Math.max(1_000, millis) / 3_600_000d;
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
