package io.ocpp809.iec104.site;

import io.ocpp809.iec104.asdu.DoublePoint;
import io.ocpp809.iec104.asdu.Value;
import io.ocpp809.iec104.site.Quantity.Scope;
import io.ocpp809.iec104.station.Audit;
import io.ocpp809.iec104.station.Commands;
import io.ocpp809.iec104.station.ControlledStation;
import io.ocpp809.iec104.station.Moment;
import io.ocpp809.iec104.station.Order;
import io.ocpp809.iec104.station.StationListener;
import io.ocpp809.station.EvseView;
import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Joins a controlled station and a charging site: tells the points what the site does, and makes
 * commands and set-points take effect there. Called under the lock of its station, like that.
 */
public final class GridSide implements Commands, StationListener {
  private static final int VOLTAGE = 230;
  private static final int PHASES = 3;
  private static final double TOLERANCE = 0.05;
  private static final int TOLERANCE_WATTS = 500;
  private static final double RISE = 0.1;
  private static final int MOST_MINUTES = 10_080;

  private final ChargingSite site;
  private final PointPlan plan;
  private final GridOptions options;
  private final GridLimits limits;
  private final Effects effects;
  private final Supplier<Moment> clock;
  private final Supplier<Optional<Integer>> certificateDays;
  private final Consumer<Audit> journal;
  private final Consumer<String> keep;
  private final Map<Integer, PlannedCommand> commands = new HashMap<>();
  private final Map<Given, Limit> told = new HashMap<>();
  private ControlledStation station;
  private boolean remote;
  private boolean overflowed;
  private boolean clipped;
  private OptionalInt failSafe = OptionalInt.empty();
  private String kept = "";

  /** Whose limit was given to what. */
  private record Given(int target, LimitSource source) {}

  /**
   * Joins them.
   *
   * @param site the charging site
   * @param plan which point tells or does what
   * @param options how set-points are taken
   * @param remote whether commands are taken
   * @param clock present time
   * @param certificateDays days until the first of our certificates ends
   * @param journal keeps what was commanded, by whom, and what came of it
   * @param keep keeps what stands, for {@link #restore} after a restart
   */
  public GridSide(
      ChargingSite site,
      PointPlan plan,
      GridOptions options,
      boolean remote,
      Supplier<Moment> clock,
      Supplier<Optional<Integer>> certificateDays,
      Consumer<Audit> journal,
      Consumer<String> keep) {
    this.site = site;
    this.plan = plan;
    this.options = options;
    this.remote = remote;
    this.clock = clock;
    this.certificateDays = certificateDays;
    this.journal = journal;
    this.keep = keep;
    this.limits = new GridLimits(options, clock.get().millis());
    this.effects = new Effects(options.effectMillis());
    plan.commands().forEach(c -> commands.put(c.point().address(), c));
  }

  /** Names the station whose points are told; to be called once, before anything else. */
  public void bind(ControlledStation controlled) {
    station = controlled;
  }

  /**
   * Takes the place of one that was made from another configuration: what that has given and this
   * one does not demand is taken back with the next look.
   */
  public void takeOver(GridSide before) {
    told.putAll(before.told);
    overflowed = before.overflowed;
    clipped = before.clipped;
  }

  /** Takes all back that was given; nothing is demanded any more. */
  public void withdraw() {
    for (Given g : List.copyOf(told.keySet())) {
      give(g.target(), g.source(), Optional.empty());
    }
  }

  /** Takes up what stood before a restart, and makes it take effect. */
  public void restore(String text) {
    Moment now = clock.get();
    limits.restore(text, now);
    kept = text;
    failSafe = limits.failSafeWatts(now.millis());
    apply(now);
  }

