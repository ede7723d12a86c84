package io.ocpp809.iec104.site;

import io.ocpp809.iec104.asdu.DoublePoint;
import io.ocpp809.iec104.asdu.Quality;
import io.ocpp809.iec104.asdu.Value;
import io.ocpp809.iec104.station.Moment;
import io.ocpp809.iec104.station.MonitorKind;
import io.ocpp809.iec104.station.Sample;
import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.ConnectorView;
import io.ocpp809.station.EvseView;
import io.ocpp809.station.StationView;
import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.reading.Location;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Reading;
import io.ocpp809.station.site.SiteView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A site at one moment as the points of a plan tell it. A value that was never read gives no
 * sample, so that its point stays invalid; one that is too old, held, or of a pile that does not
 * answer is not topical; one of an EVSE out of service is blocked.
 */
public final class SiteImage {
  /** Age from which a reading is not topical, ms. */
  public static final long TOPICAL_MILLIS = 15_000;

  private static final int VOLTAGE = 230;
  private static final int PHASES = 3;

  private final Moment now;
  private final Optional<SiteView> site;
  private final List<EvseView> evses = new ArrayList<>();
  private final Map<Integer, EvseView> byNumber = new HashMap<>();
  private final GridState grid;
  private final boolean online;

  /** A number before its factor, its quality, and how old it is. */
  private record Seen(double number, int quality, long ageMillis) {
    static Seen now(double number) {
      return new Seen(number, 0, 0);
    }

    static Seen now(boolean on) {
      return now(on ? 1 : 0);
    }
  }

  /** Looks at a site. */
  public SiteImage(ChargingSite site, GridState grid, Moment now) {
    this.now = now;
    this.site = site.site();
    this.grid = grid;
    this.online = site.online();
    for (StationView station : site.stations()) {
      for (EvseView evse : station.evses()) {
        evses.add(evse);
        if (evse.siteNumber() > 0) {
          byNumber.putIfAbsent(evse.siteNumber(), evse);
        }
      }
    }
  }

  /** What a point tells; nothing if it is not known and never was. */
  public Optional<Sample> sample(PlannedPoint p) {
    Optional<Seen> seen =
        p.evse() == 0
            ? ofSite(p.quantity())
            : Optional.ofNullable(byNumber.get(p.evse())).flatMap(e -> ofEvse(p.quantity(), e));
    return seen.map(s -> sample(p, s));
  }

  private Sample sample(PlannedPoint p, Seen s) {
    double scaled = s.number() * p.factor();
    Value value =
        switch (p.point().kind()) {
          case SINGLE -> new Value.SinglePoint(single(p.quantity(), s.number()) != p.factor() < 0);
          case DOUBLE -> new Value.TwoBits(twoBits(p.quantity(), s.number()));
          case NORMALIZED -> Value.Normalized.of(scaled);
          case SCALED -> Value.Scaled.of(scaled);
          case TOTAL -> new Value.IntegratedTotal((int) Math.round(scaled), 0, false, false);
          default -> new Value.ShortFloat((float) scaled);
        };
    boolean over =
        p.point().kind() == MonitorKind.NORMALIZED && Math.abs(scaled) > 1
            || p.point().kind() == MonitorKind.SCALED && Math.abs(scaled) > Short.MAX_VALUE;
    Quality quality = new Quality(s.quality() | (over ? Quality.OV : 0));
    return new Sample(value, quality, now.wall().minusMillis(s.ageMillis()), now.trusted());
  }

  /** A number as the value of a kind: of a state 0 is off and 1 on, of two bits 0 to 3. */
  static Value value(MonitorKind kind, double number) {
    return switch (kind) {
      case SINGLE -> new Value.SinglePoint(number != 0);
      case DOUBLE -> new Value.TwoBits(DoublePoint.of((int) number));
      case STEP -> new Value.StepPosition((int) number, false);
      case BITSTRING -> new Value.Bitstring((int) number);
      case NORMALIZED -> Value.Normalized.of(number);
      case SCALED -> Value.Scaled.of(number);
      case FLOAT -> new Value.ShortFloat((float) number);
      case TOTAL -> new Value.IntegratedTotal((int) number, 0, false, false);
    };
  }

  private static boolean single(Quantity q, double number) {
    return q.kind() == MonitorKind.DOUBLE ? number == DoublePoint.ON.code() : number != 0;
  }

  private static DoublePoint twoBits(Quantity q, double number) {
    return q.kind() == MonitorKind.DOUBLE
        ? DoublePoint.of((int) number)
        : DoublePoint.of(number != 0);
  }

