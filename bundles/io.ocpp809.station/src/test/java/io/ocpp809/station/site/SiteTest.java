package io.ocpp809.station.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.core.ChargingStation;
import io.ocpp809.station.core.EvseOptions;
import io.ocpp809.station.core.StationOptions;
import io.ocpp809.station.core.StationPorts;
import io.ocpp809.station.journal.VolatileJournal;
import io.ocpp809.station.port.VolatileMemory;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.time.TimeSource;
import io.ocpp809.testkit.time.ManualScheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SiteTest {
  private final ManualScheduler scheduler =
      new ManualScheduler(Instant.parse("2026-03-01T10:00:00Z"));
  private final TimeSource time =
      TimeSource.of(scheduler.clock(), scheduler.clock()::monotonicMillis, () -> true, "boot");
  private final ChargingStation station =
      new ChargingStation(
          StationOptions.named("station"),
          new StationPorts(
              time, scheduler, scheduler, new VolatileJournal(), new VolatileMemory()));

  private static SiteOptions options(int fuseMilliamps) {
    return new SiteOptions(
        "site", fuseMilliamps, 0, 0, true, 5_000, 5_000, 0, 230, 6, 900_000, List.of());
  }

  private static Member member(String id, int failSafe) {
    return new Member(id, List.of(0, 1, 2), 32_000, 6_000, failSafe, "");
  }

  private Site site(int fuse) {
    return new Site(options(fuse), time, scheduler, scheduler, 0);
  }

  @Test
  void aFailSafeShareAboveTheFuseIsRefusedWithBothNumbers() {
    assertEquals(
        "failsafe.current: 6.0 A is above fuse.current, 5.0 A; enter a lower one, or the fuse that"
            + " is there",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new SiteOptions(
                        "site", 5_000, 0, 6_000, true, 5_000, 5_000, 0, 230, 60, 0, List.of()))
            .getMessage());
  }

  @Test
  void aFuseBelowTheFailSafeCurrentsOfThePilesIsRefusedAndTheOneBeforeStays() {
    Site site = site(32_000);
    site.join(member("a", 10_000), station, 1);
    site.join(member("b", 10_000), station, 2);
    assertEquals("", site.reconfigure(options(25_000)));
    assertEquals(
        "fail-safe currents of a, b add up to 20.0 A on L1, above the 16.0 A of the grid"
            + " connection; lower them at the piles or name a larger fuse",
        site.reconfigure(options(16_000)));
    assertTrue(site.refusal(member("c", 6_000)).contains("above the 25.0 A"));
  }

  @Test
  void aCircuitThatTheSiteDoesNotHaveIsNamed() {
    assertEquals(
        "circuit: the site has no circuit attic",
        site(32_000).refusal(new Member("a", List.of(0), 16_000, 6_000, 0, "attic")));
  }

  @Test
  void aPileThatHasNotAnsweredIsGrantedNothingAndLeftAsItIs() {
    station.attach(EvseOptions.of(1, 16_000), new io.ocpp809.station.core.SilentPile(), true);
    Site site = site(32_000);
    site.join(member("a", 6_000), station, 1);
    site.meter(
        List.of(
            Reading.measured(
                Measurand.CURRENT_IMPORT, Phase.L1, 4, scheduler.clock().monotonicMillis())));
    scheduler.advance(Duration.ofSeconds(5));
    assertEquals("16 A: rating", station.view().evse(1).orElseThrow().limit());
  }
}
