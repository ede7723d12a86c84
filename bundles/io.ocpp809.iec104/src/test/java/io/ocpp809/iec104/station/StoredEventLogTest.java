package io.ocpp809.iec104.station;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ocpp809.iec104.apci.ApciParameters;
import io.ocpp809.iec104.asdu.DoublePoint;
import io.ocpp809.store.DurableLog;
import io.ocpp809.store.LogOptions;
import io.ocpp809.store.Rank;
import io.ocpp809.store.StoreFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events outlive a restart of the gateway, for each group what it has not confirmed. */
class StoredEventLogTest {
  @TempDir Path data;
  private StoreFolder folder;
  private final List<String> faults = new ArrayList<>();

  private Scene scene(String... groups) throws Exception {
    return scene(
        List.of(groups).stream().map(GroupSettings::commanding).toArray(GroupSettings[]::new));
  }

  private Scene scene(GroupSettings... settings) throws Exception {
    List<String> groups = List.of(settings).stream().map(GroupSettings::name).toList();
    if (folder != null) {
      // what was appended before is on disk, and places are known, when this is
      DurableLog before = folder.log("events", LogOptions.bounded(4 << 20));
      before.append(Rank.GIVES_WAY, new byte[0]).get(120, TimeUnit.SECONDS);
      folder.close();
    }
    folder = StoreFolder.open(data, "iec104");
    DurableLog log = folder.log("events", LogOptions.bounded(4 << 20));
    StoredEventLog events = new StoredEventLog(log, folder.snapshots(), groups, faults::add);
    return Scene.of(events, StationSettings.standard(), settings);
  }

  @BeforeEach
  void quiet() {
    faults.clear();
  }

  @AfterEach
  void closes() {
    folder.close();
    assertEquals(List.of(), faults);
  }

  private static Master started(Scene scene, String group) {
    Master master = new Master(scene, group).start();
    scene.settle();
    return master;
  }

  @Test
  @DisplayName(
      "60870-5-104 5.1: points are told after a restart with their time and measured values are"
          + " not")
  void pointsAreToldAfterARestartWithTheirTimeAndMeasuredValuesAreNot() throws Exception {
    Scene before = scene("centre");
    before.charging(true);
    before.power(5);
    before.pass(1_500);
    before.operative(DoublePoint.OFF);
    Scene after = scene("centre");
    assertEquals(2, after.station.waiting("centre"));
    assertEquals(
        "STARTDT con\nM_EI_NA_1 init 0=0\nM_SP_TB_1 spont 10101=on\nM_DP_TB_1 spont 10150=off",
        started(after, "centre").seen());
  }

  @Test
  @DisplayName("60870-5-5 6.4: events that a smaller buffer has no room for are reported")
  void eventsThatASmallerBufferHasNoRoomForAreReported() throws Exception {
    Scene before = scene("centre");
    for (int i = 0; i < 1_003; i++) {
      before.pass(2_000);
      before.charging(i % 2 == 0);
    }
    Scene after =
        scene(
            new GroupSettings(
                "centre",
                true,
                Set.of(),
                ApciParameters.standard(),
                1_000,
                GroupSettings.Termination.NONE));
    after.pass(200);
    after.pass(200);
    assertEquals(List.of("centre lost 3"), after.told);
    assertEquals(1_000, after.station.waiting("centre"));
  }

  @Test
  void whatWasConfirmedBeforeIsNotToldAgainButToAGroupThatHasNot() throws Exception {
    Scene before = scene("centre", "second");
    Master centre = started(before, "centre");
    before.charging(true);
    before.settle();
    centre.silent();
    before.charging(false);
    Scene after = scene("centre", "second");
    assertEquals(
        "STARTDT con\nM_EI_NA_1 init 0=0\nM_SP_TB_1 spont 10101=off",
        started(after, "centre").seen());
    assertEquals(
        "STARTDT con\nM_EI_NA_1 init 0=0\nM_SP_TB_1 spont 10101=on 10101=off",
        started(after, "second").seen());
    assertEquals(0, scene("centre", "second").station.waiting("second"));
  }

  /** From now on records above so many octets are refused. */
  private void most(int octets) {
    folder.log("events", new LogOptions(256 << 10, 4 << 20, octets));
  }

  @Test
  void anEventThatCouldNotBeKeptIsSaidAndHoldsNoConfirmationBack() throws Exception {
    Scene before = scene("centre");
    before.charging(true);
    most(1);
    before.charging(false);
    before.charging(true);
    most(1 << 20);
    assertEquals(1, faults.size());
    assertEquals(
        "STARTDT con\nM_EI_NA_1 init 0=0\nM_SP_TB_1 spont 10101=on 10101=off 10101=on",
        started(before, "centre").seen());
    before.settle();
    Scene after = scene("centre");
    assertEquals(0, after.station.waiting("centre"));
    quiet();
  }

  @Test
  void thatEventsAreKeptAgainIsSaidWithTheNumberOfThoseThatAreNot() throws Exception {
    Scene before = scene("centre");
    most(1);
    before.charging(true);
    before.charging(false);
    most(1 << 20);
    before.charging(true);
    Scene after = scene("centre");
    assertEquals("events outlive a restart again, all but 2 that came meanwhile", faults.get(1));
    assertEquals(1, after.station.waiting("centre"));
    quiet();
  }

  @Test
  void numbersGoOnAfterARestart() throws Exception {
    Scene before = scene("centre");
    before.charging(true);
    before.charging(false);
    scene("centre").charging(true);
    Scene third = scene("centre");
    assertEquals(
        "STARTDT con\nM_EI_NA_1 init 0=0\nM_SP_TB_1 spont 10101=on 10101=off 10101=on",
        started(third, "centre").seen());
  }

  @Test
  void aGroupThatIsNewHearsNothingOfBeforeAndOneThatIsGoneHoldsNothing() throws Exception {
    scene("centre").charging(true);
    Scene after = scene("other");
    assertEquals(0, after.station.waiting("other"));
    assertEquals(0, scene("centre").station.waiting("centre"));
  }

  @Test
  void anEventOfAPointThatIsNotInTheTableAnyMoreIsPassedOver() throws Exception {
    Scene before = scene("centre");
    before.charging(true);
    before.operative(DoublePoint.ON);
    folder.close();
    folder = StoreFolder.open(data, "iec104");
    StoredEventLog log =
        new StoredEventLog(
            folder.log("events", LogOptions.bounded(4 << 20)),
            folder.snapshots(),
            List.of("centre"),
            faults::add);
    PointTable smaller =
        new PointTable(
            List.of(
                new MonitorPoint(
                    Scene.OPERATIVE, MonitorKind.DOUBLE, "o", Set.of(), 0, 0, 0, true)),
            List.of());
    List<PointEvent> pending = log.pending("centre", smaller);
    assertEquals(1, pending.size());
    assertEquals(Scene.OPERATIVE, pending.get(0).point().address());
  }
}
