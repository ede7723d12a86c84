package io.ocpp809.testkit.gbt27930;

import io.ocpp809.gbt27930.message.Edition;
import java.time.Duration;

/**
 * What kind of vehicle it is.
 *
 * @param edition the version that it speaks; one of 2011 does not answer CHM
 * @param vin 17 characters
 * @param maker four letters
 * @param pack its battery
 * @param percent the battery's charge as it arrives
 * @param target at that charge in percent it stops
 * @param preparation time from CML to its readiness
 * @param tellsCells whether it sends BMV, BMT and BSP
 */
public record VehicleSettings(
    Edition edition,
    String vin,
    String maker,
    Pack pack,
    double percent,
    double target,
    Duration preparation,
    boolean tellsCells) {

  /** A car at 34 % that stops at 80 %. */
  public static VehicleSettings car(Edition edition) {
    return new VehicleSettings(
        edition, "LGBT27930TEST0001", "CATL", Pack.car(), 34.3, 80, Duration.ofMillis(700), false);
  }

  /** The same vehicle with another battery. */
  public VehicleSettings with(Pack other) {
    return new VehicleSettings(
        edition, vin, maker, other, percent, target, preparation, tellsCells);
  }

  /** The same vehicle, arriving and leaving with other charges in percent. */
  public VehicleSettings charging(double from, double to) {
    return new VehicleSettings(edition, vin, maker, pack, from, to, preparation, tellsCells);
  }

  /** The same vehicle, telling the voltage of each cell and more. */
  public VehicleSettings tellingCells() {
    return new VehicleSettings(edition, vin, maker, pack, percent, target, preparation, true);
  }
}
