package io.ocpp809.kura.ocpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.core.ChargingStation;
import io.ocpp809.station.core.StationOptions;
import io.ocpp809.station.core.StationOptions.OfflinePolicy;
import io.ocpp809.station.core.StationPorts;
import io.ocpp809.station.journal.TransactionEvent.Started;
import io.ocpp809.station.journal.VolatileJournal;
import io.ocpp809.station.port.VolatileMemory;
import io.ocpp809.station.time.EventTime;
import io.ocpp809.station.time.TimeSource;
import io.ocpp809.store.StoreInUseException;
import io.ocpp809.testkit.time.ManualScheduler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.kura.crypto.CryptoService;
import org.eclipse.kura.system.SystemService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.component.ComponentConstants;

class CsmsComponentTest {
  private static final String PID = "csms-1";
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir private Path data;
  private final CsmsRuntime runtime = new CsmsRuntime(1);
  private final Side one = new Side("station-1");
  private final Side two = new Side("station-2");
  private CsmsComponent component;

  /** A station with one event in its journal. */
  private static final class Side {
    final VolatileJournal journal = new VolatileJournal();
    final ChargingStation station;

    Side(String name) {
      ManualScheduler scheduler = new ManualScheduler(START);
      TimeSource time =
          TimeSource.of(scheduler.clock(), scheduler.clock()::monotonicMillis, () -> true, "boot");
      station =
          new ChargingStation(
              new StationOptions(name, "", "", "", 0, 230, OfflinePolicy.LOCAL_LIST, true),
              new StationPorts(time, scheduler, scheduler, journal, new VolatileMemory()));
      journal.append(
          new Started(
              new EventTime("boot", 0, START, true),
              "t1",
              1,
              1,
              new IdToken("04A2", IdToken.Kind.ISO14443),
              0,
              OptionalInt.empty(),
              OptionalInt.empty()));
    }

    /** Whether the journal keeps its event for the connection. */
    boolean holds() {
      return holds(PID);
    }

    boolean holds(String pid) {
      return journal.position(pid) == 1;
    }
  }

  private CsmsComponent component() {
    SystemService system = answering(SystemService.class, data.toString());
    return new CsmsComponent(runtime, answering(CryptoService.class, ""), system, 20);
  }

  private static <T> T answering(Class<T> type, Object answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> answer));
  }

  /** A port that nobody listens on: the connection is made and tries again for ever. */
  private static Map<String, Object> properties(String station) {
    return Map.of(
        "kura.service.pid",
        PID,
        "Station.target",
        "(kura.service.pid=" + station + ")",
        "url",
        "ws://127.0.0.1:1/ocpp",
        "identity",
        "CP1");
  }

  /** Waits until the one thread of the pool has done what it was given. */
  private void settle() throws Exception {
    runtime.pool().submit(() -> {}).get(120, TimeUnit.SECONDS);
  }

  @BeforeEach
  void connect() throws Exception {
    component = component();
    component.bindStation(one.station);
    component.activate(properties("station-1"));
    settle();
    assertEquals(true, one.holds());
  }

  @AfterEach
  void end() {
    component.deactivate(ComponentConstants.DEACTIVATION_REASON_BUNDLE_STOPPED);
    runtime.deactivate();
  }

  @Test
  void aRestartOrAnUpgradeKeepsTheConnectionsPlaceInTheJournal() throws Exception {
    for (int reason :
        new int[] {
          ComponentConstants.DEACTIVATION_REASON_CONFIGURATION_MODIFIED,
          ComponentConstants.DEACTIVATION_REASON_REFERENCE,
          ComponentConstants.DEACTIVATION_REASON_DISPOSED,
          ComponentConstants.DEACTIVATION_REASON_BUNDLE_STOPPED
        }) {
      component.deactivate(reason);
      assertEquals(true, one.holds(), "reason " + reason);
      component = component();
      component.bindStation(one.station);
      component.activate(properties("station-1"));
      settle();
    }
  }

  @Test
  void aComponentIsStartedWithoutWaitingForItsConnectionToBeMade() throws Exception {
    CountDownLatch busy = new CountDownLatch(1);
    runtime.pool().execute(() -> await(busy));
    CsmsComponent second = component();
    second.bindStation(two.station);
    Map<String, Object> other = new HashMap<>(other(properties("station-2")));
    other.put("kura.service.pid", "csms-2");
    second.activate(other);
    assertEquals(false, two.holds("csms-2"));
    busy.countDown();
    settle();
    assertEquals(true, two.holds("csms-2"));
    second.deactivate(ComponentConstants.DEACTIVATION_REASON_BUNDLE_STOPPED);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(120, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aDeletedConnectionHoldsTheJournalNoLonger() {
    component.deactivate(ComponentConstants.DEACTIVATION_REASON_CONFIGURATION_DELETED);
    assertEquals(false, one.holds());
  }

  @Test
  void aStationThatRestartsKeepsTheConnectionsPlace() {
    component.unbindStation(one.station);
    assertEquals(true, one.holds());
    component.bindStation(one.station);
    component.modified(properties("station-1"));
    assertEquals(true, one.holds());
  }

  @Test
  void aConnectionGivenToAnotherStationHoldsTheFormerOnesJournalNoLonger() {
    component.unbindStation(one.station);
    component.bindStation(two.station);
    component.modified(properties("station-2"));
    assertEquals(false, one.holds());
    Eventually.holds(two::holds, () -> "no connection was made");
  }

  @Test
  void theFolderIsFreeAsSoonAsTheConnectionIsGone() throws Exception {
    assertThrows(StoreInUseException.class, () -> CsmsStore.open(data, PID));
    component.deactivate(ComponentConstants.DEACTIVATION_REASON_BUNDLE_STOPPED);
    runtime.deactivate();
    CsmsStore.open(data, PID).close();
  }

  @Test
  void aSecondConnectionOnTheFolderIsNotMadeAndComesWhenTheFolderIsFree() throws Exception {
    CsmsComponent second = component();
    second.bindStation(two.station);
    second.activate(properties("station-2"));
    settle();
    assertEquals(false, two.holds(), "no connection was made");

    component.deactivate(ComponentConstants.DEACTIVATION_REASON_BUNDLE_STOPPED);
    Eventually.holds(two::holds, () -> "no connection was made");
    second.deactivate(ComponentConstants.DEACTIVATION_REASON_BUNDLE_STOPPED);
  }

  @Test
  void aSecondConnectionOfTheSameIdentityIsNotMadeAndComesWhenTheFirstIsGone() throws Exception {
    Map<String, Object> same = new HashMap<>(properties("station-2"));
    same.put("kura.service.pid", "csms-2");
    CsmsComponent second = component();
    second.bindStation(two.station);
    second.activate(same);
    settle();
    assertEquals(false, two.holds("csms-2"), "no connection was made");

    component.modified(other(properties("station-1")));
    Eventually.holds(() -> two.holds("csms-2"), () -> "no connection was made");
    second.deactivate(ComponentConstants.DEACTIVATION_REASON_BUNDLE_STOPPED);
  }

  private static Map<String, Object> other(Map<String, Object> properties) {
    Map<String, Object> other = new HashMap<>(properties);
    other.put("identity", "CP2");
    return other;
  }
}
