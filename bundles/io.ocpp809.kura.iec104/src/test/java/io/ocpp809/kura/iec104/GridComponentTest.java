package io.ocpp809.kura.iec104;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.core.ChargingStation;
import io.ocpp809.station.core.EvseOptions;
import io.ocpp809.station.core.EvseOptions.EnergyPolicy;
import io.ocpp809.station.core.EvseOptions.TokenPolicy;
import io.ocpp809.station.core.StationOptions;
import io.ocpp809.station.core.StationOptions.OfflinePolicy;
import io.ocpp809.station.core.StationPorts;
import io.ocpp809.station.journal.VolatileJournal;
import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitSource;
import io.ocpp809.station.pile.Capabilities;
import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.station.pile.PileOutcome;
import io.ocpp809.station.pile.PilePort;
import io.ocpp809.station.port.VolatileMemory;
import io.ocpp809.station.site.Site;
import io.ocpp809.station.site.SiteOptions;
import io.ocpp809.station.time.TimeSource;
import io.ocpp809.testkit.iec104.Dispatcher;
import io.ocpp809.testkit.iec104.Telegram;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.eclipse.kura.security.keystore.KeystoreService;
import org.eclipse.kura.system.SystemService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.component.ComponentConstants;

/** The component with a station behind it and a control centre in front, over a real socket. */
@Timeout(600)
class GridComponentTest {
  private static final int STOPPED = ComponentConstants.DEACTIVATION_REASON_BUNDLE_STOPPED;
  private static final int DELETED = ComponentConstants.DEACTIVATION_REASON_CONFIGURATION_DELETED;
  private static final int LIMIT_OF_EVSE_1 = 50_101;

  /** A pile that only meters: what limits it is seen, and nothing is written. */
  private static final PilePort PILE =
      new PilePort() {
        @Override
        public Capabilities capabilities() {
          return new Capabilities(
              Capabilities.Gate.NONE,
              Capabilities.Authoriser.PILE,
              Capabilities.EnergyRegister.TOTAL,
              false,
              false,
              Set.of(),
              Capabilities.Watchdog.NONE,
              Duration.ZERO,
              32_000,
              false,
              false,
              6_000,
              1_000,
              0,
              false);
        }

        @Override
        public void execute(PileCommand command, Consumer<PileOutcome> outcomes) {
          throw new AssertionError("nothing is written: " + command);
        }

        @Override
        public void renewLease(Duration timeToLive) {
          // it has none
        }

        @Override
        public void refresh(Duration maximumAge) {
          // it reports by itself
        }
      };

  @TempDir private Path data;
  private final ScheduledExecutorService pool = Executors.newScheduledThreadPool(2);
  private final TimeSource time =
      TimeSource.of(Clock.systemUTC(), () -> System.nanoTime() / 1_000_000, () -> true, "boot");
  private final List<Dispatcher> dispatchers = new ArrayList<>();
  private ChargingStation station;
  private GridComponent component;

  @BeforeEach
  void begins() {
    station =
        new ChargingStation(
            new StationOptions("hall", "", "", "", 0, 230, OfflinePolicy.LOCAL_LIST, true),
            new StationPorts(time, pool, pool, new VolatileJournal(), new VolatileMemory()));
    station.attach(
        new EvseOptions(
            1, 1, 32_000, 0, 3, "RST", TokenPolicy.READ, "", EnergyPolicy.MEASURED, "", 0),
        PILE);
    component = component();
  }

  private GridComponent component() {
    SystemService system = proxy(SystemService.class, data.toString());
    GridComponent made = new GridComponent(system);
    made.bindStation(station);
    return made;
  }

  private static <T> T proxy(Class<T> type, Object answer) {
    return type.cast(
        Proxy.newProxyInstance(
            GridComponentTest.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> answer));
  }

  @AfterEach
  void ends() throws IOException {
    for (Dispatcher d : dispatchers) {
      d.close();
    }
    component.deactivate(STOPPED);
    pool.shutdownNow();
  }

  private static Map<String, Object> form(Object... more) {
    Map<String, Object> form = new HashMap<>();
    form.put("kura.service.pid", "iec104");
    form.put("bind", "127.0.0.1");
    form.put("port", 0);
    form.put("groups", "centre;commands;127.0.0.1");
    form.put("failsafe", "HOLD");
    form.put("evses", "1");
    form.put("ramp", 0);
    for (int i = 0; i < more.length; i += 2) {
      form.put((String) more[i], more[i + 1]);
    }
    return form;
  }

  private Dispatcher centre() throws IOException {
    Dispatcher d = Dispatcher.connect("127.0.0.1", component.port().orElseThrow());
    dispatchers.add(d);
    return d.start();
  }

  /** Waits until the control centre hears the limit of EVSE 1. */
  private static void heard(Dispatcher centre, double kilowatts) {
    assertTrue(
        centre
            .await(
                0,
                t -> t.at(20_111) != null && Math.abs(t.at(20_111).value() - kilowatts) < 0.01,
                120_000)
            .isPresent(),
        () -> centre.since(0).toString());
  }

