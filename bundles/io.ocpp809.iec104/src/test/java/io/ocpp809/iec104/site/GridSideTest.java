package io.ocpp809.iec104.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.iec104.asdu.DoublePoint;
import io.ocpp809.iec104.asdu.Quality;
import io.ocpp809.iec104.asdu.Value;
import io.ocpp809.iec104.station.Audit;
import io.ocpp809.iec104.station.CommandPoint;
import io.ocpp809.iec104.station.ControlledStation;
import io.ocpp809.iec104.station.EventLog;
import io.ocpp809.iec104.station.GroupSettings;
import io.ocpp809.iec104.station.Moment;
import io.ocpp809.iec104.station.Order;
import io.ocpp809.iec104.station.Sample;
import io.ocpp809.iec104.station.StationSettings;
import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.ConnectorView;
import io.ocpp809.station.EvseView;
import io.ocpp809.station.StationIdentity;
import io.ocpp809.station.StationView;
import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitSource;
import io.ocpp809.station.pile.PileIdentity;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.site.SiteView;
import io.ocpp809.station.time.EventTime;
import io.ocpp809.station.transaction.ChargingState;
import io.ocpp809.station.transaction.TransactionView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Points and set-points of a site with two EVSEs, whose vehicles do as a test says. */
class GridSideTest implements ChargingSite {
  private static final int INSTALLED = 50_000;

  private final Map<String, String> given = new TreeMap<>();
  private final List<String> done = new ArrayList<>();
  private final List<Audit> journal = new ArrayList<>();
  private final double[] drawn = {0, 7_000, 11_000};
  private final ConnectorState[] states = {
    null, ConnectorState.CHARGING, ConnectorState.SUSPENDED_EVSE
  };
  private boolean reachable = true;
  private boolean operative = true;
  private long readAt;
  private long millis = 1_000_000;
  private Instant wall = Instant.parse("2026-03-01T10:00:00Z");
  private String kept = "";
  private final PointPlan plan = PointPlan.standard(List.of(1, 2));
  private final GridSide grid = side(OptionalInt.of(20_000));

  private GridSide side(OptionalInt failSafe) {
    GridOptions options =
        new GridOptions(
            INSTALLED, 0, false, 20_000, List.of(new GroupPolicy("centre", 60_000, failSafe)));
    GridSide side =
        new GridSide(
            this,
            plan,
            options,
            true,
            this::now,
            () -> Optional.of(90),
            journal::add,
            t -> kept = t);
    side.bind(
        new ControlledStation(
            StationSettings.standard(),
            plan.table(),
            List.of(GroupSettings.commanding("centre")),
            side,
            EventLog.none(),
            side));
    return side;
  }

  private final ControlledStation station = station();

  private ControlledStation station() {
    ControlledStation bound =
        new ControlledStation(
            StationSettings.standard(),
            plan.table(),
            List.of(GroupSettings.commanding("centre")),
            grid,
            EventLog.none(),
            grid);
    grid.bind(bound);
    readAt = millis;
    return bound;
  }

  private Moment now() {
    return new Moment(millis, wall, true);
  }

  private void pass(long ms) {
    millis += ms;
    wall = wall.plusMillis(ms);
    grid.tick();
  }

  private void fresh() {
    readAt = millis;
  }

  private Object value(int address) {
    Value v = station.present(address).map(Sample::value).orElse(null);
    return v instanceof Value.ShortFloat f
        ? (Object) f.value()
        : v instanceof Value.SinglePoint p ? p.on() : v;
  }

  private Quality quality(int address) {
    return station.present(address).orElseThrow().quality();
  }

  private Order order(int address, Value value) {
    CommandPoint point = plan.table().command(address).orElseThrow();
    return new Order(done.size() + journal.size() + 1L, point, value, "centre", 3);
  }

  private String give(int address, Value value) {
    Order order = order(address, value);
    String refusal = grid.refusal(order);
    if (refusal.isEmpty()) {
      grid.execute(order);
    }
    return refusal;
  }

  private static Value kilowatts(double kw) {
    return new Value.ShortFloat((float) kw);
  }

  @Test
  void pointsTellWhatTheSiteDoes() {
    grid.tick();
    assertEquals(true, value(10_001));
    assertEquals(false, value(10_002));
    assertEquals(true, value(10_004));
    assertEquals(18f, value(20_001));
    assertEquals(50f, value(20_010));
    assertEquals(50f, value(20_011));
    assertEquals(50f, value(20_012));
    assertEquals(new Value.Scaled((short) 1), value(20_015));
    assertEquals(new Value.Scaled((short) 90), value(20_030));
    assertEquals(new Value.TwoBits(DoublePoint.ON), value(10_050));
    assertEquals(7f, value(20_101));
    assertEquals(true, value(10_102));
    assertEquals(false, value(10_202));
    assertEquals(true, value(10_205));
    assertEquals(new Value.Scaled((short) 2), value(20_113));
    assertEquals(new Value.IntegratedTotal(1_000, 0, false, false), value(30_101));
    assertEquals(new Value.IntegratedTotal(3_000, 0, false, false), value(30_001));
  }

