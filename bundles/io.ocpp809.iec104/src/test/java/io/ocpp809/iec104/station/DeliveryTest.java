package io.ocpp809.iec104.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.iec104.apci.ApciParameters;
import io.ocpp809.iec104.apci.Apdu.Function;
import io.ocpp809.iec104.asdu.DoublePoint;
import io.ocpp809.iec104.asdu.Quality;
import io.ocpp809.iec104.asdu.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Spontaneous transmission, buffering and redundancy groups (IEC 60870-5-104, 10.2.2.3). */
class DeliveryTest {
  private final Scene scene =
      Scene.of(GroupSettings.commanding("centre"), GroupSettings.commanding("second"));

  @Test
  @DisplayName("60870-5-5 6.1: the end of initialisation is told once after the first start")
  void theEndOfInitialisationIsToldOnceAfterTheFirstStart() {
    Master master = new Master(scene, "centre").start();
    assertEquals("STARTDT con\nM_EI_NA_1 init 0=0", master.seen());
    scene.settle();
    master.leave();
    Master again = new Master(scene, "centre").start();
    assertEquals("STARTDT con", again.seen());
  }

  @Test
  @DisplayName("60870-5-5 6.1: the end of initialisation is told again until it has been confirmed")
  void theEndOfInitialisationIsToldAgainUntilItHasBeenConfirmed() {
    Master deaf = new Master(scene, "centre").silent().start();
    deaf.leave();
    Master again = new Master(scene, "centre").start();
    assertEquals("STARTDT con\nM_EI_NA_1 init 0=0", again.seen());
  }

  @Test
  @DisplayName("60870-5-5 6.4: changes are told spontaneously with their time")
  void changesAreToldSpontaneouslyWithTheirTime() {
    Master master = started("centre");
    scene.charging(true);
    scene.operative(DoublePoint.ON);
    scene.power(11.04);
    assertEquals(
        "M_SP_TB_1 spont 10101=on\nM_DP_TB_1 spont 10150=on\nM_ME_TF_1 spont 20101=11.04",
        master.seen());
  }

  private Master started(String group) {
    Master master = new Master(scene, group).start();
    scene.settle();
    master.seen();
    return master;
  }

  @Test
  @DisplayName("60870-5-5 6.4: what does not change is not told again")
  void whatDoesNotChangeIsNotToldAgain() {
    Master master = started("centre");
    scene.charging(true);
    scene.charging(true);
    assertEquals("M_SP_TB_1 spont 10101=on", master.seen());
    scene.update(Scene.CHARGING, new Value.SinglePoint(true), Quality.NT);
    assertEquals("M_SP_TB_1 spont 10101=on!NT", master.seen());
  }

  @Test
  @DisplayName("60870-5-5 6.4: a measured value is told beyond its dead band")
  void aMeasuredValueIsToldBeyondItsDeadBand() {
    Master master = started("centre");
    scene.power(10);
    scene.power(10.4);
    assertEquals("M_ME_TF_1 spont 20101=10.0", master.seen());
    scene.power(10.5);
    assertEquals("M_ME_TF_1 spont 20101=10.5", master.seen());
  }

  @Test
  @DisplayName("60870-5-5 6.4: a measured value is told at its interval and then the newest")
  void aMeasuredValueIsToldAtItsIntervalAndThenTheNewest() {
    Master master = started("centre");
    current(1);
    current(2);
    scene.pass(500);
    current(3);
    assertEquals("M_ME_TF_1 spont 20102=1.0", master.seen());
    scene.pass(500);
    assertEquals("M_ME_TF_1 spont 20102=3.0", master.seen());
    scene.pass(5_000);
    assertEquals("", master.seen());
  }

  private void current(double amperes) {
    scene.update(Scene.CURRENT, new Value.ShortFloat((float) amperes), 0);
  }

  @Test
  @DisplayName(
      "60870-5-104 5.1: while nobody is started points are kept in full and of a measured value the"
          + " latest")
  void whileNobodyIsStartedPointsAreKeptInFullAndOfAMeasuredValueTheLatest() {
    scene.charging(true);
    scene.power(1);
    scene.charging(false);
    scene.power(2);
    scene.power(3);
    Master master = new Master(scene, "centre").start();
    scene.settle();
    assertEquals(
        "STARTDT con\n"
            + "M_EI_NA_1 init 0=0\n"
            + "M_SP_TB_1 spont 10101=on 10101=off\n"
            + "M_ME_TF_1 spont 20101=3.0",
        master.seen());
  }

