package io.ocpp809.template;

import io.ocpp809.station.pile.PileCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns a command into writes to channels, in order, with what must be read back afterwards. */
public final class ControlRecipe {
  private final PileTemplate template;

  /** The recipe of a template. */
  public ControlRecipe(PileTemplate template) {
    this.template = template;
  }

  /**
   * A write.
   *
   * @param channel channel name
   * @param value Double or String
   */
  public record Step(String channel, Object value) {}

  /**
   * What to do.
   *
   * @param steps writes in order
   * @param readBack channel to read afterwards; empty if nothing can be read back
   * @param expected value that it must show
   * @param tolerance how far it may be off
   * @param settleMillis how long after the last write, ms
   */
  public record Plan(
      List<Step> steps,
      Optional<String> readBack,
      double expected,
      double tolerance,
      int settleMillis) {
    /** Copies the steps. */
    public Plan {
      steps = List.copyOf(steps);
    }
  }

  /** The plan of a command; empty if this pile cannot do it. */
  public Optional<Plan> plan(PileCommand command) {
    Control c = template.control();
    if (command instanceof PileCommand.LimitCurrent limit && !c.power()) {
      return limit(c, limit.milliamps() / 1000d, 0.6);
    }
    if (command instanceof PileCommand.LimitPower limit && c.power()) {
      return limit(c, limit.watts(), 50);
    }
    if (command instanceof PileCommand.Enable) {
      return c.enable().map(e -> plain(new Step(e, c.on())));
    }
    if (command instanceof PileCommand.Disable) {
      return c.enable().map(e -> plain(new Step(e, c.off())));
    }
    if (command instanceof PileCommand.Unlock) {
      return c.unlock().map(u -> plain(new Step(u, c.unlockValue())));
    }
    return Optional.empty();
  }

  private Plan plain(Step step) {
    return new Plan(List.of(step), Optional.empty(), 0, 0, 0);
  }

  private Optional<Plan> limit(Control c, double value, double tolerance) {
    if (c.limit().isEmpty()) {
      return Optional.empty();
    }
    double clamped = c.maximum() > 0 ? Math.min(value, c.maximum()) : value;
    List<Step> steps = new ArrayList<>();
    if (clamped == 0 && c.pause() == Control.Pause.ENABLE) {
      return Optional.of(plain(new Step(c.enable().orElseThrow(), c.off())));
    }
    steps.add(new Step(c.limit().get(), clamped));
    if (c.pause() == Control.Pause.ENABLE) {
      steps.add(new Step(c.enable().orElseThrow(), c.on()));
    }
    return Optional.of(new Plan(steps, c.readBack(), clamped, tolerance, c.settleMillis()));
  }
}