  @Test
  void whatWasNeverReadGivesNothingAndWhatIsOldIsNotTopical() {
    grid.tick();
    assertEquals(Optional.empty(), station.present(20_110), "state of charge");
    assertEquals(Quality.GOOD, quality(20_101));
    pass(15_001);
    assertEquals(new Quality(Quality.NT), quality(20_101));
    assertEquals(new Quality(Quality.NT), quality(20_001));
    fresh();
    reachable = false;
    pass(1);
    assertEquals(new Quality(Quality.NT), quality(20_101));
    assertEquals(true, value(10_106));
    reachable = true;
    operative = false;
    pass(1);
    assertEquals(new Quality(Quality.BL), quality(20_101));
    assertEquals(new Value.TwoBits(DoublePoint.OFF), value(10_150));
  }

  @Test
  void aLimitOfTheSiteTakesEffectAndIsTold() {
    assertEquals("", give(50_001, kilowatts(20)));
    assertEquals("{0 GRID=20000 W}", given.toString());
    grid.tick();
    assertEquals(true, value(10_002));
    assertEquals(20f, value(20_011));
    assertEquals(20f, value(20_012));
    assertEquals(Value.Normalized.of(0.4), value(20_020));
    assertTrue(
        journal.stream().anyMatch(a -> a.what().startsWith("effect of limit") && a.accepted()));
  }

  @Test
  void aLimitOfAnEvseIsGivenInKilowattAmpereOrPercentAndTheLastWins() {
    give(50_101, kilowatts(11));
    assertEquals("11000 W", given.get("1 GRID"));
    give(50_111, new Value.Scaled((short) 80));
    assertEquals("8 A", given.get("1 GRID"));
    give(50_121, Value.Normalized.of(0.5));
    assertEquals("11040 W", given.get("1 GRID"));
    give(50_121, new Value.Normalized(Short.MAX_VALUE));
    assertEquals("22080 W", given.get("1 GRID"));
  }

  @Test
  void aSetPointAboveTheRatingIsClippedAndSaysSo() {
    give(50_101, kilowatts(100));
    assertEquals("22080 W", given.get("1 GRID"));
    grid.tick();
    assertEquals(true, value(10_008));
    assertEquals(22.08f, value(20_112));
    give(50_101, kilowatts(10));
    grid.tick();
    assertEquals(false, value(10_008));
  }

  @Test
  void aLimitWhoseEffectIsNotSeenIsReported() {
    give(50_101, kilowatts(5));
    for (int i = 0; i < 19; i++) {
      pass(1_000);
      fresh();
    }
    assertEquals(false, value(10_008));
    pass(1_000);
    grid.tick();
    assertEquals(true, value(10_008));
    Audit last = journal.get(journal.size() - 1);
    assertFalse(last.accepted());
    assertEquals("not seen within 20000 ms", last.reason());
  }

  @Test
  void aLimitThatTheVehicleObeysAfterAWhileIsSeen() {
    give(50_101, kilowatts(5));
    pass(3_000);
    drawn[1] = 5_200;
    pass(1_000);
    assertEquals("after 4000 ms", journal.get(journal.size() - 1).reason());
  }

  @Test
  void aReleaseTakesTheLimitBack() {
    give(50_101, kilowatts(5));
    give(40_103, new Value.SinglePoint(true));
    assertEquals("none", given.get("1 GRID"));
    assertEquals("only on is a command of this point", give(40_103, new Value.SinglePoint(false)));
  }

  @Test
  void transactionsAreStoppedAndEvsesPutOutOfService() {
    give(40_101, new Value.SinglePoint(true));
    give(40_001, new Value.SinglePoint(true));
    give(40_102, new Value.TwoBits(DoublePoint.OFF));
    assertEquals(List.of("stop 1", "stop 1", "stop 2", "operative 1 false"), done);
  }

  @Test
  void whatCannotBeIsRefusedWithAReason() {
    assertEquals("a limit is 0 or more", give(50_001, kilowatts(-1)));
    grid.remote(false);
    assertEquals("remote control is off", give(50_001, kilowatts(5)));
    grid.tick();
    assertEquals(false, value(10_004));
  }

  @Test
  void onlyARiseOfMoreThanATenthOfTheRatingNeedsASelect() {
    give(50_001, kilowatts(20));
    assertFalse(grid.needsSelect(order(50_001, kilowatts(5))));
    assertFalse(grid.needsSelect(order(50_001, kilowatts(25))));
    assertTrue(grid.needsSelect(order(50_001, kilowatts(26))));
  }

  @Test
  void theFailSafeTakesOverWhenTheCentreIsNotHeardAndEndsWhenItIs() {
    grid.started("centre", now());
    pass(1_000);
    assertFalse(given.containsKey("0 FAIL_SAFE"));
    grid.stopped("centre", now());
    pass(60_000);
    assertEquals("20000 W", given.get("0 FAIL_SAFE"));
    assertEquals(true, value(10_003));
    assertEquals(20f, value(20_011));
    grid.started("centre", now());
    pass(1_000);
    assertEquals("none", given.get("0 FAIL_SAFE"));
    assertEquals(false, value(10_003));
  }