  private Optional<Seen> ofSite(Quantity q) {
    return switch (q) {
      case CSMS -> Optional.of(Seen.now(online));
      case LIMITED -> Optional.of(Seen.now(grid.siteLimit().isPresent() || limitedEvse()));
      case FAIL_SAFE -> Optional.of(Seen.now(grid.failSafe()));
      case REMOTE -> Optional.of(Seen.now(grid.remote()));
      case FAULT -> count(ConnectorState.FAULTED).map(n -> Seen.now(n > 0));
      case OVERFLOW -> Optional.of(Seen.now(grid.overflowed()));
      case CLOCK -> Optional.of(Seen.now(!grid.clockTrusted()));
      case CLIPPED -> Optional.of(Seen.now(grid.clipped()));
      case ENABLED -> enabled().map(s -> Seen.now(s.code()));
      case POWER -> power();
      case CURRENT_L1 -> meter(Measurand.CURRENT_IMPORT, Phase.L1, 1);
      case CURRENT_L2 -> meter(Measurand.CURRENT_IMPORT, Phase.L2, 1);
      case CURRENT_L3 -> meter(Measurand.CURRENT_IMPORT, Phase.L3, 1);
      case VOLTAGE_L1 -> meter(Measurand.VOLTAGE, Phase.L1, 1);
      case VOLTAGE_L2 -> meter(Measurand.VOLTAGE, Phase.L2, 1);
      case VOLTAGE_L3 -> meter(Measurand.VOLTAGE, Phase.L3, 1);
      case INSTALLED -> Optional.of(Seen.now(grid.installedWatts() / 1000.0));
      case LIMIT -> Optional.of(Seen.now(limitWatts() / 1000.0));
      case LIMIT_PERCENT ->
          Optional.of(Seen.now(Math.min(1, limitWatts() / grid.installedWatts())));
      case SETPOINT ->
          setPoint(GridLimits.SITE, PHASES)
              .or(() -> Optional.of(Seen.now(grid.installedWatts() / 1000.0)));
      case FLEXIBLE -> evses.isEmpty() ? Optional.empty() : sum(this::flexible);
      case GUARANTEED -> Optional.of(Seen.now(grid.guaranteedWatts() / 1000.0));
      case CHARGING -> count(ConnectorState.CHARGING).map(Seen::now);
      case AVAILABLE -> count(ConnectorState.AVAILABLE).map(Seen::now);
      case CERTIFICATE -> grid.certificateDays().map(Seen::now);
      case ENERGY -> sum(e -> reading(e, Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, Phase.ALL, 1));
      default -> Optional.empty();
    };
  }

  private boolean limitedEvse() {
    return grid.setPoints().keySet().stream().anyMatch(t -> t != GridLimits.SITE);
  }

  /**
   * The limit that holds at the grid connection, W: the operator's, the fuse's, or all there is.
   */
  private double limitWatts() {
    double operator =
        grid.siteLimit().map(l -> (double) l.toWatts(VOLTAGE, PHASES)).orElse(Double.MAX_VALUE);
    double fuse =
        site.filter(s -> s.options().fuseMilliamps() > 0)
            .map(s -> s.options().fuseMilliamps() / 1000.0 * s.options().voltage() * PHASES)
            .orElse(Double.MAX_VALUE);
    double least = Math.min(operator, fuse);
    return least == Double.MAX_VALUE ? grid.installedWatts() : least;
  }

  private Optional<DoublePoint> enabled() {
    return count(EvseView::operative)
        .map(
            in ->
                in == 0
                    ? DoublePoint.OFF
                    : in == evses.size() ? DoublePoint.ON : DoublePoint.INTERMEDIATE);
  }

  private Optional<Integer> count(ConnectorState state) {
    return count(e -> state(e) == state);
  }

  /** How many EVSEs there are of a kind; nothing while there is none at all, as after a start. */
  private Optional<Integer> count(Predicate<EvseView> kind) {
    return evses.isEmpty()
        ? Optional.empty()
        : Optional.of((int) evses.stream().filter(kind).count());
  }

  private static ConnectorState state(EvseView e) {
    return e.connectors().stream()
        .map(ConnectorView::state)
        .findFirst()
        .orElse(ConnectorState.UNAVAILABLE);
  }

  private Optional<Seen> power() {
    Optional<Seen> metered = meter(Measurand.POWER_ACTIVE_IMPORT, Phase.ALL, 1000);
    return metered.isPresent()
        ? metered
        : sum(e -> reading(e, Measurand.POWER_ACTIVE_IMPORT, Phase.ALL, 1000));
  }

  private Optional<Seen> flexible(EvseView e) {
    return state(e) == ConnectorState.CHARGING
        ? reading(e, Measurand.POWER_ACTIVE_IMPORT, Phase.ALL, 1000)
        : Optional.of(Seen.now(0));
  }

  /** The sum over those that have a value; as old and as good as the worst. */
  private Optional<Seen> sum(Function<EvseView, Optional<Seen>> each) {
    List<Seen> all = evses.stream().map(each).flatMap(Optional::stream).toList();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    double sum = all.stream().mapToDouble(Seen::number).sum();
    int quality = all.stream().mapToInt(Seen::quality).reduce(0, (a, b) -> a | b);
    long age = all.stream().mapToLong(Seen::ageMillis).max().orElse(0);
    return Optional.of(new Seen(sum, quality & ~Quality.BL, age));
  }

