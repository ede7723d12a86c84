package io.ocpp809.testkit.gbt27930;

/**
 * The charger's power electronics: the current follows what is asked for with a ramp, never above
 * the rating nor above a limit that the pile was given from outside.
 */
final class Output {
  /** Down faster than up: GB/T 18487.1 wants 100 A/s or more at a stop. */
  private static final double DOWN_AMPS_PER_SECOND = 200;

  private final ChargerSettings settings;
  private double limitAmps = Double.POSITIVE_INFINITY;
  private double limitWatts = Double.POSITIVE_INFINITY;
  private double amps;
  private double wattSeconds;
  private double chargedSeconds;

  Output(ChargerSettings settings) {
    this.settings = settings;
  }

  /** The pile was given another limit in A; infinite for none. */
  void limitAmps(double most) {
    limitAmps = most;
  }

  /** The pile was given another limit in W; infinite for none. */
  void limitWatts(double most) {
    limitWatts = most;
  }

  /** Whether the limits leave nothing: the charger pauses instead of giving less than it can. */
  boolean held(double volts) {
    return allowed(volts) < settings.leastAmps() || allowed(volts) <= 0;
  }

  /** The most that rating and limits allow at that voltage, in A. */
  double allowed(double volts) {
    double byPower = volts > 0 ? limitWatts / volts : Double.POSITIVE_INFINITY;
    double byRating = volts > 0 ? settings.mostWatts() / volts : settings.mostAmps();
    return Math.min(Math.min(limitAmps, byPower), Math.min(settings.mostAmps(), byRating));
  }

  /**
   * Time goes on.
   *
   * @param seconds since the last call
   * @param wanted what the vehicle asks for, in A
   * @param circuit what the current flows through
   */
  void flow(double seconds, double wanted, Circuit circuit) {
    double volts = circuit.volts();
    wattSeconds += amps * volts * seconds;
    if (circuit.closed()) {
      chargedSeconds += seconds;
    }
    double target = circuit.closed() && !held(volts) ? Math.min(wanted, allowed(volts)) : 0;
    if (target > amps) {
      amps = Math.min(target, amps + settings.rampAmpsPerSecond() * seconds);
    } else {
      amps = Math.max(target, amps - DOWN_AMPS_PER_SECOND * seconds);
    }
    circuit.drive(amps);
    amps = circuit.amps();
  }

  /** Off at once, as in an emergency. */
  void cut(Circuit circuit) {
    amps = 0;
    circuit.charger(false);
  }

  /** The current that it gives, in A. */
  double amps() {
    return amps;
  }

  /** Energy since the session began, in kWh. */
  double kilowattHours() {
    return wattSeconds / 3.6e6;
  }

  /** Minutes with closed contactors since the session began. */
  int minutes() {
    return (int) (chargedSeconds / 60);
  }

  /** Another session begins. */
  void begin() {
    wattSeconds = 0;
    chargedSeconds = 0;
  }
}
