package io.ocpp809.kura.ocpp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.ocpp.transport.Endpoint;
import io.ocpp809.ocpp.v16.CsmsConnection;
import io.ocpp809.ocpp.v16.CsmsOptions;
import io.ocpp809.ocpp.v16.DeadLetters;
import io.ocpp809.ocpp.v16.Reports;
import io.ocpp809.station.core.ChargingStation;
import io.ocpp809.station.core.StationOptions;
import io.ocpp809.station.core.StationPorts;
import io.ocpp809.station.journal.JournalEntry;
import io.ocpp809.station.journal.VolatileJournal;
import io.ocpp809.station.port.VolatileMemory;
import io.ocpp809.station.time.TimeSource;
import io.ocpp809.testkit.csms.Csms;
import io.ocpp809.testkit.time.ManualScheduler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.configuration.Password;
import org.eclipse.kura.crypto.CryptoService;
import org.eclipse.kura.system.SystemService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.component.ComponentConstants;

/** Which change of the form or of the services makes another connection, against a small CSMS. */
class ReconnectTest {
  /** As Kura hands a password over after a change of the form. */
  private static final String ENCRYPTED = "AAECAwQFBgcICQoL-AAECAwQFBgcICQoLDA0ODxA=";

  @TempDir private Path data;
  private final CsmsRuntime runtime = new CsmsRuntime();
  private final AtomicInteger boots = new AtomicInteger();
  private final AtomicInteger decrypted = new AtomicInteger();
  private volatile boolean otherKey;
  private ChargingStation station;
  private CsmsComponent component;
  private Csms csms;

  private static ChargingStation station(String name) {
    ManualScheduler scheduler = new ManualScheduler(Instant.parse("2026-03-01T10:00:00Z"));
    return new ChargingStation(
        StationOptions.named(name),
        new StationPorts(
            TimeSource.of(
                scheduler.clock(), scheduler.clock()::monotonicMillis, () -> true, "boot"),
            scheduler,
            scheduler,
            new VolatileJournal(),
            new VolatileMemory()));
  }

  @BeforeEach
  void start() throws Exception {
    csms = Csms.start(Clock.systemUTC());
    csms.listen(
        m -> {
          if (m.action().equals("BootNotification")) {
            boots.incrementAndGet();
          }
        });
    station = station("station");
    SystemService system = proxy(SystemService.class, (method, args) -> data.toString());
    CryptoService crypto =
        proxy(
            CryptoService.class,
            (method, args) -> {
              decrypted.incrementAndGet();
              if (otherKey) {
                throw new KuraException(KuraErrorCode.DECODER_ERROR, "another key");
              }
              return "secret".toCharArray();
            });
    component = new CsmsComponent(runtime, crypto, system);
  }

