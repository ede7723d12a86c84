package io.ocpp809.template;

import io.ocpp809.modbus.Addresses;
import io.ocpp809.modbus.Table;
import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.station.pile.WritingRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns a command into writes of channels and what must be read back afterwards. One instance an
 * outlet: where a pile is paused by its gate, the recipe remembers what was asked of gate and
 * limit, so that opening the gate does not undo a limit of 0 and a limit does not open the gate.
 */
public final class ControlRecipe {
  private static final double TOLERANCE_AMPERE = 0.6;
  private static final double TOLERANCE_WATT = 50;

  private final PileTemplate template;
  private boolean gateWanted;
  private boolean limitIsZero;

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
  public synchronized Optional<Plan> plan(PileCommand command) {
    Control c = template.control();
    if (command instanceof PileCommand.LimitCurrent limit && !c.power()) {
      return limit(c, milliamps(c, limit.milliamps()) / 1000d, TOLERANCE_AMPERE);
    }
    if (command instanceof PileCommand.LimitPower limit && c.power()) {
      return limit(c, watts(c, limit.watts()), TOLERANCE_WATT);
    }
    if (command instanceof PileCommand.Enable) {
      gateWanted = true;
      return c.enable().map(e -> plain(new Step(e, held(c) ? c.off() : c.on())));
    }
    if (command instanceof PileCommand.Disable) {
      gateWanted = false;
      return c.enable().map(e -> plain(new Step(e, c.off())));
    }
    if (command instanceof PileCommand.Unlock) {
      return c.unlock().map(u -> plain(new Step(u, c.unlockValue())));
    }
    if (command instanceof PileCommand.SwitchPhases phases) {
      return c.phases().flatMap(p -> phases(p, phases.phases()));
    }
    return Optional.empty();
  }

  /** How sparingly the limit is raised. */
  public WritingRules writing() {
    Control c = template.control();
    double scale = c.power() ? 1 : 1000;
    return new WritingRules((int) Math.round(c.deadBand() * scale), c.dwellMillis());
  }

  /** The register that wears when a command is carried out; the one with the least budget. */
  public Optional<WritingRules.Worn> worn(PileCommand command) {
    Control c = template.control();
    List<String> written = new ArrayList<>();
    if (command instanceof PileCommand.LimitCurrent || command instanceof PileCommand.LimitPower) {
      c.limit().ifPresent(written::add);
      written.addAll(c.otherPhases());
    }
    boolean gate = command instanceof PileCommand.Enable || command instanceof PileCommand.Disable;
    if (gate || !written.isEmpty() && c.pause() == Control.Pause.ENABLE) {
      c.enable().ifPresent(written::add);
    }
    if (command instanceof PileCommand.SwitchPhases) {
      c.phases().ifPresent(written::add);
    }
    return written.stream()
        .flatMap(channel -> template.channel(channel).stream())
        .filter(p -> p.writesPerDay() > 0)
        .min(Comparator.comparingInt(TemplatePoint::writesPerDay))
        .map(ControlRecipe::worn);
  }

  private static WritingRules.Worn worn(TemplatePoint p) {
    String where = Addresses.words(Table.valueOf(p.table()), p.address());
    return new WritingRules.Worn(p.name() + ", " + where + ",", p.writesPerDay());
  }

  private boolean held(Control c) {
    return c.pause() == Control.Pause.ENABLE && limitIsZero;
  }

  /** Clamped, quantised downwards, and 0 if it is below what lets a vehicle charge. */
  private int milliamps(Control c, int wanted) {
    int step = Math.max(1, template.capabilities().stepMilliamps());
    int most = c.maximum() > 0 ? (int) Math.round(c.maximum() * 1000) : Integer.MAX_VALUE;
    int quantised = Math.min(Math.max(0, wanted), most) / step * step;
    return quantised < template.capabilities().minimumMilliamps() ? 0 : quantised;
  }

  private double watts(Control c, int wanted) {
    int least = Math.max(0, wanted);
    double clamped = c.maximum() > 0 ? Math.min(least, c.maximum()) : least;
    return clamped < template.capabilities().minimumWatts() ? 0 : Math.floor(clamped);
  }

  private static Plan plain(Step step) {
    return new Plan(List.of(step), Optional.empty(), 0, 0, 0);
  }

  private Optional<Plan> limit(Control c, double value, double tolerance) {
    if (c.limit().isEmpty()) {
      return Optional.empty();
    }
    limitIsZero = value == 0;
    if (held(c)) {
      return Optional.of(plain(new Step(c.enable().orElseThrow(), c.off())));
    }
    List<Step> steps = new ArrayList<>();
    steps.add(new Step(c.limit().get(), value));
    c.otherPhases().forEach(other -> steps.add(new Step(other, value)));
    Optional<String> readBack = c.readBack();
    if (c.pause() == Control.Pause.ENABLE) {
      if (gateWanted) {
        steps.add(new Step(c.enable().orElseThrow(), c.on()));
      } else {
        readBack = Optional.empty();
      }
    }
    return Optional.of(new Plan(steps, readBack, value, tolerance, c.settleMillis()));
  }

  private Optional<Plan> phases(String channel, int phases) {
    return template
        .channel(channel)
        .map(TemplatePoint::meanings)
        .orElse(Map.of())
        .entrySet()
        .stream()
        .filter(m -> m.getValue().equals(String.valueOf(phases)))
        .findFirst()
        .map(m -> plain(new Step(channel, m.getKey())));
  }
}
