package io.ocpp809.cli.demo;

import com.google.gson.JsonObject;
import io.ocpp809.testkit.csms.Charge;
import io.ocpp809.testkit.csms.Profiles;
import io.ocpp809.testkit.gbt27930.Phase;
import io.ocpp809.testkit.iec104.Dispatcher;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The scripted day. */
final class Day {

  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final double FUSE_AMPERE = 63;
  private static final double WATTS_PER_AMPERE = 690;
  private static final double HOUSE_WATTS = 2_000;
  private static final double HOUSE_AT_NOON_WATTS = 30_000;
  private static final double CSMS_LIMIT_AMPERE = 8;
  private static final double GRID_LIMIT_WATTS = 5_000;
  private static final double FAIL_SAFE_WATTS = 20_000;
  private static final int POWER_OF_SITE = 20_001;
  private static final int LIMIT_OF_KEBA = 50_101;
  private static final int RELEASE_OF_KEBA = 40_103;
  private static final int SINGLE_COMMAND = 45;
  private static final byte SELECT_ON = (byte) 0x81;
  private static final byte EXECUTE_ON = 0x01;

  private final World world;
  private final Stage stage;
  private final Duration length;

  /**
   * A day.
   *
   * @param world the peers and the gateway
   * @param stage waits and shows
   * @param length how long the day should take; what must be waited for takes its own time
   */
  Day(World world, Stage stage, Duration length) {
    this.world = world;
    this.stage = stage;
    this.length = length;
  }

  /** Plays all scenes. */
  void play() throws Stage.SceneFailed, IOException {
    boot();
    plugIn();
    limit();
    noon();
    grid();
    lostCsms();
    restart();
    hot();
    stop();
  }

  private Duration part(int percent) {
    return length.multipliedBy(percent).dividedBy(100);
  }

  private Set<String> stations() {
    return world.piles().keySet();
  }

  private boolean allConnected() {
    return stations().stream().allMatch(world.csms::connected);
  }

  private boolean allCharging() {
    return world.piles().values().stream().allMatch(pile -> pile.watts() > 0);
  }

  private List<Charge> running() {
    return world.csms.charges().stream().filter(one -> one.energyWh().isEmpty()).toList();
  }

  private void boot() throws Stage.SceneFailed, IOException {
    stage.scene("the gateway starts, the stations boot");
    world.meter.house(HOUSE_WATTS);
    world.startGateway();
    stage.await("the control centre is connected", world::connectCentre, PATIENCE);
    stage.await("three stations are connected", this::allConnected, PATIENCE);
    stage.await(
        "three connectors are Available",
        () -> {
          Set<String> available =
              world.csms.messages().stream()
                  .filter(m -> m.action().equals("StatusNotification"))
                  .filter(m -> m.payload().get("connectorId").getAsInt() == 1)
                  .filter(m -> m.payload().get("status").getAsString().equals("Available"))
                  .map(m -> m.station())
                  .collect(Collectors.toSet());
          return available.equals(stations());
        },
        PATIENCE);
    configure("MeterValuesSampledData", "Energy.Active.Import.Register,Power.Active.Import,SoC");
    configure("MeterValueSampleInterval", "5");
  }

  /** The CSMS wants to know of the DC pile how full the vehicle is. */
  private void configure(String key, String value) {
    JsonObject change = new JsonObject();
    change.addProperty("key", key);
    change.addProperty("value", value);
    world.csms.call("delta", "ChangeConfiguration", change);
  }

  private void plugIn() throws Stage.SceneFailed {
    stage.scene(
        "cars come: two cards are shown, one car is released by the CSMS; delta's plug speaks GB/T"
            + " 27930 and is listened to");
    stations().forEach(world::plug);
    world.keba.showCard(0x04A1B2C3L);
    world.delta.showCard("DC0815");
    JsonObject start = new JsonObject();
    start.addProperty("connectorId", 1);
    start.addProperty("idTag", "REMOTE01");
    stage.hold(Duration.ofSeconds(3));
    world.csms.call("heidelberg", "RemoteStartTransaction", start);
    stage.await("three transactions run", () -> running().size() == 3, PATIENCE);
    stage.await("three cars charge", this::allCharging, PATIENCE);
    stage.hold(part(15));
  }

  private void limit() throws Stage.SceneFailed {
    stage.scene("the CSMS limits keba to 8 A");
    world.csms.call("keba", "SetChargingProfile", Profiles.ampere(CSMS_LIMIT_AMPERE));
    stage.await(
        "keba draws at most 8 A",
        () -> world.keba.watts() > 0 && world.keba.grantedAmpere() <= CSMS_LIMIT_AMPERE,
        PATIENCE);
    stage.hold(part(10));
  }