  /**
   * Has a point tell a number for ten minutes, for the bit test at acceptance.
   *
   * @param line address and value as an operator writes them, such as {@code 20001 12.5}
   * @return empty if done, else why not
   */
  public String force(String line) {
    String[] parts = line.strip().split("\\s+");
    try {
      int address = Integer.parseInt(parts[0]);
      double number = Double.parseDouble(parts[1]);
      PlannedPoint point =
          plan.points().stream()
              .filter(p -> p.point().address() == address)
              .findFirst()
              .orElseThrow(
                  () -> new IllegalArgumentException("no point has the address " + address));
      station.force(address, SiteImage.value(point.point().kind(), number), clock.get());
      audit(
          new Audit(
              clock.get(), "", "", "force of " + point.point().name() + " " + line, true, ""));
      return "";
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      return "force: an address and a number, such as 20001 12.5, not \"" + line.strip() + "\"";
    } catch (IllegalArgumentException e) {
      return "force: " + e.getMessage();
    }
  }

  /** Whether commands are taken from now on. */
  public void remote(boolean taken) {
    remote = taken;
  }

  /** Looks at the site and tells what has changed; to be called once a second and at changes. */
  public void tick() {
    Moment now = clock.get();
    failSafe = limits.failSafeWatts(now.millis());
    apply(now);
    SiteImage image = image(now);
    for (PlannedPoint p : plan.points()) {
      image.sample(p).ifPresent(s -> station.update(p.point().address(), s, now));
    }
    effects.look(image, now.millis()).forEach(e -> ended(e, now));
  }

  private SiteImage image(Moment now) {
    Map<Integer, SetPoint> setPoints = new HashMap<>();
    limits.targets().forEach(t -> limits.last(t).ifPresent(p -> setPoints.put(t, p)));
    return new SiteImage(
        site,
        new GridState(
            remote,
            failSafe.isPresent(),
            overflowed,
            clipped,
            now.trusted(),
            certificateDays.get(),
            options.installedWatts(),
            options.floor() ? GridLimits.floorWatts(evses()) : 0,
            siteLimit(),
            setPoints),
        now);
  }

  private Optional<Limit> siteLimit() {
    Optional<Limit> set = set(GridLimits.SITE);
    if (failSafe.isEmpty()) {
      return set;
    }
    Limit safe = Limit.watts(failSafe.getAsInt());
    return set.filter(l -> l.toWatts(VOLTAGE, PHASES) <= safe.value()).or(() -> Optional.of(safe));
  }

  private int evses() {
    return site.stations().stream().mapToInt(s -> s.evses().size()).sum();
  }

  /** Gives the site and its EVSEs the limits that hold now. */
  private void apply(Moment now) {
    List<GridLimits.Expired> expired = limits.expire(now.millis());
    for (int target : limits.targets().toArray(Integer[]::new)) {
      int evses = target == GridLimits.SITE ? evses() : 1;
      give(target, LimitSource.GRID, limits.step(target, rating(target), evses, now.millis()));
    }
    for (Given g : List.copyOf(told.keySet())) {
      if (g.source() == LimitSource.GRID && !limits.targets().contains(g.target())) {
        give(g.target(), LimitSource.GRID, Optional.empty());
      }
    }
    Optional<Limit> safe =
        failSafe.isPresent() ? Optional.of(Limit.watts(failSafe.getAsInt())) : Optional.empty();
    give(GridLimits.SITE, LimitSource.FAIL_SAFE, safe);
    String text = limits.text(now.millis());
    if (!text.equals(kept)) {
      kept = text;
      keep.accept(text);
    }
    expired.forEach(e -> expired(e, now));
  }

  private void expired(GridLimits.Expired e, Moment now) {
    String of = e.target() == GridLimits.SITE ? "the site" : "EVSE " + e.target();
    String what =
        "limit of " + of + " ended, which was valid for " + e.setPoint().minutes() + " min";
    journal.accept(new Audit(now, e.group(), "", what, true, ""));
    mirror(e.target(), now);
  }

  /**
   * Gives a limit again and again while it holds, since EVSEs come and go, and takes it back once.
   */
  private void give(int target, LimitSource source, Optional<Limit> limit) {
    Given key = new Given(target, source);
    if (limit.isEmpty() && told.remove(key) == null) {
      return;
    }
    limit.ifPresent(l -> told.put(key, l));
    if (target == GridLimits.SITE) {
      site.limitSite(source, limit);
    } else {
      site.limitEvse(target, source, limit);
    }
  }

