package io.ocpp809.station.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitSource;
import io.ocpp809.station.pile.PileCommand;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What ends a lease, and what does not. */
class LeaseKeeperTest {
  private final StationHarness h = new StationHarness();

  private int renewed(int seconds) {
    int before = h.pile.leases;
    h.run(seconds);
    return h.pile.leases - before;
  }

  @Test
  void withoutAPlanOfItsSiteForTenSecondsALeaseIsNotRenewed() {
    h.station.attach(EvseOptions.of(1, 16_000), h.pile, true);
    h.run(1);
    for (int i = 0; i < 30; i++) {
      h.station.planned(1, LimitSource.FUSE);
      h.run(1);
    }
    assertFalse(h.found("site.silent"));
    assertTrue(renewed(9) >= 3, "the site has planned lately");
    h.run(2);
    assertEquals(0, renewed(30));
    assertTrue(h.found("site.silent"));
    h.station.planned(1, LimitSource.FUSE);
    assertTrue(renewed(3) >= 1);
    assertTrue(h.gone("site.silent"));
  }

  @Test
  void aPileWhoseLeaseHadEndedIsToldItsLimitAgain() {
    h.station.attach(EvseOptions.of(1, 16_000), h.pile, true);
    h.station.share(1, LimitSource.FUSE, Optional.of(Limit.milliamps(9_000)));
    h.run(30);
    h.pile.commands.clear();
    h.station.planned(1, LimitSource.FUSE);
    h.run(5);
    assertEquals(List.of(new PileCommand.LimitCurrent(0)), h.pile.commands);
    h.pile.commands.clear();
    h.station.planned(1, LimitSource.FUSE);
    h.run(9);
    assertEquals(List.of(), h.pile.commands);
  }

  @Test
  void aSiteHasTenSecondsToComeAfterAStart() {
    h.station.attach(EvseOptions.of(1, 16_000), h.pile, true);
    assertTrue(renewed(9) >= 3);
    h.run(2);
    assertEquals(0, renewed(30));
  }

  @Test
  void aStoreThatCannotWriteEndsNoLease() {
    h.journal.fail("disk full");
    assertTrue(renewed(60) >= 20);
  }

  @Test
  void aPileThatDoesNotAnswerEndsNoLease() {
    h.pile.reachable = false;
    assertTrue(renewed(60) >= 20);
  }

  @Test
  void anEvseWhoseOwnLogicFailsIsNotRenewedUntilItWorks() {
    h.pile.broken = true;
    h.scheduler.advance(Duration.ofSeconds(5));
    int before = h.pile.leases;
    h.scheduler.advance(Duration.ofSeconds(30));
    assertEquals(before, h.pile.leases);
    assertTrue(h.found("station.task"));
    h.pile.broken = false;
    h.scheduler.advance(Duration.ofSeconds(5));
    assertTrue(h.pile.leases > before);
    assertTrue(h.gone("station.task"));
  }

  @Test
  void aTaskThatFailsOnceEndsNoLease() {
    h.station.listen(
        e -> {
          throw new IllegalStateException("listener");
        });
    assertTrue(renewed(60) >= 20);
    h.station.share(1, LimitSource.FUSE, Optional.of(Limit.milliamps(9_000)));
    h.scheduler.advance(Duration.ofSeconds(1));
    assertTrue(renewed(10) >= 3);
  }
}