  @Test
  void whatStandsTakesEffectAgainAfterARestart() {
    give(50_101, kilowatts(5));
    give(50_001, kilowatts(30));
    given.clear();
    GridSide again = side(OptionalInt.empty());
    again.restore(kept);
    assertEquals("5000 W", given.get("1 GRID"));
    assertEquals("30000 W", given.get("0 GRID"));
  }

  @Test
  void aLimitEndsWithItsValidityAndThatIsJournaledAndMirrored() {
    grid.started("centre", now());
    assertEquals("", give(50_031, new Value.Scaled((short) 15)));
    assertEquals("", give(50_001, kilowatts(30)));
    pass(15 * 60_000 - 1);
    assertEquals("30000 W", given.get("0 GRID"));
    pass(1);
    assertEquals("none", given.get("0 GRID"));
    assertEquals(
        "limit of the site ended, which was valid for 15 min",
        journal.get(journal.size() - 1).what());
    pass(1_000);
    assertEquals(false, value(10_002));
  }

  @Test
  void aValidityThatIsNoneIsRefused() {
    String refusal = "a validity is 0 to 10080 minutes; 0 until it is changed";
    assertEquals(refusal, give(50_031, new Value.Scaled((short) -1)));
    assertEquals(refusal, give(50_031, new Value.Scaled((short) 10_081)));
    assertEquals("", give(50_031, new Value.Scaled((short) 0)));
  }

  @Test
  void whoTakesOverTakesBackWhatHeDoesNotDemand() {
    give(50_101, kilowatts(5));
    GridSide next = side(OptionalInt.empty());
    next.takeOver(grid);
    next.restore("");
    assertEquals("none", given.get("1 GRID"));
  }

  @Test
  void whoIsDeletedTakesEverythingBack() {
    give(50_101, kilowatts(5));
    give(50_001, kilowatts(30));
    grid.withdraw();
    assertEquals("{0 GRID=none, 1 GRID=none}", given.toString());
  }

  @Test
  void aPointIsForcedForTheBitTestAndWhatCannotBeIsNamed() {
    grid.tick();
    assertEquals("", grid.force("20001 12.5"));
    assertEquals("", grid.force(" 10050  1 "));
    assertEquals("force: no point has the address 4711", grid.force("4711 1"));
    assertEquals(
        "force: an address and a number, such as 20001 12.5, not \"20001\"", grid.force("20001"));
    assertEquals(
        "force: an address and a number, such as 20001 12.5, not \"20001 on\"",
        grid.force("20001 on"));
    assertTrue(given.isEmpty(), "nothing is driven");
  }

  @Test
  void anOverflowIsToldUntilItIsCleared() {
    grid.overflowed("centre", 3, now());
    grid.tick();
    assertEquals(true, value(10_006));
    grid.cleared("centre", now());
    grid.tick();
    assertEquals(false, value(10_006));
  }

  @Override
  public Optional<SiteView> site() {
    return Optional.empty();
  }

  @Override
  public List<StationView> stations() {
    List<EvseView> evses = new ArrayList<>();
    for (int n = 1; n <= 2; n++) {
      evses.add(evse(n));
    }
    return List.of(
        new StationView(
            "station",
            new StationIdentity("v", "m", "", "", "", ""),
            time(),
            true,
            "",
            evses,
            List.of()));
  }

  private EventTime time() {
    return new EventTime("boot", millis, wall, true);
  }

  private EvseView evse(int n) {
    TransactionView transaction =
        new TransactionView(
            "t" + n,
            n,
            1,
            new IdToken("A", IdToken.Kind.CENTRAL),
            time(),
            0,
            0,
            ChargingState.CHARGING);
    return new EvseView(
        n,
        n,
        List.of(new ConnectorView(1, states[n], Optional.empty(), "")),
        Optional.empty(),
        PileIdentity.UNKNOWN,
        reachable,
        operative,
        Optional.of(transaction),
        List.of(
            Reading.measured(Measurand.POWER_ACTIVE_IMPORT, Phase.ALL, drawn[n], readAt),
            Reading.measured(
                Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, Phase.ALL, n * 1_000.0, readAt)),
        22_080,
        "",
        -1,
        -1,
        -1,
        0);
  }

  @Override
  public boolean online() {
    return true;
  }

  @Override
  public void limitSite(LimitSource source, Optional<Limit> limit) {
    limitEvse(0, source, limit);
  }

  @Override
  public void limitEvse(int siteNumber, LimitSource source, Optional<Limit> limit) {
    given.put(siteNumber + " " + source, limit.map(Limit::words).orElse("none"));
  }

  @Override
  public void stop(int siteNumber) {
    done.add("stop " + siteNumber);
  }

  @Override
  public void operative(int siteNumber, boolean on) {
    done.add("operative " + siteNumber + " " + on);
  }
}
