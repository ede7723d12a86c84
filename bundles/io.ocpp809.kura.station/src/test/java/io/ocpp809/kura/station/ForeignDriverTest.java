package io.ocpp809.kura.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.kura.station.Gateway.FakeHost;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Reading;
import java.util.Optional;
import org.eclipse.kura.channel.ChannelType;
import org.eclipse.kura.type.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Assets on drivers of others: other types, stale values, channels that come and go. */
class ForeignDriverTest {
  private final Gateway g = new Gateway();
  private final FakeHost host = g.host("station1");
  private final EvseComponent evse = new EvseComponent(g.runtime);

  private void wired() {
    evse.bindStation(host);
    evse.bindPileAsset(g.pile);
    evse.activate(Gateway.form("evse1"));
    g.run(2);
  }

  private Optional<Reading> reading(Measurand measurand, Phase phase) {
    return host.station.view().evse(1).orElseThrow().readings().stream()
        .filter(r -> r.measurand() == measurand && r.phase() == phase)
        .findFirst();
  }

  @ParameterizedTest
  @CsvSource({"INTEGER, 230", "LONG, 230", "FLOAT, 230.0", "DOUBLE, 230.0", "STRING, ' 230.0 '"})
  void aNumberOfAnyTypeIsAReading(DataType type, String value) {
    g.pile.channel("voltage.l1", ChannelType.READ, type);
    g.pile.values.put(
        "voltage.l1",
        switch (type) {
          case INTEGER -> Integer.valueOf(value);
          case LONG -> Long.valueOf(value);
          case FLOAT -> Float.valueOf(value);
          case DOUBLE -> Double.valueOf(value);
          default -> value;
        });
    wired();
    assertEquals(230, reading(Measurand.VOLTAGE, Phase.L1).orElseThrow().value());
    assertNull(evse.keeper().said().get("asset.pile"));
  }

  @Test
  void textWhereANumberIsNeededIsNamedAndNoReading() {
    g.pile.channel("voltage.l1", ChannelType.READ, DataType.STRING);
    g.pile.values.put("voltage.l1", "n/a");
    wired();
    assertEquals(Optional.empty(), reading(Measurand.VOLTAGE, Phase.L1));
    assertEquals(
        "PileAsset: channel voltage.l1 gives \"n/a\", which is no number",
        evse.keeper().said().get("asset.pile"));
    g.pile.values.put("voltage.l1", "231");
    g.run(2);
    assertNull(evse.keeper().said().get("asset.pile"));
  }

  @Test
  void aLimitIsWrittenInTheTypeOfItsChannel() {
    FakeAsset pile =
        new FakeAsset(g.scheduler.clock())
            .channel("evse.state", ChannelType.READ, DataType.STRING)
            .channel("energy.total", ChannelType.READ, DataType.LONG)
            .channel("limit.set", ChannelType.WRITE, DataType.INTEGER);
    pile.values.put("evse.state", "B2");
    pile.values.put("energy.total", 5L);
    evse.bindStation(host);
    evse.bindPileAsset(pile);
    evse.activate(Gateway.form("evse1", "token.policy", "NONE"));
    g.run(5);
    assertEquals(16, pile.writtenTo("limit.set").get(pile.writtenTo("limit.set").size() - 1));
  }

  @Test
  void aSessionIsBilledToTheWattHourOnATimerAlone() {
    wired();
    g.charging(host, 1);
    g.run(600);
    g.pile.plugged = false;
    g.run(5);
    var ended = host.journaled(io.ocpp809.station.journal.TransactionEvent.Ended.class).get(0);
    assertEquals((long) Math.floor(g.pile.registerWh), ended.meterStopWh());
  }

  @Test
  void aValueThatItsDriverOnlyRepeatsGrowsOldAndIsGoneAfterHalfAMinute() {
    g.pile.channel("voltage.l1", ChannelType.READ, DataType.DOUBLE);
    g.pile.values.put("voltage.l1", 230.0);
    wired();
    g.pile.stamp = g.scheduler.clock().millis();
    g.run(20);
    long at = reading(Measurand.VOLTAGE, Phase.L1).orElseThrow().takenAtMillis();
    long age = g.scheduler.clock().monotonicMillis() - at;
    assertTrue(age >= 19_000 && age <= 21_000, "it is " + age + " ms old");
    g.run(15);
    assertTrue(!host.station.view().evse(1).orElseThrow().reachable());
  }

  @Test
  void aStepOfTheClockDisturbsNoSession() {
    wired();
    g.charging(host, 1);
    g.scheduler.clock().set(g.scheduler.clock().instant().plusSeconds(20_000_000));
    g.run(5);
    g.scheduler.clock().set(g.scheduler.clock().instant().minusSeconds(7_200));
    g.run(5);
    assertTrue(host.station.view().evse(1).orElseThrow().reachable());
    assertEquals(io.ocpp809.station.ConnectorState.CHARGING, host.state(1));
  }

  @Test
  void aChannelThatIsRenamedAppearsUnderItsNewNameOnly() {
    g.pile.channel("voltage.l1", ChannelType.READ, DataType.DOUBLE);
    g.pile.values.put("voltage.l1", 230.0);
    wired();
    g.pile.remove("voltage.l1");
    g.pile.channel("voltage.l2", ChannelType.READ, DataType.DOUBLE);
    g.pile.values.put("voltage.l2", 231.0);
    evse.updatedAsset(g.pile);
    g.run(2);
    assertEquals(231, reading(Measurand.VOLTAGE, Phase.L2).orElseThrow().value());
    long at = reading(Measurand.VOLTAGE, Phase.L1).orElseThrow().takenAtMillis();
    assertTrue(g.scheduler.clock().monotonicMillis() - at >= 1_000, "it is not read any more");
  }
}
