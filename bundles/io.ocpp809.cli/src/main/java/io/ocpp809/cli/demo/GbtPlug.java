package io.ocpp809.cli.demo;

import io.ocpp809.gbt27930.message.Edition;
import io.ocpp809.testkit.gbt27930.ChargerSettings;
import io.ocpp809.testkit.gbt27930.Converter;
import io.ocpp809.testkit.gbt27930.LiveBus;
import io.ocpp809.testkit.gbt27930.Pack;
import io.ocpp809.testkit.gbt27930.Phase;
import io.ocpp809.testkit.gbt27930.VehicleSettings;
import io.ocpp809.testkit.gbt27930.VehicleStop;
import io.ocpp809.testkit.gbt27930.VirtualBus;
import io.ocpp809.testkit.pile.DeltaDc;
import java.io.IOException;

/**
 * Makes the DC pile one with a plug of GB/T 27930: what its Modbus registers allow is the limit of
 * the charger on the bus, and what flows there is what its registers count. Charger and vehicle
 * talk on a bus in memory; the gateway hears it through a converter that listens only.
 */
final class GbtPlug implements AutoCloseable {
  /** An hour's charge in two minutes. */
  private static final double HURRY = 30;

  private static final double MOST_AMPS = 55;
  private static final double ARRIVES_PERCENT = 34;
  private static final double TARGET_PERCENT = 95;

  private final DeltaDc pile;
  private final Converter converter;
  private final LiveBus bus;
  private boolean plugged;
  private volatile double soc = ARRIVES_PERCENT;
  private volatile Phase phase = Phase.IDLE;

  /**
   * A plug without a vehicle.
   *
   * @param pile the pile's own side
   * @throws IOException if no port can be opened
   */
  GbtPlug(DeltaDc pile) throws IOException {
    this.pile = pile;
    this.converter = Converter.start();
    Pack pack = Pack.car();
    this.bus =
        LiveBus.start(
            ChargerSettings.of60Kilowatt(Edition.Y2015),
            VehicleSettings.car(Edition.Y2015)
                .with(pack.bearing(MOST_AMPS).hurried(HURRY))
                .charging(ARRIVES_PERCENT, TARGET_PERCENT),
            converter,
            this::step);
  }

  /** Where the converter listens. */
  int port() {
    return converter.port();
  }

  /** Octets that the gateway has sent towards the charging bus: there must be none. */
  long sentByGateway() {
    return converter.received();
  }

  /** The battery's charge in percent. */
  double soc() {
    return soc;
  }

  /** Where the charger stands. */
  Phase phase() {
    return phase;
  }

  /** The battery is too hot: the vehicle ends the charging before its time. */
  void vehicleStops() {
    bus.then(b -> b.vehicle().stop(VehicleStop.BATTERY_HOT, b.nanos()));
  }

  private void step(VirtualBus b) {
    boolean here = pile.plugged();
    if (!here && plugged) {
      b.unplug();
    }
    plugged = here;
    double allowed = pile.allowedWatts();
    b.charger().limitWatts(allowed);
    // Released: the charger begins, the vehicle has been waiting for the auxiliary supply.
    if (here && allowed > 0 && b.charger().phase() == Phase.IDLE) {
      b.plugAndStart();
    }
    if (here) {
      pile.carDraws(b.charger().amps() * b.charger().volts());
    }
    soc = b.vehicle().soc();
    phase = b.charger().phase();
  }

  @Override
  public void close() {
    bus.close();
    converter.close();
  }
}
