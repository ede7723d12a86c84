package io.ocpp809.iec104.site;

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
import io.ocpp809.station.site.SiteOptions;
import io.ocpp809.station.site.SiteView;
import io.ocpp809.station.time.EventTime;
import io.ocpp809.station.transaction.ChargingState;
import io.ocpp809.station.transaction.TransactionView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;

/** A site of 50 kW with two EVSEs, whose vehicles do as a test says, and its grid side. */
final class Hall implements ChargingSite {
  private static final int INSTALLED = 50_000;

  final Map<String, String> given = new TreeMap<>();
  final List<String> done = new ArrayList<>();
  final List<Audit> journal = new ArrayList<>();
  final double[] drawn = {0, 7_000, 11_000};
  final ConnectorState[] states = {null, ConnectorState.CHARGING, ConnectorState.SUSPENDED_EVSE};
  final PointPlan plan = PointPlan.standard(List.of(1, 2));
  boolean reachable = true;
  boolean operative = true;
  boolean powerKnown = true;
  boolean present = true;
  boolean floor;
  int rating = 22_080;
  int phases = 3;
  OptionalDouble meterWatts = OptionalDouble.empty();
  String kept = "";
  ControlledStation station;
  GridSide grid;
  private final double ramp;
  private long readAt;
  private long millis = 1_000_000;
  private Instant wall = Instant.parse("2026-03-01T10:00:00Z");

  /**
   * Makes it.
   *
   * @param ramp as a part of the rating a minute
   * @param failSafe W; empty holds
   */
  Hall(double ramp, OptionalInt failSafe) {
    this.ramp = ramp;
    grid = side(failSafe);
    readAt = millis;
  }

  /** Another grid side in place of the one before, as after a restart or a changed form. */
  GridSide side(OptionalInt failSafe) {
    GridOptions options =
        new GridOptions(
            INSTALLED,
            ramp,
            floor,
            20_000,
            List.of(
                new GroupPolicy("centre", 60_000, failSafe),
                new GroupPolicy("second", 60_000, OptionalInt.empty())));
    grid =
        new GridSide(
            this,
            plan,
            options,
            true,
            this::now,
            () -> Optional.of(90),
            journal::add,
            t -> kept = t);
    station =
        new ControlledStation(
            StationSettings.standard(),
            plan.table(),
            List.of(GroupSettings.commanding("centre"), GroupSettings.commanding("second")),
            grid,
            EventLog.none(),
            grid);
    grid.bind(station);
    return grid;
  }

  Moment now() {
    return new Moment(millis, wall, true);
  }

  void pass(long ms) {
    millis += ms;
    wall = wall.plusMillis(ms);
    grid.tick();
  }

  void fresh() {
    readAt = millis;
  }

  Object value(int address) {
    Value v = station.present(address).map(Sample::value).orElse(null);
    return v instanceof Value.ShortFloat f
        ? (Object) f.value()
        : v instanceof Value.SinglePoint p ? p.on() : v;
  }

  Quality quality(int address) {
    return station.present(address).orElseThrow().quality();
  }

  Order order(String group, int address, Value value) {
    CommandPoint point = plan.table().command(address).orElseThrow();
    return new Order(done.size() + journal.size() + 1L, point, value, group, 3);
  }

  String give(int address, Value value) {
    return give("centre", address, value);
  }

  String give(String group, int address, Value value) {
    Order order = order(group, address, value);
    String refusal = grid.refusal(order);
    if (refusal.isEmpty()) {
      grid.execute(order);
    }
    return refusal;
  }

  Audit lastLine() {
    return journal.get(journal.size() - 1);
  }

  static Value kilowatts(double kw) {
    return new Value.ShortFloat((float) kw);
  }

  /** A current in tenths of an ampere. */
  static Value tenths(int amperes) {
    return new Value.Scaled((short) amperes);
  }

  @Override
  public Optional<SiteView> site() {
    return meterWatts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SiteView(
                new SiteOptions(
                    "site", 63_000, 0, 0, true, 10_000, 10_000, 0, 230, 10, 0, List.of()),
                Optional.empty(),
                List.of(power(meterWatts.getAsDouble())),
                List.of(0, 0, 0),
                2));
  }

  private Reading power(double watts) {
    return Reading.measured(Measurand.POWER_ACTIVE_IMPORT, Phase.ALL, watts, readAt);
  }

  @Override
  public List<StationView> stations() {
    List<EvseView> evses = new ArrayList<>();
    for (int n = 1; n <= 2 && present; n++) {
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
    Reading register =
        Reading.measured(Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, Phase.ALL, n * 1_000.0, readAt);
    return new EvseView(
        n,
        n,
        List.of(new ConnectorView(1, states[n], Optional.empty(), "")),
        Optional.empty(),
        PileIdentity.UNKNOWN,
        reachable,
        operative,
        Optional.of(transaction),
        powerKnown ? List.of(power(drawn[n]), register) : List.of(register),
        rating,
        phases,
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