  private Optional<Limit> set(int target) {
    return Optional.ofNullable(told.get(new Given(target, LimitSource.GRID)));
  }

  private int rating(int target) {
    return target == GridLimits.SITE
        ? options.installedWatts()
        : evse(target).map(EvseView::ratingWatts).orElse(options.installedWatts());
  }

  private Optional<EvseView> evse(int siteNumber) {
    return site.stations().stream()
        .flatMap(s -> s.evses().stream())
        .filter(e -> e.siteNumber() == siteNumber)
        .findFirst();
  }

  @Override
  public String refusal(Order order) {
    PlannedCommand c = commands.get(order.point().address());
    if (!remote) {
      return "remote control is off";
    }
    if (c.evse() > 0 && evse(c.evse()).isEmpty()) {
      return "there is no EVSE " + c.evse() + " at the site now";
    }
    if (c.action().limits()) {
      return number(order, c) < 0 ? "a limit is 0 or more" : "";
    }
    if (c.action() == Action.VALIDITY) {
      double minutes = number(order, c);
      return minutes >= 0 && minutes <= MOST_MINUTES
          ? ""
          : "a validity is 0 to " + MOST_MINUTES + " minutes; 0 until it is changed";
    }
    boolean pulse = c.action() != Action.ENABLE && c.action() != Action.EVSE_ENABLE;
    return pulse && !on(order) ? "only on is a command of this point" : "";
  }

  /** The value of a set-point in kW, A, or as a part of 100 %. */
  private static double number(Order order, PlannedCommand c) {
    Value v = order.value();
    double raw =
        v instanceof Value.ShortFloat f
            ? f.value()
            : v instanceof Value.Scaled s ? s.raw() : normalized((Value.Normalized) v);
    return raw / c.factor();
  }

  /** The largest normalised value there is means all. */
  private static double normalized(Value.Normalized v) {
    return v.raw() == Short.MAX_VALUE ? 1 : v.value();
  }

  private static boolean on(Order order) {
    return order.value() instanceof Value.SinglePoint p
        ? p.on()
        : ((Value.TwoBits) order.value()).state() == DoublePoint.ON;
  }

  @Override
  public boolean needsSelect(Order order) {
    PlannedCommand c = commands.get(order.point().address());
    if (c.action() == Action.VALIDITY) {
      return false;
    }
    int rating = rating(c.evse());
    int present = set(c.evse()).map(l -> l.toWatts(VOLTAGE, PHASES)).orElse(rating);
    int wanted = limit(order, c).toWatts(VOLTAGE, PHASES);
    return wanted - present > RISE * rating;
  }

  private Limit limit(Order order, PlannedCommand c) {
    double number = number(order, c);
    return switch (c.action()) {
      case LIMIT, EVSE_LIMIT -> Limit.watts(whole(number * 1000));
      case LIMIT_AMPERES, EVSE_LIMIT_AMPERES -> Limit.milliamps(whole(number * 1000));
      default -> Limit.watts(whole(number * rating(c.evse())));
    };
  }

  private static int whole(double value) {
    return (int) Math.max(0, Math.min(Integer.MAX_VALUE, Math.floor(value + 1e-3)));
  }

  @Override
  public void execute(Order order) {
    PlannedCommand c = commands.get(order.point().address());
    Moment now = clock.get();
    switch (c.action()) {
      case STOP, EVSE_STOP -> stop(order, c, now);
      case ENABLE, EVSE_ENABLE -> enable(order, c, now);
      case RELEASE, EVSE_RELEASE -> {
        limits.release(c.evse(), order.group());
        apply(now);
        mirror(c.evse(), now);
        await(order, c.evse(), image -> true, now);
      }
      case VALIDITY -> {
        limits.validity(order.group(), (int) Math.round(number(order, c)));
        apply(now);
        await(order, c.evse(), image -> true, now);
      }
      default -> set(order, c, now);
    }
  }