  @Test
  @DisplayName("60870-5-104 5.1: what was sent and not confirmed is told again in its order")
  void whatWasSentAndNotConfirmedIsToldAgainInItsOrder() {
    Master first = started("centre").silent();
    scene.charging(true);
    scene.operative(DoublePoint.ON);
    first.leave();
    scene.charging(false);
    Master second = started0();
    assertEquals(
        "STARTDT con\n"
            + "M_SP_TB_1 spont 10101=on\n"
            + "M_DP_TB_1 spont 10150=on\n"
            + "M_SP_TB_1 spont 10101=off",
        second.seen());
  }

  private Master started0() {
    Master master = new Master(scene, "centre").start();
    scene.settle();
    return master;
  }

  @Test
  @DisplayName("60870-5-104 5.1: what was confirmed is not told again")
  void whatWasConfirmedIsNotToldAgain() {
    Master first = started("centre");
    scene.charging(true);
    scene.settle();
    first.leave();
    assertEquals("STARTDT con", started0().seen());
    assertEquals(0, scene.station.waiting("centre"));
    assertEquals(1, scene.station.waiting("second"));
  }

  @Test
  @DisplayName("60870-5-104 10: each group hears everything for itself")
  void eachGroupHearsEverythingForItself() {
    Master first = started("centre");
    Master second = started("second");
    scene.charging(true);
    assertEquals("M_SP_TB_1 spont 10101=on", first.seen());
    assertEquals("M_SP_TB_1 spont 10101=on", second.seen());
  }

  @Test
  @DisplayName(
      "60870-5-104 10: a second connection of a group that starts takes over and loses nothing")
  void aSecondConnectionOfAGroupThatStartsTakesOverAndLosesNothing() {
    Master first = started("centre").silent();
    scene.charging(true);
    Master second = new Master(scene, "centre");
    assertEquals("", first.closed());
    second.start();
    scene.settle();
    assertEquals("another connection of group centre starts", first.closed());
    assertEquals("STARTDT con\nM_SP_TB_1 spont 10101=on", second.seen());
    assertEquals(List.of("centre started", "centre stopped", "centre started"), scene.told);
  }

  @Test
  @DisplayName("60870-5-104 5.3: after STOPDT nothing is sent until the next start")
  void afterStopdtNothingIsSentUntilTheNextStart() {
    Master master = started("centre");
    master.act(Function.STOPDT_ACT);
    scene.charging(true);
    assertEquals("STOPDT con", master.seen());
    master.act(Function.STARTDT_ACT);
    assertEquals("STARTDT con\nM_SP_TB_1 spont 10101=on", master.seen());
  }

  @Test
  @DisplayName("60870-5-5 6.4: events of one kind go together up to the length of an APDU")
  void eventsOfOneKindGoTogetherUpToTheLengthOfAnApdu() {
    for (int i = 0; i < 50; i++) {
      scene.pass(2_000);
      scene.charging(i % 2 == 0);
    }
    Master master = new Master(scene, "centre").start();
    scene.settle();
    String[] lines = master.seen().split("\n");
    // 22 of M_SP_TB_1 with 11 octets each fit into the 243 octets behind the identifier
    assertEquals(5, lines.length);
    assertEquals(22, lines[2].split("=").length - 1);
    assertEquals(6, lines[4].split("=").length - 1);
  }

  @Test
  @DisplayName("60870-5-5 6.4: what overflows is the oldest and is reported")
  void whatOverflowsIsTheOldestAndIsReported() {
    Scene small =
        Scene.of(
            new GroupSettings(
                "centre",
                true,
                Set.of(),
                ApciParameters.standard(),
                1_000,
                GroupSettings.Termination.NONE));
    for (int i = 0; i < 1_003; i++) {
      small.pass(2_000);
      small.charging(i % 2 == 0);
    }
    assertEquals(1_000, small.station.waiting("centre"));
    assertEquals(3, small.told.stream().filter("centre lost 1"::equals).count());
    Master master = new Master(small, "centre").start();
    small.settle();
    assertTrue(master.seen().contains("M_SP_TB_1 spont 10101=off 10101=on"));
    assertEquals(0, small.station.waiting("centre"));
  }

  @Test
  void aPointThatChattersIsBlockedAndToldOnceItIsQuiet() {
    Master master = started("centre");
    for (int i = 0; i < 30; i++) {
      scene.charging(i % 2 == 0);
      scene.pass(10);
    }
    String seen = master.seen();
    assertEquals(12, seen.split("\n").length, seen);
    assertTrue(seen.endsWith("!BL"), seen);
    scene.pass(9_000);
    assertEquals("", master.seen());
    scene.pass(1_000);
    assertEquals("M_SP_TB_1 spont 10101=off", master.seen());
  }

