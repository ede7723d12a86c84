package io.ocpp809.iec104.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.iec104.apci.ApciParameters;
import io.ocpp809.iec104.asdu.Cause;
import io.ocpp809.iec104.asdu.Content;
import io.ocpp809.iec104.asdu.Cp56Time2a;
import io.ocpp809.iec104.asdu.TypeId;
import io.ocpp809.iec104.asdu.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a clock synchronisation does; the gateway's own clock is never set. */
class ClockSynchronisationTest {
  private final Scene scene = Scene.of(GroupSettings.commanding("centre"));
  private Master master;

  @BeforeEach
  void starts() {
    master = new Master(scene, "centre").start();
    scene.settle();
    master.seen();
  }

  private void clock(Instant time) {
    master.send(
        TypeId.C_CS_NA_1,
        Cause.ACTIVATION.code(),
        0,
        new Content.Empty(),
        Optional.of(Cp56Time2a.of(time, ZoneOffset.UTC, false)));
  }

  @Test
  @DisplayName("60870-5-5 6.7: a clock synchronisation is confirmed and the difference told")
  void aClockSynchronisationIsConfirmedAndTheDifferenceTold() {
    clock(scene.now().wall().plusMillis(1_500));
    assertEquals("C_CS_NA_1 actcon oa3 0=-", master.seen());
    assertTrue(scene.told.contains("clock PT1.5S"), scene.told.toString());
    assertEquals(Duration.ZERO, scene.station.time().offset());
  }

  @Test
  @DisplayName("60870-5-5 6.7: a clock seventy years off is refused")
  void aClockSeventyYearsOffIsRefused() {
    clock(scene.now().wall().plus(Duration.ofDays(70 * 365)));
    assertEquals("C_CS_NA_1 actcon NEG oa3 0=-", master.seen());
    assertEquals(
        "the time is more than a year off the gateway's, which is trusted", scene.lastRefusal());
  }

  @Test
  @DisplayName("60870-5-5 6.7: a time that is marked invalid is refused")
  void aTimeThatIsMarkedInvalidIsRefused() {
    master.send(
        TypeId.C_CS_NA_1,
        Cause.ACTIVATION.code(),
        0,
        new Content.Empty(),
        Optional.of(Cp56Time2a.of(scene.now().wall(), ZoneOffset.UTC, true)));
    assertEquals("C_CS_NA_1 actcon NEG oa3 0=-", master.seen());
    assertEquals("the time is marked invalid", scene.lastRefusal());
  }

  @Test
  @DisplayName("60870-5-5 6.7: time tags follow the controlling station where that is chosen")
  void timeTagsFollowTheControllingStationWhereThatIsChosen() {
    StationSettings s = StationSettings.standard();
    Scene following =
        Scene.of(
            EventLog.none(),
            new StationSettings(
                1,
                ZoneOffset.UTC,
                StationSettings.ClockPolicy.FOLLOW,
                s.selectMillis(),
                s.commandAgeMillis(),
                0,
                0),
            GroupSettings.commanding("centre"));
    following.trusted = false;
    Master m = new Master(following, "centre").start();
    m.send(
        TypeId.C_CS_NA_1,
        Cause.ACTIVATION.code(),
        0,
        new Content.Empty(),
        Optional.of(Cp56Time2a.of(following.now().wall().plusSeconds(60), ZoneOffset.UTC, false)));
    Cp56Time2a stamp = following.station.time().stamp(following.now().wall(), false);
    assertEquals(22, stamp.minute());
    assertEquals(false, stamp.invalid());
  }

  @Test
  @DisplayName("60870-5-5 6.7: what was told of the time stays when the gateways clock is set")
  void whatWasToldOfTheTimeStaysWhenTheGatewaysClockIsSet() {
    Scene following =
        Scene.of(
            EventLog.none(),
            new StationSettings(
                1, ZoneOffset.UTC, StationSettings.ClockPolicy.FOLLOW, 10_000, 60_000, 0, 0),
            GroupSettings.commanding("centre"));
    following.trusted = false;
    Master m = new Master(following, "centre").start();
    Instant truth = following.now().wall().plusSeconds(86_400);
    Instant before = following.now().wall();
    m.send(
        TypeId.C_CS_NA_1,
        Cause.ACTIVATION.code(),
        0,
        new Content.Empty(),
        Optional.of(Cp56Time2a.of(truth, ZoneOffset.UTC, false)));
    following.clockIsSet(truth.plusSeconds(2));
    following.trusted = true;
    following.pass(1_000);
    assertEquals(
        truth.plusSeconds(1).toEpochMilli(),
        following.now().wall().plus(following.station.time().offset()).toEpochMilli());
    m.send(
        TypeId.C_SE_TC_1,
        Cause.ACTIVATION.code(),
        Scene.LIMIT_DIRECT,
        new Content.Command(new Value.ShortFloat(5), 0, false),
        Optional.of(Cp56Time2a.of(truth.plusSeconds(1), ZoneOffset.UTC, false)));
    assertEquals(1, following.orders.size(), following.lastRefusal());
    assertTrue(following.station.time().stamp(before, false).invalid(), "of before it was set");
  }

  @Test
  @DisplayName("60870-5-5 6.7: a watcher does not move the time tags of the others")
  void aWatcherDoesNotMoveTheTimeTagsOfTheOthers() {
    Scene following =
        Scene.of(
            EventLog.none(),
            new StationSettings(
                1, ZoneOffset.UTC, StationSettings.ClockPolicy.FOLLOW, 10_000, 60_000, 0, 0),
            new GroupSettings(
                "watcher",
                false,
                Set.of(),
                ApciParameters.standard(),
                1_000,
                GroupSettings.Termination.NONE));
    Master m = new Master(following, "watcher").start();
    m.seen();
    m.send(
        TypeId.C_CS_NA_1,
        Cause.ACTIVATION.code(),
        0,
        new Content.Empty(),
        Optional.of(Cp56Time2a.of(following.now().wall().plusSeconds(60), ZoneOffset.UTC, false)));
    assertEquals("C_CS_NA_1 actcon NEG oa3 0=-", m.seen());
    assertEquals(Duration.ZERO, following.station.time().offset());
  }
}
