package io.ocpp809.testkit.gbt27930;

/**
 * What a vehicle's battery is made of.
 *
 * @param cells cells in series
 * @param ampereHours capacity in Ah
 * @param emptyCellVolts voltage of a cell at 0 %, without current
 * @param fullCellVolts voltage of a cell at 100 %, without current
 * @param mostCellVolts what a cell bears while it is charged, in V
 * @param cellMilliohm resistance of a cell
 * @param mostAmps what the pack bears while it is charged, in A
 * @param mostCelsius what it bears, in degrees Celsius
 * @param hurry how many times as fast as a real one it fills, 1 for a real one; for a demo that
 *     shows an hour's charge in a minute
 */
public record Pack(
    int cells,
    double ampereHours,
    double emptyCellVolts,
    double fullCellVolts,
    double mostCellVolts,
    double cellMilliohm,
    double mostAmps,
    int mostCelsius,
    double hurry) {

  /** A car's ternary pack of 96 cells and 180 Ah, 63 kWh, 200 A. */
  public static Pack car() {
    return new Pack(96, 180, 3.3, 4.19, 4.2, 0.6, 200, 55, 1);
  }

  /** The same pack, filling so many times as fast. */
  public Pack hurried(double times) {
    return new Pack(
        cells,
        ampereHours,
        emptyCellVolts,
        fullCellVolts,
        mostCellVolts,
        cellMilliohm,
        mostAmps,
        mostCelsius,
        times);
  }

  /** The same pack, bearing another current in A while it is charged. */
  public Pack bearing(double amps) {
    return new Pack(
        cells,
        ampereHours,
        emptyCellVolts,
        fullCellVolts,
        mostCellVolts,
        cellMilliohm,
        amps,
        mostCelsius,
        hurry);
  }

  /** The most that all cells together bear, in V. */
  public double mostVolts() {
    return cells * mostCellVolts;
  }

  /** The voltage at half charge, in V. */
  public double ratedVolts() {
    return cells * (emptyCellVolts + fullCellVolts) / 2;
  }

  /** Energy from empty to full in kWh. */
  public double kilowattHours() {
    return ampereHours * ratedVolts() / 1000;
  }

  /** Resistance of all cells in series, in ohm. */
  double ohm() {
    return cells * cellMilliohm / 1000;
  }
}
