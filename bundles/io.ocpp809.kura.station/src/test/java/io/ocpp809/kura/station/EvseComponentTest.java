package io.ocpp809.kura.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.kura.station.Gateway.FakeHost;
import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.journal.TransactionEvent.Ended;
import io.ocpp809.station.journal.TransactionEvent.Started;
import io.ocpp809.station.transaction.StopReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.service.component.ComponentConstants;

/** The EVSE's component: what comes and goes around it, and what becomes of a transaction. */
class EvseComponentTest {
  private static final int DELETED = ComponentConstants.DEACTIVATION_REASON_CONFIGURATION_DELETED;

  private final Gateway g = new Gateway();
  private final FakeHost host = g.host("station1");
  private final EvseComponent evse = new EvseComponent(g.runtime);

  private void wired(Object... more) {
    evse.bindStation(host);
    evse.bindPileAsset(g.pile);
    evse.activate(Gateway.form("evse1", more));
    g.due();
  }

  private List<Ended> ended() {
    return host.journaled(Ended.class);
  }

  @Test
  void anEvseActivatedWithoutDefaultsWorksOnceTheyArrive() {
    evse.activate(Map.of("kura.service.pid", "evse1"));
    g.run(1);
    evse.bindStation(host);
    evse.bindPileAsset(g.pile);
    evse.modified(Gateway.form("evse1"));
    g.run(2);
    assertEquals(ConnectorState.AVAILABLE, host.state(1));
  }

  @Test
  void unchangedAttributesChangeNothing() {
    wired();
    g.run(3);
    g.pile.written.clear();
    int reads = g.pile.reads;
    evse.modified(Gateway.form("evse1"));
    evse.modified(Gateway.form("evse1", "component.id", 7L));
    g.due();
    assertEquals(reads, g.pile.reads, "a session that begins anew reads at once");
    assertTrue(g.pile.written.isEmpty());
  }

  /** Every order in which form, station and asset can arrive. */
  @TestFactory
  Stream<DynamicTest> theOrderOfArrivalDoesNotMatter() {
    List<List<String>> orders = new ArrayList<>();
    permute(new ArrayList<>(), List.of("form", "station", "pile", "meter", "kura"), orders);
    return orders.stream()
        .map(order -> DynamicTest.dynamicTest(String.join(", ", order), () -> arrive(order)));
  }

  private static void permute(List<String> done, List<String> left, List<List<String>> all) {
    if (left.isEmpty()) {
      all.add(List.copyOf(done));
    }
    for (String next : left) {
      List<String> more = new ArrayList<>(done);
      more.add(next);
      permute(more, left.stream().filter(x -> !x.equals(next)).toList(), all);
    }
  }

  private static void arrive(List<String> order) {
    Gateway gateway = new Gateway();
    FakeHost station = gateway.host("station1");
    EvseComponent component = new EvseComponent(gateway.runtime);
    FakePile meter = new FakePile(gateway.scheduler.clock());
    for (String one : order) {
      switch (one) {
        case "form" ->
            component.activate(Gateway.form("evse1", "MeterAsset.target", Gateway.target("meter")));
        case "station" -> component.bindStation(station);
        case "pile" -> component.bindPileAsset(gateway.pile);
        case "meter" -> component.bindMeterAsset(meter);
        default -> component.bindConfiguration(new FakeConfiguration());
      }
      gateway.run(1);
    }
    gateway.charging(station, 1);
    assertEquals(Set.of("pile.unprotected"), component.keeper().said().keySet());
  }

  @Test
  void aStationThatRestartsEndsNoTransaction() {
    wired();
    g.charging(host, 1);
    FakeHost again = host.restarted();
    evse.unbindStation(host);
    g.run(3);
    evse.bindStation(again);
    g.run(5);
    assertEquals(ConnectorState.CHARGING, again.state(1));
    assertEquals(List.of(), again.journaled(Ended.class));
    assertEquals(1, again.journaled(Started.class).size());
  }

  @Test
  void aStationWhoseReplacementIsBoundFirstEndsNoTransaction() {
    wired();
    g.charging(host, 1);
    FakeHost again = host.restarted();
    evse.bindStation(again);
    evse.unbindStation(host);
    g.run(5);
    assertEquals(ConnectorState.CHARGING, again.state(1));
    assertEquals(List.of(), again.journaled(Ended.class));
  }

