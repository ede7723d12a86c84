package io.ocpp809.iec104.site;

import io.ocpp809.iec104.asdu.DoublePoint;
import io.ocpp809.iec104.asdu.Value;
import io.ocpp809.iec104.site.Effects.Ended;
import io.ocpp809.iec104.site.Effects.Outcome;
import io.ocpp809.iec104.site.Effects.Subject;
import io.ocpp809.iec104.site.Quantity.Scope;
import io.ocpp809.iec104.station.Commands;
import io.ocpp809.iec104.station.Moment;
import io.ocpp809.iec104.station.Order;
import io.ocpp809.station.EvseView;
import io.ocpp809.station.limit.Limit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Carries commands and set-points out at a charging site, and follows them until their effect is
 * seen. Called under the lock of the station, like that.
 */
final class GridOrders implements Commands {
  private static final double TOLERANCE = 0.05;
  private static final int TOLERANCE_WATTS = 500;
  private static final double RISE = 0.1;
  private static final int MOST_MINUTES = 10_080;

  private final ChargingSite site;
  private final GridOptions options;
  private final Demands demands;
  private final Supplier<Moment> clock;
  private final Told told;
  private final Effects effects;
  private final Map<Integer, PlannedCommand> commands = new HashMap<>();
  private boolean remote;
  private boolean clipped;

  /** Is told of what becomes of orders. */
  interface Told {
    /** What holds for a target has changed, or is to be made so. */
    void changed(int target, Moment now);

    /** A set-point above the rating was taken as that. */
    void clipped(Order order, Limit taken, Moment now);

    /** The effect of an order was seen, or is not awaited any more. */
    void ended(Ended end, PlannedCommand command, Moment now);
  }

  /**
   * Makes it.
   *
   * @param remote whether commands are taken
   */
  GridOrders(
      ChargingSite site,
      PointPlan plan,
      GridOptions options,
      Demands demands,
      boolean remote,
      Supplier<Moment> clock,
      Told told) {
    this.site = site;
    this.options = options;
    this.demands = demands;
    this.remote = remote;
    this.clock = clock;
    this.told = told;
    this.effects = new Effects(options.effectMillis());
    plan.commands().forEach(c -> commands.put(c.point().address(), c));
  }

  /** Goes on with what one that was made from another configuration has to tell. */
  void takeOver(GridOrders before) {
    clipped = before.clipped;
  }

  boolean remote() {
    return remote;
  }

  void remote(boolean taken) {
    remote = taken;
  }

  /** Whether a set-point was above a rating, or the effect of a command was not seen. */
  boolean clipped() {
    return clipped;
  }

  /** Looks whether effects are seen. */
  void look(Observed seen, Moment now) {
    ended(effects.look(seen, now.millis()), now);
  }

  @Override
  public String refusal(Order order) {
    PlannedCommand c = commands.get(order.point().address());
    if (!remote) {
      return "remote control is off";
    }
    if (c.evse() > 0 && demands.evse(c.evse()).isEmpty()) {
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
    Optional<Rated> rated = demands.rated(c.evse());
    if (c.action() == Action.VALIDITY || rated.isEmpty()) {
      return false;
    }
    Rated r = rated.get();
    int present = demands.set(c.evse()).map(r::watts).orElse(r.watts());
    return r.watts(limit(order, c, r)) - present > RISE * r.watts();
  }

  @Override
  public boolean reduces(Order order) {
    PlannedCommand c = commands.get(order.point().address());
    return c.action().limits()
        && demands.rated(c.evse()).filter(r -> reduces(order, c, r)).isPresent();
  }

  private boolean reduces(Order order, PlannedCommand c, Rated rated) {
    int stands = demands.limits().smallest(c.evse(), rated).map(rated::watts).orElse(rated.watts());
    return rated.watts(limit(order, c, rated)) < stands;
  }

  private static Limit limit(Order order, PlannedCommand c, Rated rated) {
    double number = number(order, c);
    return switch (c.action()) {
      case LIMIT, EVSE_LIMIT -> Limit.watts(whole(number * 1000));
      case LIMIT_AMPERES, EVSE_LIMIT_AMPERES -> Limit.milliamps(whole(number * 1000));
      default -> Limit.watts(whole(number * rated.watts()));
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
      case STOP, EVSE_STOP -> {
        each(c, e -> site.stop(e.siteNumber()));
        await(order, c, Subject.STOP, seen -> seen.idle(c.evse()), now);
      }
      case ENABLE, EVSE_ENABLE -> {
        boolean on = on(order);
        each(c, e -> site.operative(e.siteNumber(), on));
        await(order, c, Subject.SERVICE, seen -> seen.operative(c.evse(), on), now);
      }
      case RELEASE, EVSE_RELEASE -> {
        demands.limits().release(c.evse(), order.group());
        told.changed(c.evse(), now);
        await(order, c, Subject.LIMIT, seen -> true, now);
      }
      case VALIDITY -> {
        demands.limits().validity(order.group(), (int) Math.round(number(order, c)));
        told.changed(c.evse(), now);
        await(order, c, Subject.VALIDITY, seen -> true, now);
      }
      default -> demands.rated(c.evse()).ifPresent(r -> set(order, c, r, now));
    }
  }

  private void set(Order order, PlannedCommand c, Rated rated, Moment now) {
    Limit wanted = limit(order, c, rated);
    clipped = rated.watts(wanted) > rated.watts();
    Limit taken = clipped ? rated.most(wanted.kind()) : wanted;
    if (clipped) {
      told.clipped(order, taken, now);
    }
    int minutes = demands.limits().validity(order.group());
    SetPoint setPoint = new SetPoint(taken, now.wall(), now.trusted(), minutes);
    demands.limits().accept(c.evse(), order.group(), setPoint, now.millis());
    told.changed(c.evse(), now);
    Limit left = options.floor() ? Floor.lift(taken, rated) : taken;
    int watts = rated.watts(left);
    double tolerated = watts + Math.max(TOLERANCE_WATTS, watts * TOLERANCE);
    await(order, c, Subject.LIMIT, seen -> obeys(seen.drawnWatts(c.evse()), tolerated), now);
  }

  private static boolean obeys(OptionalDouble drawn, double tolerated) {
    return drawn.isPresent() && drawn.getAsDouble() <= tolerated;
  }

  private void each(PlannedCommand c, Consumer<EvseView> call) {
    if (c.action().scope() == Scope.EVSE) {
      demands.evse(c.evse()).ifPresent(call);
    } else {
      site.stations().forEach(s -> s.evses().forEach(call));
    }
  }

  private void await(
      Order order, PlannedCommand c, Subject subject, Predicate<Observed> seen, Moment now) {
    ended(effects.await(new Effects.Awaited(order, c.evse(), subject, seen, now.millis())), now);
  }

  private void ended(List<Ended> all, Moment now) {
    for (Ended e : all) {
      clipped |= e.outcome() == Outcome.NOT_SEEN;
      told.ended(e, commands.get(e.awaited().order().point().address()), now);
    }
  }
}
