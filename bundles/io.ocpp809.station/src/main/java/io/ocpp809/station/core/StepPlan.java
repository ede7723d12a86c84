package io.ocpp809.station.core;

import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.pile.Capabilities;
import io.ocpp809.station.pile.Capabilities.Gate;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.pile.PileState;
import java.util.Optional;
import java.util.OptionalDouble;

/** Which limit step a pile is to make, by what it says before; or why it can make none. */
final class StepPlan {
  private static final long FRESH_MILLIS = 5_000;
  private static final double SHARE = 0.6;

  private final boolean charging;
  private final Capabilities capabilities;
  private final StepSizes sizes;
  private Optional<Limit> former = Optional.empty();
  private Optional<Limit> lower = Optional.empty();

  StepPlan(boolean charging, Capabilities capabilities, StepSizes sizes) {
    this.charging = charging;
    this.capabilities = capabilities;
    this.sizes = sizes;
  }

  /**
   * The limit to go back to: what the pile shows, unless more flows, then the rating; never above
   * the rating. Empty for a pile without a limit.
   */
  Optional<Limit> former() {
    return former;
  }

  /**
   * The limit of the step: with a vehicle 60 % of what flows; without one the least with which a
   * vehicle charges, or a little more where the pile is set to that already. Never 0, for which
   * some piles close their gate. Empty for a pile without a limit.
   */
  Optional<Limit> lower() {
    return lower;
  }

  /** Plans the step; what stands in its way, in words. */
  Optional<String> obstacle(PileReport report, long now) {
    if (capabilities.gate() == Gate.NONE) {
      return Optional.of("the template has nothing that could be written");
    }
    if (!report.reachable()) {
      return Optional.of("the pile does not answer");
    }
    OptionalDouble drawn = sizes.drawn(report, now - FRESH_MILLIS);
    return charging ? whileCharging(report, drawn) : whileEmpty(report, drawn);
  }

  private Optional<String> whileCharging(PileReport report, OptionalDouble drawn) {
    if (drawn.isEmpty()) {
      return Optional.of("no current or power of the pile is measured");
    }
    double flows = drawn.getAsDouble();
    if (!limited()) {
      String least = sizes.say(sizes.clear());
      return flows >= sizes.clear()
          ? Optional.empty()
          : Optional.of("no vehicle charges; it must draw " + least + " or more");
    }
    double before = shown(report);
    if (before < flows - sizes.tolerance(flows)) {
      before = sizes.rating();
    }
    Limit back = sizes.limit(Math.min(before, sizes.rating()));
    Limit down = sizes.limit(Math.max(sizes.least(), Math.min(flows, before) * SHARE));
    former = Optional.of(back);
    lower = Optional.of(down);
    double needed = down.value() + sizes.clear();
    if (flows >= needed && back.value() > down.value()) {
      return Optional.empty();
    }
    return Optional.of(
        "the vehicle draws "
            + sizes.say(flows)
            + ", and a step can only be seen where it draws "
            + sizes.say(Math.max(needed, sizes.least() + sizes.clear()))
            + " or more");
  }

  private Optional<String> whileEmpty(PileReport report, OptionalDouble drawn) {
    if (!limited()) {
      return Optional.of("a pile without a limit needs a vehicle that charges");
    }
    boolean draws = drawn.isPresent() && drawn.getAsDouble() > sizes.tolerance(0);
    if (draws || report.state().filter(PileState::plugged).isPresent()) {
      return Optional.of("a vehicle is plugged in; unplug it, or make the step while it charges");
    }
    double before = Math.min(shown(report), sizes.rating());
    Limit back = sizes.limit(before);
    Limit least = sizes.limit(sizes.least());
    Limit step =
        back.equals(least)
            ? sizes.limit(Math.min(sizes.rating(), sizes.least() + sizes.clear()))
            : least;
    former = Optional.of(back);
    lower = Optional.of(step);
    return back.equals(step)
        ? Optional.of("the rating is the least current; there is no other limit to step to")
        : Optional.empty();
  }

  private double shown(PileReport report) {
    return sizes.shown(report, Long.MIN_VALUE).orElse(sizes.rating());
  }

  private boolean limited() {
    return !capabilities.limitKinds().isEmpty();
  }
}