  private interface Answer {
    Object to(String method, Object[] args) throws Exception;
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (p, method, args) -> answer.to(method.getName(), args)));
  }

  @AfterEach
  void end() {
    component.deactivate(ComponentConstants.DEACTIVATION_REASON_BUNDLE_STOPPED);
    runtime.deactivate();
    csms.close();
  }

  private Map<String, Object> form(Object... changed) {
    Map<String, Object> form = new HashMap<>();
    form.put("kura.service.pid", "csms-1");
    form.put("url", csms.url());
    form.put("identity", "CP1");
    for (int i = 0; i < changed.length; i += 2) {
      form.put((String) changed[i], changed[i + 1]);
    }
    return form;
  }

  /** Waits until so many connections have booted; each connection of a component boots once. */
  private void booted(int count) {
    Eventually.holds(() -> boots.get() >= count, () -> boots + " boots instead of " + count);
    assertEquals(count, boots.get());
  }

  private void connect() {
    component.bindStation(station);
    component.activate(form());
    booted(1);
  }

  @Test
  void itConnectsWithoutTheFormsDefaults() {
    connect();
    assertTrue(csms.connected("CP1"));
  }

  @Test
  void theSameFormAgainAndWhatAppliesToTheConnectionKeepIt() {
    connect();
    component.modified(form());
    component.modified(form("backoff.minimum", 1, "backoff.random", 0, "backoff.doublings", 0));
    component.modified(form("boot.on.reconnect", true, "timestamp.fractions", false));
    component.modified(form("kura.service.factoryPid", "io.ocpp809.csms"));
    component.modified(form("identity", "CP2"));
    booted(2);
    assertTrue(csms.connected("CP2"), "the only change that needs another connection");
  }

  @Test
  void anotherPasswordConnectsAnewWhenTheFormerConnectionHasEnded() {
    connect();
    component.modified(form("password", new Password("secret")));
    booted(2);
    component.modified(form("password", new Password("secret")));
    component.modified(form("password", ENCRYPTED));
    component.modified(form("password", "other"));
    booted(3);
    assertEquals(1, csms.mostOpen("CP1"), "never two sockets of one identity");
    assertTrue(decrypted.get() > 0);
  }

  @Test
  void aStationThatGoesAndComesConnectsAnew() {
    connect();
    component.unbindStation(station);
    ChargingStation next = station("station");
    component.bindStation(next);
    booted(2);
    component.unbindStation(station);
    assertTrue(csms.connected("CP1"), "the former one has gone already");
    assertEquals(1, csms.mostOpen("CP1"));
  }

  @Test
  void aWrongFormLeavesTheConnectionAsItWas() {
    connect();
    component.modified(form("url", "csms.example/ocpp"));
    component.modified(form("backoff.minimum", -1));
    otherKey = true;
    component.modified(form("password", ENCRYPTED));
    component.modified(form("identity", "a:b"));
    component.modified(form());
    component.modified(form("identity", "CP2"));
    booted(2);
    assertTrue(csms.connected("CP2"), "the only change that needs another connection");
  }

  @Test
  void aWrongFormIsForgottenWhereTheStationIsReplaced() {
    connect();
    component.modified(form("backoff.minimum", -1, "identity", "CP2"));
    ChargingStation next = station("station");
    component.bindStation(next);
    component.unbindStation(station);
    booted(2);
    assertTrue(csms.connected("CP1"), "by the form that was right");
    assertEquals(1, csms.mostOpen("CP1"));
  }

  @Test
  void manyChangesAtOnceEndInOneConnection() {
    connect();
    for (int i = 0; i < 20; i++) {
      component.modified(form("password", "p" + i));
    }
    component.modified(form("identity", "LAST"));
    Eventually.holds(() -> csms.connected("LAST"), () -> "the last form does not hold");
    assertEquals(1, csms.mostOpen("LAST"));
    assertEquals(1, csms.mostOpen("CP1"));
  }

  @Test
  void theStoreIsLetGoWhenTheConnectionHasEndedAndBeforeAnotherOneIsOpened() {
    ManualScheduler slow = new ManualScheduler(Instant.parse("2026-03-01T10:00:00Z"));
    CsmsConnection connection =
        new CsmsConnection(
            station,
            new CsmsOptions(
                "csms-2",
                Endpoint.of(csms.url(), "CP2", "", List.of("ocpp1.6"), Optional.empty()),
                3,
                10,
                3,
                false,
                true),
            (endpoint, listener) -> {
              throw new IllegalStateException("not to be connected");
            },
            new CsmsConnection.Outside(
                slow,
                slow,
                new VolatileMemory(),
                slow.clock()::monotonicMillis,
                () -> 0,
                new DeadLetters() {
                  @Override
                  public void undelivered(JournalEntry entry, String why) {}

                  @Override
                  public void answerLost(JournalEntry entry, String why) {}
                },
                new Reports() {
                  @Override
                  public void state(String text) {}

                  @Override
                  public void warning(String text) {}
                },
                60_000));
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    runtime.closing("csms-2", connection);
    runtime.afterwards("csms-2", () -> order.add("store"));
    runtime.whenFree("csms-2", () -> order.add("next"));
    assertEquals(List.of(), order);
    slow.runDue();
    Eventually.holds(() -> order.size() == 2, order::toString);
    assertEquals(List.of("store", "next"), order);
    runtime.afterwards("csms-2", () -> order.add("at once"));
    assertEquals(3, order.size());
  }

  @Test
  void aComponentThatIsMadeAnewFindsItsStoreFree() {
    connect();
    component.deactivate(ComponentConstants.DEACTIVATION_REASON_DISPOSED);
    component =
        new CsmsComponent(
            runtime,
            proxy(CryptoService.class, (method, args) -> "".toCharArray()),
            proxy(SystemService.class, (method, args) -> data.toString()));
    component.bindStation(station);
    component.activate(form());
    booted(2);
    assertEquals(1, csms.mostOpen("CP1"));
  }

  @Test
  void deletedItClosesTheConnectionInOrder() {
    connect();
    component.deactivate(ComponentConstants.DEACTIVATION_REASON_CONFIGURATION_DELETED);
    runtime.deactivate();
    assertEquals(1000, csms.firstClose("CP1"), "with a close frame");
  }
}
