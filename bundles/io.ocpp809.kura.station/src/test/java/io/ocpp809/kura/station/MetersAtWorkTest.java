package io.ocpp809.kura.station;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ocpp809.kura.station.Gateway.FakeHost;
import io.ocpp809.station.journal.TransactionEvent.Ended;
import io.ocpp809.station.journal.TransactionEvent.Started;
import io.ocpp809.station.site.Member;
import io.ocpp809.station.site.Site;
import io.ocpp809.station.site.SiteOptions;
import io.ocpp809.template.AssetDraft;
import io.ocpp809.template.ChannelValue;
import io.ocpp809.template.Interpreter;
import io.ocpp809.template.PileTemplate;
import io.ocpp809.template.TemplateException;
import io.ocpp809.template.TemplateLibrary;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each meter that ships as an EVSE's companion meter, and at the grid connection of a site. */
class MetersAtWorkTest {
  private static final int FUSE = 25_000;
  private static final double PILE = 16;
  private static final double HOUSE = 15;

  private final Gateway g = new Gateway();
  private final FakeHost host = g.host("station1");
  private final EvseComponent evse = new EvseComponent(g.runtime);

  static Stream<String> meters() {
    return TemplateLibrary.names().stream().filter(n -> template(n).meter());
  }

  private static PileTemplate template(String name) {
    try {
      return TemplateLibrary.named(name);
    } catch (TemplateException e) {
      throw new AssertionError(e);
    }
  }

  private void wired(Object... more) {
    evse.bindStation(host);
    evse.bindPileAsset(g.pile);
    evse.activate(Gateway.form("evse1", more));
    g.run(2);
  }

  @ParameterizedTest
  @MethodSource("meters")
  void asCompanionMeterItsImportRegisterBillsAndNotThePiles(String name) {
    FakeAsset meter = new FakeAsset(g.scheduler.clock());
    meter.channels(AssetDraft.of(template(name), "line", 0, 1));
    meter.values.put("energy.total", 5_000_000.0);
    meter.values.put("energy.export", 77_000.0);
    meter.values.put("power.total", 11_040.0);
    evse.bindMeterAsset(meter);
    wired("MeterAsset.target", Gateway.target("meter"), "meter.template", name);
    g.charging(host, 1);
    assertEquals(5_000_000, host.journaled(Started.class).get(0).meterStartWh());
    for (int i = 0; i < 60; i++) {
      meter.values.put("energy.total", 5_000_000.0 + 3 * (i + 1));
      g.run(1);
    }
    host.station.remoteStop(host.journaled(Started.class).get(0).transactionId(), v -> {});
    g.run(15);
    assertEquals(5_000_180, host.journaled(Ended.class).get(0).meterStopWh());
  }

  /** What the meter shows while pile and house draw, or the house gives, on each phase. */
  private void shows(Site site, PileTemplate meter, double house) {
    Map<String, ChannelValue> values = new LinkedHashMap<>();
    long now = g.time.monotonicMillis();
    for (int phase = 1; phase <= 3; phase++) {
      double amps = g.pile.amps() + house;
      put(values, meter, "current.l" + phase, Math.abs(amps), now);
      put(values, meter, "power.l" + phase, amps * 230, now);
    }
    put(values, meter, "power.total", 3 * 230 * (g.pile.amps() + house), now);
    site.meter(new Interpreter(meter, "grid").interpret(values, now).readings());
  }

  private static void put(
      Map<String, ChannelValue> values, PileTemplate t, String channel, double v, long now) {
    if (t.channel(channel).isPresent()) {
      values.put(channel, new ChannelValue(v, true, now));
    }
  }

  private double limitWhile(String name, double house) {
    wired();
    g.charging(host, 1);
    Site site =
        new Site(
            new SiteOptions("site", FUSE, 0, 0, true, 5_000, 5_000, 0, 230, 6, 900_000, List.of()),
            g.time,
            g.scheduler,
            g.scheduler,
            0);
    site.join(new Member("evse1", List.of(0, 1, 2), 16_000, 6_000, 6_000, ""), host.station, 1);
    for (int i = 0; i < 30; i++) {
      shows(site, template(name), house);
      g.run(1);
    }
    site.close();
    return g.pile.limit;
  }

  @ParameterizedTest
  @MethodSource("meters")
  void atTheGridConnectionThePileGetsWhatTheHouseLeaves(String name) {
    double left = FUSE / 1000.0 - HOUSE * (template(name).channel("current.l1").isEmpty() ? 3 : 1);
    assertEquals(
        left < 6 ? 0 : left,
        limitWhile(name, HOUSE),
        "a meter of total power counts the whole house on each phase");
  }

  @ParameterizedTest
  @MethodSource("meters")
  void atTheGridConnectionWhatIsFedInIsNoLoadAndNeverAddsToTheFuse(String name) {
    boolean total = template(name).channel("current.l1").isEmpty();
    assertEquals(
        total ? 0 : PILE,
        limitWhile(name, -2 * PILE),
        "behind a sum that feeds in a phase may be loaded: the site's fail-safe share, 0 here");
  }
}
