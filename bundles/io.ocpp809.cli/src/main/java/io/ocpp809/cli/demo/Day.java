package io.ocpp809.cli.demo;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.ocpp809.testkit.csms.Charge;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The scripted day. */
final class Day {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final double FUSE_AMPERE = 63;
  private static final double WATTS_PER_AMPERE = 690;
  private static final double HOUSE_WATTS = 2_000;
  private static final double HOUSE_AT_NOON_WATTS = 30_000;
  private static final double CSMS_LIMIT_AMPERE = 8;

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
    lostCsms();
    restart();
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
  }

  private void plugIn() throws Stage.SceneFailed {
    stage.scene("cars come: two cards are shown, one car is released by the CSMS");
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
    world.csms.call("keba", "SetChargingProfile", profile());
    stage.await(
        "keba draws at most 8 A",
        () -> world.keba.watts() > 0 && world.keba.grantedAmpere() <= CSMS_LIMIT_AMPERE,
        PATIENCE);
    stage.hold(part(10));
  }

  private static JsonObject profile() {
    JsonObject period = new JsonObject();
    period.addProperty("startPeriod", 0);
    period.addProperty("limit", CSMS_LIMIT_AMPERE);
    JsonArray periods = new JsonArray();
    periods.add(period);
    JsonObject schedule = new JsonObject();
    schedule.addProperty("chargingRateUnit", "A");
    schedule.addProperty("startSchedule", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    schedule.add("chargingSchedulePeriod", periods);
    JsonObject profile = new JsonObject();
    profile.addProperty("chargingProfileId", 1);
    profile.addProperty("stackLevel", 0);
    profile.addProperty("chargingProfilePurpose", "TxDefaultProfile");
    profile.addProperty("chargingProfileKind", "Absolute");
    profile.add("chargingSchedule", schedule);
    JsonObject call = new JsonObject();
    call.addProperty("connectorId", 1);
    call.add("csChargingProfiles", profile);
    return call;
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

  private void lostCsms() throws Stage.SceneFailed {
    stage.scene("the CSMS is gone; charging goes on");
    world.csms.goAway();
    stage.hold(part(10));
    if (!allCharging()) {
      throw new Stage.SceneFailed("a car stopped charging when the CSMS was lost");
    }
    stage.scene("the CSMS is back");
    world.csms.comeBack();
    stage.await("three stations are connected", this::allConnected, PATIENCE);
    stage.hold(part(5));
  }

  private void restart() throws Stage.SceneFailed, IOException {
    stage.scene("the gateway restarts in mid-charge");
    List<Charge> before = running();
    world.stopGateway();
    stage.hold(part(5));
    world.startGateway();
    stage.await("three stations are connected", this::allConnected, PATIENCE);
    stage.await("three cars charge again", this::allCharging, PATIENCE);
    if (!running().equals(before)) {
      throw new Stage.SceneFailed("the transactions did not survive the restart");
    }
    stage.hold(part(10));
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