  private Optional<Seen> meter(Measurand m, Phase phase, double per) {
    return site.flatMap(s -> find(s.meter(), m, phase)).map(r -> seen(r, per, 0));
  }

  private static Optional<Reading> find(List<Reading> all, Measurand m, Phase phase) {
    return all.stream()
        .filter(r -> r.measurand() == m && r.phase() == phase)
        .filter(r -> r.location() != Location.EV || m == Measurand.SOC)
        .findFirst();
  }

  private Seen seen(Reading r, double per, int more) {
    long age = r.ageMillis(now.millis());
    boolean old = age > TOPICAL_MILLIS || r.quality() == io.ocpp809.station.reading.Quality.HELD;
    int quality = more | (r.usable() ? 0 : Quality.IV) | (old ? Quality.NT : 0);
    return new Seen(r.value() / per, quality, age);
  }

  private Optional<Seen> ofEvse(Quantity q, EvseView e) {
    ConnectorState state = state(e);
    int quality = (e.reachable() ? 0 : Quality.NT) | (e.operative() ? 0 : Quality.BL);
    return switch (q) {
      case EVSE_CONNECTED -> flag(connected(state), quality);
      case EVSE_CHARGING -> flag(state == ConnectorState.CHARGING, quality);
      case EVSE_FAULTED -> flag(state == ConnectorState.FAULTED, 0);
      case EVSE_AVAILABLE -> flag(state == ConnectorState.AVAILABLE, 0);
      case EVSE_SUSPENDED -> flag(state == ConnectorState.SUSPENDED_EVSE, quality);
      case EVSE_LOST -> flag(!e.reachable(), 0);
      case EVSE_OPERATIVE -> Optional.of(Seen.now(DoublePoint.of(e.operative()).code()));
      case EVSE_POWER -> reading(e, Measurand.POWER_ACTIVE_IMPORT, Phase.ALL, 1000);
      case EVSE_CURRENT_L1 -> reading(e, Measurand.CURRENT_IMPORT, Phase.L1, 1);
      case EVSE_CURRENT_L2 -> reading(e, Measurand.CURRENT_IMPORT, Phase.L2, 1);
      case EVSE_CURRENT_L3 -> reading(e, Measurand.CURRENT_IMPORT, Phase.L3, 1);
      case EVSE_VOLTAGE_L1 -> reading(e, Measurand.VOLTAGE, Phase.L1, 1);
      case EVSE_VOLTAGE_L2 -> reading(e, Measurand.VOLTAGE, Phase.L2, 1);
      case EVSE_VOLTAGE_L3 -> reading(e, Measurand.VOLTAGE, Phase.L3, 1);
      case EVSE_DC_VOLTAGE -> dc(e, Measurand.VOLTAGE);
      case EVSE_DC_CURRENT -> dc(e, Measurand.CURRENT_IMPORT);
      case EVSE_SOC -> reading(e, Measurand.SOC, Phase.ALL, 1);
      case EVSE_LIMIT -> limit(e);
      case EVSE_SETPOINT ->
          setPoint(e.siteNumber(), e.phases())
              .or(() -> Optional.of(Seen.now(e.ratingWatts() / 1000.0)));
      case EVSE_STATUS -> Optional.of(new Seen(state.ordinal(), quality & Quality.NT, 0));
      case EVSE_ENERGY -> reading(e, Measurand.ENERGY_ACTIVE_IMPORT_REGISTER, Phase.ALL, 1);
      default -> Optional.empty();
    };
  }

  private static Optional<Seen> flag(boolean on, int quality) {
    return Optional.of(new Seen(on ? 1 : 0, quality, 0));
  }

  private static boolean connected(ConnectorState s) {
    return s == ConnectorState.PREPARING
        || s == ConnectorState.CHARGING
        || s == ConnectorState.SUSPENDED_EV
        || s == ConnectorState.SUSPENDED_EVSE
        || s == ConnectorState.FINISHING;
  }

  private Optional<Seen> reading(EvseView e, Measurand m, Phase phase, double per) {
    int more = (e.reachable() ? 0 : Quality.NT) | (e.operative() ? 0 : Quality.BL);
    return find(e.readings(), m, phase).map(r -> seen(r, per, more));
  }

  /** Voltage and current of a DC outlet have no phase. */
  private Optional<Seen> dc(EvseView e, Measurand m) {
    return reading(e, m, Phase.ALL, 1);
  }

  private static Optional<Seen> limit(EvseView e) {
    if (e.limitWatts() >= 0) {
      return Optional.of(Seen.now(e.limitWatts() / 1000.0));
    }
    return e.limitMilliamps() >= 0
        ? Optional.of(
            Seen.now(Limit.milliamps(e.limitMilliamps()).toWatts(VOLTAGE, e.phases()) / 1000.0))
        : Optional.empty();
  }

  /** The set-point accepted last in kW. */
  private Optional<Seen> setPoint(int target, int phases) {
    return Optional.ofNullable(grid.setPoints().get(target))
        .map(p -> Seen.now(p.limit().toWatts(VOLTAGE, phases) / 1000.0));
  }
}