  private void noon() throws Stage.SceneFailed {
    stage.scene("noon: the house takes 30 kW, the cars leave it to it");
    world.meter.house(HOUSE_AT_NOON_WATTS);
    stage.await(
        "the fuse is respected",
        () -> world.meter.watts() / WATTS_PER_AMPERE <= FUSE_AMPERE,
        PATIENCE);
    stage.hold(part(10));
    if (world.meter.watts() / WATTS_PER_AMPERE > FUSE_AMPERE) {
      throw new Stage.SceneFailed("the fuse is overloaded");
    }
    stage.scene("afternoon: the house is quiet again");
    world.meter.house(HOUSE_WATTS);
    stage.await("three cars charge again", this::allCharging, PATIENCE);
    stage.hold(part(5));
  }

  private void grid() throws Stage.SceneFailed, IOException {
    stage.scene(
        "the grid operator's control centre, on port "
            + world.telecontrol()
            + ", interrogates the site and limits keba to 5 kW");
    Dispatcher centre = world.centre();
    boolean told =
        centre.interrogate().stream()
            .anyMatch(t -> t.at(POWER_OF_SITE) != null && t.at(POWER_OF_SITE).value() > 0);
    if (!told) {
      throw new Stage.SceneFailed("the interrogation does not tell the power of the site");
    }
    if (centre.setPoint(LIMIT_OF_KEBA, GRID_LIMIT_WATTS / 1000, true).negative()
        || centre.setPoint(LIMIT_OF_KEBA, GRID_LIMIT_WATTS / 1000, false).negative()) {
      throw new Stage.SceneFailed("the control centre's limit was refused");
    }
    stage.await(
        "keba draws at most 5 kW",
        () -> world.keba.watts() > 0 && world.keba.watts() <= GRID_LIMIT_WATTS,
        PATIENCE);
    stage.hold(part(5));
    stage.scene("the control centre's link is cut: the fail-safe of 20 kW for the site takes over");
    centre.close();
    stage.await(
        "the site takes at most 20 kW", () -> world.meter.watts() <= FAIL_SAFE_WATTS, PATIENCE);
    stage.hold(part(5));
    stage.scene("the link is back, and the control centre takes its limit back");
    stage.await("the control centre is connected", world::connectCentre, PATIENCE);
    world.centre().activate(SINGLE_COMMAND, RELEASE_OF_KEBA, SELECT_ON);
    world.centre().activate(SINGLE_COMMAND, RELEASE_OF_KEBA, EXECUTE_ON);
    stage.await(
        "the site takes more than 20 kW", () -> world.meter.watts() > FAIL_SAFE_WATTS, PATIENCE);
    stage.await("three cars charge again", this::allCharging, PATIENCE);
  }

  private void lostCsms() throws Stage.SceneFailed {
    stage.scene("the CSMS is gone; charging goes on");
    List<Charge> before = running();
    world.csms.goAway();
    stage.hold(part(10));
    stage.await("three cars charge without the CSMS", this::allCharging, PATIENCE);
    stage.scene("the CSMS is back");
    world.csms.comeBack();
    stage.await("three stations are connected", this::allConnected, PATIENCE);
    stage.hold(part(5));
    if (!running().equals(before)) {
      throw new Stage.SceneFailed("the transactions did not outlast the loss of the CSMS");
    }
  }

  private void restart() throws Stage.SceneFailed, IOException {
    stage.scene("the gateway restarts in mid-charge");
    List<Charge> before = running();
    world.stopGateway();
    stage.hold(part(5));
    world.startGateway();
    stage.await("the control centre is connected", world::connectCentre, PATIENCE);
    stage.await("three stations are connected", this::allConnected, PATIENCE);
    stage.await("three cars charge again", this::allCharging, PATIENCE);
    if (!running().equals(before)) {
      throw new Stage.SceneFailed("the transactions did not survive the restart");
    }
    stage.hold(part(10));
  }

  /** Whether the CSMS has heard of the vehicle at delta that it is fuller than at first. */
  private boolean fuller() {
    List<Double> told = world.stateOfCharge();
    return told.size() >= 2 && told.get(told.size() - 1) > told.get(0);
  }

  private void hot() throws Stage.SceneFailed {
    stage.await("the state of charge rises at the CSMS", this::fuller, PATIENCE);
    stage.scene(
        String.format(
            Locale.ROOT,
            "the vehicle at delta, by now at %.0f %%, ends early: its battery is too hot",
            world.gbt.soc()));
    world.gbt.vehicleStops();
    stage.await("the charging bus is at its end", () -> world.gbt.phase() == Phase.ENDED, PATIENCE);
    stage.await("the CSMS is told the cause", world::batteryTooHot, PATIENCE);
    if (world.gbt.sentByGateway() > 0) {
      throw new Stage.SceneFailed("the gateway has sent something to the charging bus");
    }
  }

  private void stop() throws Stage.SceneFailed {
    stage.scene("evening: one is stopped by the CSMS, two drive off");
    for (Charge one : running()) {
      if (one.station().equals("heidelberg")) {
        JsonObject stop = new JsonObject();
        stop.addProperty("transactionId", one.id());
        world.csms.call("heidelberg", "RemoteStopTransaction", stop);
      } else {
        world.piles().get(one.station()).unplug();
      }
    }
    stage.await("no transaction runs", () -> running().isEmpty(), PATIENCE);
    world.heidelberg.unplug();
    stage.hold(part(5));
  }
}
