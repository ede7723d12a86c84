package io.ocpp809.testkit.pile;

import java.util.function.LongSupplier;

/**
 * What all simulated piles share: a car that comes, draws what it is granted, and goes. Energy
 * follows from power and time. All methods may be called from any thread.
 */
public abstract class SimulatedPile {

  private final LongSupplier nanoTime;
  private long lastNanos;
  private double energyWh;
  private double sessionStartWh;
  private boolean plugged;
  private double carWatts;
  private long followNanos;
  private double fromWatts;
  private double toWatts;
  private long toSinceNanos;

  /**
   * A pile without a car.
   *
   * @param nanoTime monotonic time in nanoseconds
   * @param energyWh total register at the start, in Wh
   */
  protected SimulatedPile(LongSupplier nanoTime, double energyWh) {
    this.nanoTime = nanoTime;
    this.lastNanos = nanoTime.getAsLong();
    this.energyWh = energyWh;
    this.sessionStartWh = energyWh;
  }

  /** The most power that the pile grants its car now, in W; 0 when it does not charge. */
  protected abstract double grantedWatts();

  /** Name of the product, for people. */
  public abstract String product();

  /**
   * What the total register shows.
   *
   * @return Wh, in the register's own resolution
   */
  public abstract double registerWh();

  /**
   * A car is plugged in.
   *
   * @param watts the most that it draws, in W
   */
  public final synchronized void plug(double watts) {
    advance();
    plugged = true;
    carWatts = watts;
    sessionStartWh = energyWh;
    plugChanged(true);
  }

  /**
   * The car draws another power from now on, as a battery does that fills up.
   *
   * @param watts the most that it draws, in W
   */
  public final synchronized void carDraws(double watts) {
    advance();
    carWatts = watts;
  }

  /**
   * From now on the car takes its time to draw less: what it draws falls in a straight line. More
   * is drawn at once, and a car that is unplugged draws nothing at once.
   *
   * @param nanos time of the fall, 0 for at once
   */
  public final synchronized void followsWithin(long nanos) {
    advance();
    followNanos = nanos;
  }

  /** The car is unplugged. */
  public final synchronized void unplug() {
    advance();
    plugged = false;
    carWatts = 0;
    fromWatts = 0;
    toWatts = 0;
    plugChanged(false);
  }

  /** Told when a car comes or goes; called with the lock held. */
  protected void plugChanged(boolean nowPlugged) {
    // Most piles need nothing here.
  }

  /**
   * Whether a car is plugged in.
   *
   * @return true if so
   */
  public final synchronized boolean plugged() {
    return plugged;
  }

  /**
   * The power that the car draws now.
   *
   * @return W at the AC input
   */
  public final synchronized double watts() {
    advance();
    return draws(lastNanos);
  }

  /** What the car draws by what was granted when time was looked at last. */
  private double draws(long now) {
    double done = followNanos == 0 ? 1 : Math.min(1, (now - toSinceNanos) / (double) followNanos);
    return toWatts >= fromWatts ? toWatts : fromWatts + (toWatts - fromWatts) * done;
  }

  /** Exact energy since manufacture, in Wh. */
  protected final synchronized double energyWh() {
    advance();
    return energyWh;
  }

  /** Exact energy since the car was plugged in, in Wh. */
  protected final synchronized double sessionWh() {
    advance();
    return energyWh - sessionStartWh;
  }

  /** Monotonic time in nanoseconds. */
  protected final long now() {
    return nanoTime.getAsLong();
  }

  /**
   * Adds the energy since the last look; to be called before anything changes that grants power.
   */
  protected final synchronized void advance() {
    long now = nanoTime.getAsLong();
    double hours = (now - lastNanos) / 3.6e12;
    double before = draws(lastNanos);
    double granted = plugged ? Math.min(grantedWatts(), carWatts) : 0;
    if (granted != toWatts) {
      fromWatts = draws(now);
      toWatts = granted;
      toSinceNanos = now;
    }
    lastNanos = now;
    energyWh += (followNanos == 0 ? granted : (before + draws(now)) / 2) * hours;
  }

  /** Splits a 32-bit value, high word first. */
  protected static int[] words(long value) {
    return new int[] {(int) (value >> 16 & 0xFFFF), (int) (value & 0xFFFF)};
  }
}