  @ParameterizedTest
  @CsvSource({
    "DEACTIVATION_REASON_BUNDLE_STOPPED, 6",
    "DEACTIVATION_REASON_DISPOSED, 5",
    "DEACTIVATION_REASON_REFERENCE, 2",
    "DEACTIVATION_REASON_DISABLED, 1"
  })
  void anEvseThatComesBackEndsNoTransaction(String name, int reason) {
    wired();
    g.charging(host, 1);
    evse.deactivate(reason);
    assertTrue(g.pile.listeners.isEmpty());
    g.run(3);
    EvseComponent next = new EvseComponent(g.runtime);
    next.bindStation(host);
    next.bindPileAsset(g.pile);
    next.activate(Gateway.form("evse1"));
    g.run(5);
    assertEquals(ConnectorState.CHARGING, host.state(1));
    assertEquals(List.of(), ended());
  }

  @Test
  void aDeletedEvsePausesThePileAndEndsWithTheRegisterReadAfterTheCurrentIsGone() {
    wired();
    g.charging(host, 1);
    g.pile.ignoring = true;
    evse.deactivate(DELETED);
    evse.unbindPileAsset(g.pile);
    evse.unbindStation(host);
    g.run(4);
    assertEquals(0.0, g.pile.writtenTo("limit.set").get(g.pile.writtenTo("limit.set").size() - 1));
    assertEquals(List.of(), ended(), "the current still flows");
    g.pile.ignoring = false;
    g.pile.limit = 0;
    g.run(6);
    assertEquals(1, ended().size());
    assertEquals((long) Math.floor(g.pile.registerWh), ended().get(0).meterStopWh());
    assertEquals(StopReason.OTHER, ended().get(0).reason());
    assertTrue(host.station.view().evse(1).isEmpty());
    int reads = g.pile.reads;
    g.run(30);
    assertEquals(reads, g.pile.reads, "nobody reads for an EVSE that is gone");
  }

  @Test
  void anEvseDeletedTogetherWithItsStationLeavesItsOutletAtOnce() {
    wired();
    g.charging(host, 1);
    evse.deactivate(DELETED);
    g.due();
    FakeHost again = host.restarted();

    EvseComponent recreated = new EvseComponent(g.runtime);
    recreated.bindStation(again);
    recreated.bindPileAsset(g.pile);
    recreated.activate(Gateway.form("evse1"));
    g.run(3);
    assertEquals(Set.of("pile.unprotected"), recreated.keeper().said().keySet());
  }

  @Test
  void aDeletedEvseWhosePileIsSilentEndsWithinAMinute() {
    wired();
    g.charging(host, 1);
    g.pile.failure = "no answer";
    g.run(2);
    evse.deactivate(DELETED);
    g.run(55);
    assertEquals(List.of(), ended());
    g.run(15);
    assertEquals(1, ended().size());
  }

  @Test
  void anEvseGivenAnotherNumberEndsUnderTheOldOneAndThenWorksUnderTheNew() {
    wired();
    g.charging(host, 1);
    evse.modified(Gateway.form("evse1", "evse.number", 2));
    g.run(1);
    assertTrue(host.station.view().evse(2).isEmpty(), "the pile is still being paused");
    g.run(10);
    assertEquals(1, ended().get(0).evse());
    assertEquals((long) Math.floor(g.pile.registerWh), ended().get(0).meterStopWh());
    assertTrue(host.station.view().evse(1).isEmpty());
    assertNotEquals(ConnectorState.FAULTED, host.state(2));
    g.pile.plugged = false;
    g.charging(host, 2);
  }

