package io.ocpp809.iec104.site;

import io.ocpp809.iec104.site.Effects.Outcome;
import io.ocpp809.iec104.station.Audit;
import io.ocpp809.iec104.station.Commands;
import io.ocpp809.iec104.station.ControlledStation;
import io.ocpp809.iec104.station.Moment;
import io.ocpp809.iec104.station.Order;
import io.ocpp809.iec104.station.StationListener;
import io.ocpp809.station.limit.Limit;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Joins a controlled station and a charging site: tells the points what the site does, and makes
 * commands and set-points take effect there. Called under the lock of its station, like that.
 */
public final class GridSide implements Commands, StationListener {
  private final ChargingSite site;
  private final PointPlan plan;
  private final GridOptions options;
  private final Demands demands;
  private final GridOrders orders;
  private final Supplier<Moment> clock;
  private final Supplier<Optional<Integer>> certificateDays;
  private final Consumer<Audit> journal;
  private final Kept kept;
  private ControlledStation station;

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
    this.clock = clock;
    this.certificateDays = certificateDays;
    this.journal = journal;
    this.kept = new Kept(keep);
    this.demands = new Demands(site, options, kept::limits, clock.get().millis());
    this.orders = new GridOrders(site, plan, options, demands, remote, clock, told());
  }

  private GridOrders.Told told() {
    return new GridOrders.Told() {
      @Override
      public void changed(int target, Moment now) {
        apply(now);
        mirror(target, now);
      }

      @Override
      public void clipped(Order order, Limit taken, Moment now) {
        String what = "set-point at " + order.point().address() + " taken as " + taken.words();
        journal.accept(new Audit(now, order.group(), "", what, true, "it is above the rating"));
      }

      @Override
      public void ended(Effects.Ended end, PlannedCommand command, Moment now) {
        GridSide.this.ended(end, command, now);
      }
    };
  }

  /** Names the station whose points are told; to be called once, before anything else. */
  public void bind(ControlledStation controlled) {
    station = controlled;
  }

  /**
   * Takes the place of one that was made from another configuration: what that has given and this
   * one does not demand is taken back with the next look. Keeps nothing by itself: what stands is
   * still to be taken up by {@link #restore}.
   */
  public void takeOver(GridSide before) {
    demands.takeOver(before.demands);
    orders.takeOver(before.orders);
    kept.takeOver(before.kept);
  }

  /** Takes all back that was given; nothing is demanded any more, also not after a restart. */
  public void withdraw() {
    demands.withdraw();
  }

  /** Takes up what stood before a restart, and makes it take effect. */
  public void restore(String text) {
    Moment now = clock.get();
    demands.restore(kept.restore(text), now);
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
    orders.remote(taken);
  }

  /** Looks at the site and tells what has changed; to be called once a second and at changes. */
  public void tick() {
    Moment now = clock.get();
    apply(now);
    SiteImage image = image(now);
    for (PlannedPoint p : plan.points()) {
      int address = p.point().address();
      image
          .sample(p)
          .ifPresentOrElse(
              s -> station.update(address, s, now),
              () -> station.missing(address, SiteImage.TOPICAL_MILLIS, now));
    }
    orders.look(new Observed(site, now), now);
  }

  private SiteImage image(Moment now) {
    Map<Integer, SetPoint> setPoints = new HashMap<>();
    GridLimits limits = demands.limits();
    limits.targets().forEach(t -> limits.last(t).ifPresent(p -> setPoints.put(t, p)));
    return new SiteImage(
        site,
        new GridState(
            orders.remote(),
            demands.failSafe(),
            kept.overflowed(),
            orders.clipped(),
            now.trusted(),
            certificateDays.get(),
            options.installedWatts(),
            demands.guaranteedWatts(),
            demands.siteLimit(),
            setPoints),
        now);
  }

  private void apply(Moment now) {
    demands.apply(now).forEach(e -> expired(e, now));
  }

  private void expired(GridLimits.Expired e, Moment now) {
    String of = e.target() == GridLimits.SITE ? "the site" : "EVSE " + e.target();
    String what =
        "limit of " + of + " ended, which was valid for " + e.setPoint().minutes() + " min";
    journal.accept(new Audit(now, e.group(), "", what, true, ""));
    mirror(e.target(), now);
  }

  @Override
  public String refusal(Order order) {
    return orders.refusal(order);
  }

  @Override
  public boolean needsSelect(Order order) {
    return orders.needsSelect(order);
  }

  @Override
  public boolean reduces(Order order) {
    return orders.reduces(order);
  }

  @Override
  public void execute(Order order) {
    orders.execute(order);
  }

  private void ended(Effects.Ended e, PlannedCommand c, Moment now) {
    Order order = e.awaited().order();
    String what = "effect of " + order.point().name() + " at " + order.point().address();
    boolean missed = e.outcome() == Outcome.NOT_SEEN;
    journal.accept(new Audit(now, order.group(), "", what, !missed, e.words()));
    mirror(c.evse(), now);
    station.completed(order, e.outcome() == Outcome.SEEN, now);
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
    demands.limits().heard(group, true, at.millis());
    journal.accept(new Audit(at, group, "", "data transfer started", true, ""));
  }

  @Override
  public void stopped(String group, Moment at) {
    demands.limits().heard(group, false, at.millis());
    journal.accept(new Audit(at, group, "", "data transfer stopped", true, ""));
  }

  @Override
  public void clock(String group, Duration offset, Moment at) {
    journal.accept(new Audit(at, group, "", "clock synchronisation, " + offset, true, ""));
  }

  @Override
  public void overflowed(String group, int events, Moment at) {
    kept.overflowed(true);
  }

  @Override
  public void cleared(String group, Moment at) {
    kept.overflowed(false);
    journal.accept(new Audit(at, group, "", "buffered events cleared", true, ""));
  }

  @Override
  public void audit(Audit line) {
    journal.accept(line);
  }
}
