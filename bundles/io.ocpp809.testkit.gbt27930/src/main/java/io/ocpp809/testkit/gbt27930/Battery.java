package io.ocpp809.testkit.gbt27930;

/**
 * A battery that fills: voltage rises with its charge and with the current through its resistance,
 * it asks for constant current until a cell is at its most and for constant voltage from then on,
 * so that the current tapers, and it gets warm by what its resistance takes.
 */
final class Battery {
  private static final double AMBIENT_CELSIUS = 22;

  /** How much of the heat a pack of this size takes to rise by one degree, in J/K. */
  private static final double HEAT_CAPACITY = 300_000;

  /** What it gives to its surroundings, in W/K. */
  private static final double COOLING = 60;

  /** Close to the most voltage in V: from here on the voltage is kept, not the current. */
  private static final double MARGIN_VOLTS = 0.5;

  private final Pack pack;
  private double soc;
  private double celsius = AMBIENT_CELSIUS;
  private double amps;

  /**
   * A battery.
   *
   * @param pack what it is made of
   * @param percent its charge
   */
  Battery(Pack pack, double percent) {
    this.pack = pack;
    this.soc = percent;
  }

  /** A current in A flowed into it for the time. */
  void take(double current, double seconds) {
    amps = current;
    double hurried = seconds * pack.hurry();
    soc = Math.min(100, soc + current * hurried / 3600 / pack.ampereHours() * 100);
    double heat = current * current * pack.ohm() - COOLING * (celsius - AMBIENT_CELSIUS);
    celsius += heat * hurried / HEAT_CAPACITY;
  }

  /** Charge in percent. */
  double soc() {
    return soc;
  }

  /** Voltage without current, in V. */
  double restVolts() {
    double cell =
        pack.emptyCellVolts() + (pack.fullCellVolts() - pack.emptyCellVolts()) * soc / 100;
    return pack.cells() * cell;
  }

  /** Voltage under the present current, in V. */
  double volts() {
    return restVolts() + amps * pack.ohm();
  }

  /** The highest voltage of a cell: a few millivolt above the average. */
  double highestCellVolts() {
    return volts() / pack.cells() + 0.005;
  }

  /** The lowest voltage of a cell. */
  double lowestCellVolts() {
    return volts() / pack.cells() - 0.005;
  }

  /** Whether it asks for a voltage (the current is what follows), not for a current. */
  boolean constantVoltage() {
    return restVolts() + pack.mostAmps() * pack.ohm() > pack.mostVolts() - MARGIN_VOLTS;
  }

  /** The current that it asks for, in A; less when full or too warm. */
  double demandAmps() {
    double byVoltage = (pack.mostVolts() - MARGIN_VOLTS - restVolts()) / pack.ohm();
    double byHeat = celsius > pack.mostCelsius() - 3 ? pack.mostAmps() / 2 : pack.mostAmps();
    return Math.max(0, Math.min(byHeat, byVoltage));
  }

  /** The warmest point in degrees Celsius. */
  int highestCelsius() {
    return (int) Math.round(celsius) + 1;
  }

  /** The coldest point in degrees Celsius. */
  int lowestCelsius() {
    return (int) Math.round(celsius) - 1;
  }

  /** Minutes until the charge in percent is reached with the present demand, 0 to 600. */
  int minutesTo(double percent) {
    double perMinute = demandAmps() * pack.hurry() / 60 / pack.ampereHours() * 100;
    if (soc >= percent) {
      return 0;
    }
    return perMinute <= 0 ? 600 : (int) Math.min(600, Math.ceil((percent - soc) / perMinute));
  }
}