  @ParameterizedTest
  @CsvSource({"new station bound first, true", "old station unbound first, false"})
  void anEvseGivenToAnotherStationEndsAtTheOldOne(String name, boolean bindFirst) {
    wired();
    g.charging(host, 1);
    FakeHost other = g.host("station2");
    if (bindFirst) {
      evse.bindStation(other);
      evse.unbindStation(host);
    } else {
      evse.unbindStation(host);
      g.due();
      evse.bindStation(other);
    }
    evse.modified(Gateway.form("evse1", "Station.target", Gateway.target("station2")));
    g.run(10);
    assertEquals(1, ended().size());
    assertEquals((long) Math.floor(g.pile.registerWh), ended().get(0).meterStopWh());
    assertTrue(host.station.view().evse(1).isEmpty());
    assertTrue(other.station.view().evse(1).isPresent());
    assertEquals(List.of(), other.journaled(Started.class));
  }

  @Test
  void anEvseGivenToAStationThatDoesNotExistEndsAtTheOldOne() {
    wired();
    g.charging(host, 1);
    evse.unbindStation(host);
    g.run(1);
    evse.modified(Gateway.form("evse1", "Station.target", Gateway.target("nowhere")));
    g.run(10);
    assertEquals(1, ended().size());
    g.run(10);
    assertEquals(
        "Station.target: there is no station (kura.service.pid=nowhere)",
        evse.keeper().said().get("evse.station"));
  }

  @ParameterizedTest
  @CsvSource({
    "site.number, 7",
    "unit, 9",
    "outlet, 2",
    "asset.overwrite, true",
    "meter.template, generic-roles",
    "VehicleAsset.target, (kura.service.pid=car)",
    "rating, 20",
    "rating.power, 11000",
    "phases, 1",
    "rotation, STR",
    "circuit, garage",
    "failsafe.current, 8",
    "token.policy, NONE",
    "token, AFFE",
    "energy, ESTIMATED",
    "supervised, true",
    "period, 500"
  })
  void aTransactionRunsOnWhenAnAttributeChanges(String attribute, String value) {
    wired();
    g.charging(host, 1);
    evse.modified(Gateway.form("evse1", attribute, value));
    g.run(5);
    assertEquals(ConnectorState.CHARGING, host.state(1));
    assertEquals(List.of(), ended());
    assertEquals(1, host.journaled(Started.class).size());
  }

  @Test
  void aSmallerRatingAppliesWithinTheTransaction() {
    wired();
    g.charging(host, 1);
    evse.modified(Gateway.form("evse1", "rating", 10.0));
    g.run(3);
    assertEquals(10.0, g.pile.limit);
  }

  @Test
  void attributesThatCannotBeUsedLeaveTheConfigurationBeforeInForce() {
    wired();
    g.charging(host, 1);
    evse.modified(Gateway.form("evse1", "template", "no-such-pile"));
    g.run(5);
    assertEquals(ConnectorState.CHARGING, host.state(1));
    String said = evse.keeper().said().get("evse.config");
    assertTrue(said.startsWith("template: there is no template no-such-pile; there are"), said);
    assertTrue(said.contains("keba-p30"), said);
    assertTrue(said.endsWith("the configuration before stays in force"), said);
    evse.modified(Gateway.form("evse1"));
    g.run(1);
    assertEquals(Set.of("pile.unprotected"), evse.keeper().said().keySet());
    assertFalse(host.findings.keySet().stream().anyMatch(k -> k.startsWith("evse.")));
  }

  @Test
  void anAssetThatGoesAndComesEndsNoTransaction() {
    wired();
    g.charging(host, 1);
    evse.unbindPileAsset(g.pile);
    g.run(20);
    assertEquals(ConnectorState.FAULTED, host.state(1));
    assertEquals(
        "PileAsset.target: there is no asset (kura.service.pid=pile)",
        evse.keeper().said().get("evse.asset-missing"));
    evse.bindPileAsset(g.pile);
    g.run(5);
    assertEquals(ConnectorState.CHARGING, host.state(1));
    assertEquals(Set.of("pile.unprotected"), evse.keeper().said().keySet());
    assertEquals(List.of(), ended());
  }

  @Test
  void anAssetThatIsUpdatedIsFollowedAnew() {
    wired();
    g.charging(host, 1);
    int reads = g.pile.reads;
    evse.updatedAsset(g.pile);
    g.due();
    assertTrue(g.pile.reads > reads);
    g.run(5);
    assertEquals(ConnectorState.CHARGING, host.state(1));
    assertEquals(Arrays.asList(), ended());
  }
}
