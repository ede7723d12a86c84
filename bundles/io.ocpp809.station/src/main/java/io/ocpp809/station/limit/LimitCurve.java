package io.ocpp809.station.limit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A limit as a step function over time; before its first step and where a step says so there is
 * none.
 *
 * @param steps in order of time, no two at the same instant
 */
public record LimitCurve(List<Step> steps) {
  /**
   * A step.
   *
   * @param from from when on it holds
   * @param limit the limit; empty for none
   */
  public record Step(Instant from, Optional<Limit> limit) {
    /** Checks that no part is null. */
    public Step {
      Objects.requireNonNull(from, "from");
      Objects.requireNonNull(limit, "limit");
    }
  }

  /** Copies the steps and checks their order. */
  public LimitCurve {
    steps = List.copyOf(steps);
    for (int i = 1; i < steps.size(); i++) {
      if (!steps.get(i - 1).from().isBefore(steps.get(i).from())) {
        throw new IllegalArgumentException("steps are not in order of time: " + steps);
      }
    }
  }

  /** The same limit for ever. */
  public static LimitCurve constant(Limit limit) {
    return new LimitCurve(List.of(new Step(Instant.MIN, Optional.of(limit))));
  }

  /** The same limit until an instant, then none. */
  public static LimitCurve until(Limit limit, Instant end) {
    return new LimitCurve(
        List.of(new Step(Instant.MIN, Optional.of(limit)), new Step(end, Optional.empty())));
  }

  /** The limit at an instant. */
  public Optional<Limit> at(Instant now) {
    Optional<Limit> result = Optional.empty();
    for (Step step : steps) {
      if (step.from().isAfter(now)) {
        break;
      }
      result = step.limit();
    }
    return result;
  }

  /** The next instant after the given one at which a step begins. */
  public Optional<Instant> nextChange(Instant now) {
    return steps.stream().map(Step::from).filter(f -> f.isAfter(now)).findFirst();
  }

  /** A curve made of steps, of which neighbours with the same limit are merged. */
  public static LimitCurve merged(List<Step> steps) {
    List<Step> result = new ArrayList<>();
    for (Step step : steps) {
      if (result.isEmpty() || !result.get(result.size() - 1).limit().equals(step.limit())) {
        result.add(step);
      }
    }
    return new LimitCurve(result);
  }
}
