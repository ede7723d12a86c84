package io.ocpp809.station.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.core.EvseOptions.EnergyPolicy;
import io.ocpp809.station.core.EvseOptions.TokenPolicy;
import io.ocpp809.station.core.StationOptions.OfflinePolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What the EVSEs of a station share without a site. */
class OwnShareTest {
  private final StationHarness h = new StationHarness();
  private final StationHarness.Pile second = h.new Pile();

  private void limit(int milliamps) {
    h.station.reconfigure(
        new StationOptions("station", "", "", "", milliamps, 230, OfflinePolicy.LOCAL_LIST, true));
    h.scheduler.runDue();
  }

  private void run(int seconds) {
    for (int i = 0; i < seconds; i++) {
      h.scheduler.advance(Duration.ofSeconds(1));
      h.station.report(1, h.pile.report());
      h.station.report(2, second.report());
      h.scheduler.runDue();
      int sum = h.pile.milliamps() + second.milliamps();
      assertTrue(limit == 0 || sum <= limit, sum + " mA");
    }
  }

  private int limit;

  private void start(int evse, StationHarness.Pile pile) {
    pile.plug();
    run(1);
    h.station.remoteStart(
        OptionalInt.of(evse), StationHarness.CARD, OptionalInt.empty(), Optional.empty(), v -> {});
    run(10);
  }

  @Test
  void theLimitOfAStationGoesToThoseThatCharge() {
    h.station.attach(EvseOptions.of(2, 16_000), second);
    limit = 20_000;
    limit(limit);
    run(5);
    start(1, h.pile);
    assertEquals(16_000, h.pile.limitMilliamps, "alone it has its whole rating");
    start(2, second);
    assertEquals(10_000, h.pile.limitMilliamps);
    assertEquals(10_000, second.limitMilliamps);
    h.pile.unplug();
    run(10);
    assertEquals(16_000, second.limitMilliamps);
    assertEquals("16 A: rating", h.station.view().evse(2).orElseThrow().limit());
  }

  @Test
  void aLimitThatIsTakenAwayFreesTheEvses() {
    h.station.attach(EvseOptions.of(2, 16_000), second);
    limit = 20_000;
    limit(limit);
    run(5);
    start(1, h.pile);
    start(2, second);
    limit = 0;
    limit(0);
    run(2);
    assertEquals(16_000, h.pile.limitMilliamps);
    assertEquals(16_000, second.limitMilliamps);
  }

  @Test
  void outletsShareThePowerOfTheirPileWithoutASite() {
    limit = 20_000;
    int watts = limit * 690 / 1000;
    h.station.attach(outlet(1, watts), h.pile);
    h.station.attach(outlet(2, watts), second);
    run(5);
    start(1, h.pile);
    assertEquals(16_000, h.pile.limitMilliamps);
    start(2, second);
    assertEquals(10_000, h.pile.limitMilliamps);
    assertEquals(10_000, second.limitMilliamps);
  }

  private static EvseOptions outlet(int evse, int watts) {
    return new EvseOptions(
        evse, 0, 16_000, 0, 3, "RST", TokenPolicy.READ, "", EnergyPolicy.MEASURED, "pile", watts);
  }
}