  @Test
  void aSetPointLimitsAnEvseAndIsHeardBack() throws Exception {
    component.activate(form());
    Dispatcher centre = centre();
    heard(centre, 22.08);
    assertFalse(centre.setPoint(LIMIT_OF_EVSE_1, 11, true).negative());
    assertFalse(centre.setPoint(LIMIT_OF_EVSE_1, 11, false).negative());
    heard(centre, 11);
    assertTrue(centre.await(0, t -> t.cause() == 11 && t.at(20_112) != null, 120_000).isPresent());
    assertTrue(station.view().evse(1).orElseThrow().limit().startsWith("11000 W: grid set-point"));
  }

  @Test
  void whatWasSetStandsAfterARestartAndIsTakenBackWhenTheComponentIsDeleted() throws Exception {
    component.activate(form());
    Dispatcher centre = centre();
    heard(centre, 22.08);
    centre.setPoint(LIMIT_OF_EVSE_1, 5, true);
    centre.setPoint(LIMIT_OF_EVSE_1, 5, false);
    heard(centre, 5);
    component.deactivate(STOPPED);
    assertTrue(centre.awaitEnd(120_000));
    component = component();
    component.activate(form());
    Dispatcher again = centre();
    heard(again, 5);
    component.deactivate(DELETED);
    component = component();
    component.activate(form("groups", "other;commands;127.0.0.1"));
    heard(centre(), 22.08);
  }

  @Test
  void aChangedFormAppliesAndAWrongOneChangesNothing() throws Exception {
    component.activate(form());
    Dispatcher centre = centre();
    component.modified(form("common.address", 0));
    assertEquals(
        "common address: 1 to 65534, not 0; the station goes on as it was", component.fault());
    centre.test();
    component.modified(form("common.address", 7));
    assertTrue(centre.awaitEnd(120_000));
    Dispatcher next = centre();
    Telegram first = next.await(0, t -> t.type() == 70, 120_000).orElseThrow();
    assertEquals(7, first.commonAddress());
    component.modified(form("bind", ""));
    assertTrue(component.port().isEmpty());
  }

  /** Waits until EVSE 1 is limited by that. */
  private void limited(String words) {
    until(() -> station.view().evse(1).filter(e -> e.limit().startsWith(words)).isPresent(), words);
  }

  private static void until(BooleanSupplier condition, String what) {
    long end = System.nanoTime() + 120_000_000_000L;
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, what);
      LockSupport.parkNanos(5_000_000);
    }
  }

  private static Map<String, Object> failSafe(Object... more) {
    Map<String, Object> form = form(more);
    form.put("failsafe", "LIMIT");
    form.put("failsafe.limit", 6);
    form.put("failsafe.delay", 1);
    return form;
  }

  @Test
  void theFailSafeHoldsWhereThePortCannotBeHad() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      component.activate(failSafe("port", taken.getLocalPort()));
      limited("6000 W: fail-safe");
    }
  }

  @Test
  void theFailSafeHoldsWhileTheKeystoresAreMissing() {
    component.activate(failSafe("KeystoreService.target", "(kura.service.pid=keys)"));
    limited("6000 W: fail-safe");
  }

  @Test
  void theFailSafeHoldsWhenTheAddressIsTakenOutOfTheForm() throws Exception {
    component.activate(failSafe());
    centre();
    component.modified(failSafe("bind", ""));
    assertTrue(component.port().isEmpty());
    limited("6000 W: fail-safe");
  }

  @Test
  void aSetPointStandsAfterARestartAlsoWhileNothingCanBeListenedOn() throws Exception {
    component.activate(form());
    Dispatcher centre = centre();
    heard(centre, 22.08);
    centre.setPoint(LIMIT_OF_EVSE_1, 5, true);
    centre.setPoint(LIMIT_OF_EVSE_1, 5, false);
    heard(centre, 5);
    component.deactivate(STOPPED);
    station.limit(1, LimitSource.GRID, Optional.empty());
    limited("32 A");
    component = component();
    component.activate(form("KeystoreService.target", "(kura.service.pid=keys)"));
    limited("5000 W: grid set-point");
  }

  @Test
  void aSiteThatComesLaterTakesTheLimitOverFromTheStations() {
    component.activate(failSafe());
    limited("6000 W: fail-safe");
    SiteOptions options =
        new SiteOptions("hall", 63_000, 0, 0, false, 10_000, 10_000, 0, 230, 10, 0, List.of());
    Site site = new Site(options, time, pool, pool, 0);
    component.bindSite(site);
    limited("32 A");
    until(() -> site.view().limit().equals(Optional.of(Limit.watts(6_000))), "the site");
    site.close();
  }

  @Test
  void aPortThatIsTakenIsNamedAndTriedAgain() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      component.activate(form("port", taken.getLocalPort()));
      assertTrue(
          component.fault().matches("cannot listen on 127.0.0.1:\\d+: .*; tried again every 30 s"),
          component.fault());
    }
  }

  @Test
  void withAKeystoreNamedNothingIsListenedOnBeforeItIsThere() {
    component.activate(form("KeystoreService.target", "(kura.service.pid=keys)"));
    assertEquals(
        "waiting for the keystores that are named; nothing is listened on", component.fault());
    assertTrue(component.port().isEmpty());
    KeystoreService none = proxy(KeystoreService.class, null);
    component.unbindKeys(none);
  }

  @Test
  void commandsAreRefusedUntilTheFailSafeIsChosen() throws Exception {
    component.activate(form("failsafe", "CHOOSE"));
    assertTrue(centre().setPoint(LIMIT_OF_EVSE_1, 11, true).negative());
  }
}