  private void set(Order order, PlannedCommand c, Moment now) {
    Limit wanted = limit(order, c);
    int rating = rating(c.evse());
    boolean above = wanted.toWatts(VOLTAGE, PHASES) > rating;
    clipped = above;
    Limit taken = above ? Limit.watts(rating) : wanted;
    int minutes = limits.validity(order.group());
    limits.accept(c.evse(), order.group(), new SetPoint(taken, now.wall(), minutes), now.millis());
    apply(now);
    mirror(c.evse(), now);
    int watts = Math.max(taken.toWatts(VOLTAGE, PHASES), floor(c.evse()));
    await(order, c.evse(), image -> drawn(image, c.evse()) <= tolerated(watts), now);
  }

  private int floor(int target) {
    return options.floor() ? GridLimits.floorWatts(target == GridLimits.SITE ? evses() : 1) : 0;
  }

  private static double tolerated(int watts) {
    return watts + Math.max(TOLERANCE_WATTS, watts * TOLERANCE);
  }

  private static double drawn(SiteImage image, int target) {
    return target == GridLimits.SITE ? image.drawnWatts() : image.drawnWatts(target);
  }

  private void stop(Order order, PlannedCommand c, Moment now) {
    each(c, e -> site.stop(e.siteNumber()));
    await(order, c.evse(), image -> image.idle(c.evse()), now);
  }

  private void enable(Order order, PlannedCommand c, Moment now) {
    boolean on = on(order);
    each(c, e -> site.operative(e.siteNumber(), on));
    await(order, c.evse(), image -> image.operative(c.evse(), on), now);
  }

  private void each(PlannedCommand c, Consumer<EvseView> call) {
    if (c.action().scope() == Scope.EVSE) {
      evse(c.evse()).ifPresent(call);
    } else {
      site.stations().forEach(s -> s.evses().forEach(call));
    }
  }

  private void await(Order order, int target, Predicate<SiteImage> seen, Moment now) {
    effects
        .await(new Effects.Awaited(order, target, seen, now.millis()))
        .forEach(e -> ended(e, now));
  }

  private void ended(Effects.Ended e, Moment now) {
    Order order = e.awaited().order();
    PlannedCommand c = commands.get(order.point().address());
    if (!e.seen()) {
      clipped = true;
    }
    journal.accept(
        new Audit(
            now,
            order.group(),
            "",
            "effect of " + order.point().name() + " at " + order.point().address(),
            e.seen(),
            e.seen()
                ? "after " + e.afterMillis() + " ms"
                : "not seen within " + e.afterMillis() + " ms"));
    mirror(c.evse(), now);
    station.completed(order, e.seen(), now);
  }

  /** Tells set-point and limit of a target as return information of a command. */
  private void mirror(int target, Moment now) {
    SiteImage image = image(now);
    for (PlannedPoint p : plan.points()) {
      boolean mirrors =
          switch (p.quantity()) {
            case SETPOINT, LIMIT, LIMIT_PERCENT, EVSE_SETPOINT, EVSE_LIMIT -> true;
            default -> false;
          };
      if (mirrors && p.evse() == target) {
        image.sample(p).ifPresent(s -> station.feedBack(p.point().address(), s, true, now));
      }
    }
  }

  @Override
  public void started(String group, Moment at) {
    limits.heard(group, true, at.millis());
    journal.accept(new Audit(at, group, "", "data transfer started", true, ""));
  }

  @Override
  public void stopped(String group, Moment at) {
    limits.heard(group, false, at.millis());
    journal.accept(new Audit(at, group, "", "data transfer stopped", true, ""));
  }

  @Override
  public void clock(String group, Duration offset, Moment at) {
    journal.accept(new Audit(at, group, "", "clock synchronisation, " + offset, true, ""));
  }

  @Override
  public void overflowed(String group, int events, Moment at) {
    overflowed = true;
  }

  @Override
  public void cleared(String group, Moment at) {
    overflowed = false;
    journal.accept(new Audit(at, group, "", "buffered events cleared", true, ""));
  }

  @Override
  public void audit(Audit line) {
    journal.accept(line);
  }
}