  @Test
  @DisplayName(
      "60870-5-101 7.4: the background scan tells what is known to those who are started only")
  void theBackgroundScanTellsWhatIsKnownToThoseWhoAreStartedOnly() {
    Master master = started("centre");
    scene.charging(true);
    scene.settle();
    master.seen();
    scene.pass(1);
    scene.pass(300_000);
    assertEquals(
        "M_SP_NA_1 back 10101=on\n"
            + "M_DP_NA_1 back 10150=indeterminate!IV\n"
            + "M_ME_NC_1 back 20101=0.0!IV",
        master.seen());
    assertEquals(1, scene.station.waiting("second"));
  }

  @Test
  @DisplayName("60870-5-5 6.3: cyclic points are told at their period")
  void cyclicPointsAreToldAtTheirPeriod() {
    List<MonitorPoint> points = new ArrayList<>();
    points.add(new MonitorPoint(20_001, MonitorKind.FLOAT, "P", Set.of(), 1e6, 0, 10_000, false));
    scene.station =
        new ControlledStation(
            StationSettings.standard(),
            new PointTable(points, List.of()),
            List.of(GroupSettings.commanding("centre")),
            scene,
            EventLog.none(),
            scene);
    Master master = started("centre");
    scene.update(20_001, new Value.ShortFloat(5), 0);
    scene.pass(1);
    assertEquals("M_ME_TF_1 spont 20001=5.0\nM_ME_NC_1 per/cyc 20001=5.0", master.seen());
    scene.pass(9_999);
    assertEquals("", master.seen());
    scene.pass(1);
    assertEquals("M_ME_NC_1 per/cyc 20001=5.0", master.seen());
  }

  @Test
  void aForcedPointTellsThatForTenMinutesAsSubstitutedAndThenWhatItKnows() {
    Master master = started("centre");
    scene.power(5);
    scene.settle();
    master.seen();
    scene.station.force(Scene.POWER, new Value.ShortFloat(42), scene.now());
    scene.power(7);
    assertEquals("M_ME_TF_1 spont 20101=42.0!SB", master.seen());
    master.interrogate(22);
    assertTrue(master.seen().contains("20101=42.0!SB"));
    scene.pass(599_999);
    scene.settle();
    master.seen();
    scene.pass(1);
    assertEquals("M_ME_TF_1 spont 20101=7.0", master.seen());
    assertThrows(
        IllegalArgumentException.class,
        () -> scene.station.force(Scene.POWER, new Value.SinglePoint(true), scene.now()));
    assertThrows(
        IllegalArgumentException.class,
        () -> scene.station.force(4711, new Value.SinglePoint(true), scene.now()));
  }

  @Test
  @DisplayName("60870-5-104 5.5: a master that never confirms is sent twelve and closed after t1")
  void aMasterThatNeverConfirmsIsSentTwelveAndClosedAfterT1() {
    Master master = started("centre").silent();
    for (int i = 0; i < 40; i++) {
      scene.pass(1_000);
      scene.operative(i % 2 == 0 ? DoublePoint.ON : DoublePoint.OFF);
      scene.charging(i % 2 == 0);
      if (!master.closed().isEmpty()) {
        break;
      }
    }
    assertEquals("t1: an I-APDU was not confirmed", master.closed());
    assertEquals(12, master.seen().split("\n").length);
    assertFalse(scene.station.started("centre"));
  }

  @Test
  @DisplayName("60870-5-5 6.4: a time tag is invalid while the clock is not trusted")
  void aTimeTagIsInvalidWhileTheClockIsNotTrusted() throws Exception {
    scene.trusted = false;
    Master master = started("centre");
    scene.charging(true);
    assertEquals("M_SP_TB_1 spont 10101=on", master.seen());
    assertTrue(scene.station.time().stamp(scene.now().wall(), false).invalid());
    assertFalse(scene.station.time().stamp(scene.now().wall(), true).invalid());
  }

  @Test
  void anAddressThatIsTakenTwiceIsNamed() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new PointTable(
                    List.of(
                        MonitorPoint.of(7, MonitorKind.SINGLE, "a"),
                        MonitorPoint.of(7, MonitorKind.SINGLE, "b")),
                    List.of(
                        new CommandPoint(
                            7, CommandKind.SINGLE, "c", CommandPoint.Procedure.DIRECT, 0))));
    assertEquals(
        "addresses taken twice: 7 (a, b), 7 (a, c); each point needs its own", e.getMessage());
  }

  @Test
  void aValueOfAnotherKindIsRefusedByTheName() {
    assertThrows(
        IllegalArgumentException.class,
        () -> scene.update(Scene.POWER, new Value.SinglePoint(true), 0));
    assertThrows(
        IllegalArgumentException.class, () -> scene.update(999, new Value.SinglePoint(true), 0));
  }
}
