package io.ocpp809.kura.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.kura.station.Gateway.FakeHost;
import io.ocpp809.station.site.Member;
import io.ocpp809.station.site.Site;
import io.ocpp809.station.site.SiteOptions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A station whose site is not there, or another one. */
class SeatsTest {
  private final Gateway g = new Gateway();
  private final FakeHost host = g.host("station1");
  private final EvseComponent evse = new EvseComponent(g.runtime);

  @Test
  void aSiteThatIsNotThereIsMissedAfterTenSecondsAndNotOnceNoneIsConfigured() {
    host.site = Optional.of(Gateway.target("nowhere"));
    host.seats.site(host.site);
    evse.bindStation(host);
    evse.bindPileAsset(g.pile);
    evse.activate(Gateway.form("evse1"));
    g.run(9);
    assertNull(host.findings.get("site.missing#0"));
    g.run(2);
    assertEquals(
        "Site.target: there is no site (kura.service.pid=nowhere); its piles are paused until it is"
            + " there",
        host.findings.get("site.missing#0"));
    host.site = Optional.empty();
    host.seats.site(host.site);
    evse.updatedStation(host);
    g.run(1);
    assertNull(host.findings.get("site.missing#0"));
    g.charging(host, 1);
  }

  /** A site whose meter says nothing, so that it shares out its fail-safe current. */
  private Site site(String name, int shareMilliamps) {
    return new Site(options(name, shareMilliamps), g.time, g.scheduler, g.scheduler, 0);
  }

  private static SiteOptions options(String name, int shareMilliamps) {
    return new SiteOptions(
        name, 32_000, 0, shareMilliamps, true, 5_000, 5_000, 0, 230, 6, 0, List.of());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aStationThatIsGivenAnotherSiteIsLimitedByTheNewOneAlone(boolean formFirst) {
    Site before = site("a", 32_000);
    host.site = Optional.of(Gateway.target("a"));
    host.seats.site(host.site);
    host.seats.bind(before);
    evse.bindStation(host);
    evse.bindPileAsset(g.pile);
    evse.activate(Gateway.form("evse1"));
    g.charging(host, 1);
    Site next = site("b", 12_000);
    host.site = Optional.of(Gateway.target("b"));
    if (formFirst) {
      host.seats.site(host.site);
    }
    host.seats.bind(next);
    host.seats.unbind(before);
    if (!formFirst) {
      host.seats.site(host.site);
    }
    evse.updatedStation(host);
    g.run(10);
    assertEquals(12, g.pile.limit);
    next.reconfigure(options("b", 10_000));
    g.run(10);
    assertEquals(10, g.pile.limit);
    before.reconfigure(options("a", 8_000));
    g.run(10);
    before.reconfigure(options("a", 32_000));
    g.run(10);
    assertEquals(10, g.pile.limit);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aStationThatHasNoSiteAnyMoreIsLimitedByNone(boolean formFirst) {
    Site before = site("a", 8_000);
    host.site = Optional.of(Gateway.target("a"));
    host.seats.site(host.site);
    host.seats.bind(before);
    evse.bindStation(host);
    evse.bindPileAsset(g.pile);
    evse.activate(Gateway.form("evse1"));
    g.charging(host, 1);
    assertEquals(8, g.pile.limit);
    host.site = Optional.empty();
    if (formFirst) {
      host.seats.site(host.site);
    }
    host.seats.unbind(before);
    if (!formFirst) {
      host.seats.site(host.site);
    }
    evse.updatedStation(host);
    g.run(20);
    assertEquals(16, g.pile.limit);
    before.reconfigure(options("a", 7_000));
    g.run(20);
    assertEquals(16, g.pile.limit);
  }

  private static Member member(String id) {
    return new Member(id, List.of(0, 1, 2), 32_000, 6_000, 20_000, "");
  }

  @Test
  void aStationThatIsDeletedWithoutItsEvsesGivesItsSeatsBackAfterAMinute() {
    Site site = site("a", 32_000);
    host.seats.site(Optional.of(Gateway.target("a")));
    host.seats.bind(site);
    host.seats.seat(1, member("evse1"));
    host.seats.abandon();
    host.station.close();
    host.seats.unbind(site);
    g.run(59);
    assertTrue(site.refusal(member("other")).contains("above the 32.0 A"));
    g.run(2);
    assertEquals("", site.refusal(member("other")));
  }

  @Test
  void aStationThatWasDeletedAndIsBackKeepsItsSeats() {
    Site site = site("a", 32_000);
    host.seats.site(Optional.of(Gateway.target("a")));
    host.seats.bind(site);
    host.seats.seat(1, member("evse1"));
    host.seats.abandon();
    FakeHost back = host.restarted();
    back.seats.bind(site);
    back.seats.seat(1, member("evse1"));
    g.run(120);
    assertTrue(site.refusal(member("other")).contains("above the 32.0 A"));
  }
}
