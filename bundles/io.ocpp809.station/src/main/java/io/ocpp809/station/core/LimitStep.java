package io.ocpp809.station.core;

import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.pile.Capabilities;
import io.ocpp809.station.pile.Capabilities.LimitKind;
import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.station.pile.PileOutcome;
import io.ocpp809.station.pile.PileReport;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * One limit step at a pile that may not be written yet: down, and back to the limit of before, each
 * followed by its receipt. It passes only if the pile has shown both; a step that fails writes the
 * limit of before back and says at which stage it failed. A pile without a limit is stopped and
 * started instead. Pure: time is given in monotonic milliseconds, and what is to be told to the
 * pile is returned. Not thread-safe.
 */
public final class LimitStep {
  /** Time within which a written limit must show at the pile and in the measurement, ms. */
  static final long EFFECT_MILLIS = 20_000;

  /** Time within which the vehicle must draw more again, ms. */
  static final long RETURN_MILLIS = 60_000;

  /** Time within which the pile must answer a command, ms. */
  static final long ANSWER_MILLIS = 30_000;

  /** Time without a report of the pile after which the step has failed, ms. */
  static final long LOST_MILLIS = 10_000;

  /** Time for which the vehicle must keep to the lower limit, ms. */
  static final long HOLD_MILLIS = 3_000;

  private final boolean charging;
  private final Capabilities capabilities;
  private final StepSizes sizes;
  private final Consumer<String> told;
  private Stage stage = Stage.READY;
  private Optional<Leg> leg = Optional.empty();
  private Optional<Limit> former = Optional.empty();
  private Optional<Limit> lower = Optional.empty();
  private String failure = "";
  private String words = "";
  private long heardMillis;

  private enum Stage {
    READY,
    DOWN,
    BACK,
    RESTORE,
    PASSED,
    FAILED
  }

  /** A command to the pile and what has become of it. */
  private final class Leg {
    final PileCommand command;
    final String words;
    final long beganMillis;
    final Receipt receipt;
    final EffectWatch watch = new EffectWatch();
    String reached = "accepted";
    boolean written;
    boolean shown;
    long seenMillis = -1;

    Leg(PileCommand command, String words, long now) {
      this.command = command;
      this.words = words;
      this.beganMillis = now;
      this.receipt = new Receipt(words, true, this::advanced);
    }

    private void advanced(String next, String text) {
      reached = next;
      say(text + ": " + next);
    }
  }

  /**
   * A step that has not begun.
   *
   * @param charging whether a vehicle charges meanwhile; else the outlet must be empty, and the
   *     step is only read back
   * @param capabilities of the pile
   * @param options of its EVSE: no limit above the rating is written
   * @param voltage phase to neutral, V
   * @param told takes each stage in words
   */
  public LimitStep(
      boolean charging,
      Capabilities capabilities,
      EvseOptions options,
      int voltage,
      Consumer<String> told) {
    this.charging = charging;
    this.capabilities = capabilities;
    this.sizes = new StepSizes(capabilities, options, voltage);
    this.told = told;
  }

  /** Whether the step has ended. */
  public boolean over() {
    return stage == Stage.PASSED || stage == Stage.FAILED;
  }

  /** Whether the pile has done as it was told. */
  public boolean passed() {
    return stage == Stage.PASSED;
  }

  /** The newest stage in words; after the end the result. */
  public String words() {
    return words;
  }

  /**
   * Begins.
   *
   * @param report what the pile has said last
   * @return what to tell the pile; empty if the step cannot be made, which is said
   */
  public Optional<PileCommand> begin(PileReport report, long now) {
    heardMillis = now;
    StepPlan plan = new StepPlan(charging, capabilities, sizes);
    Optional<String> obstacle = plan.obstacle(report, now);
    if (obstacle.isPresent()) {
      end(Stage.FAILED, "not begun: " + obstacle.get() + ". Nothing was written");
      return Optional.empty();
    }
    former = plan.former();
    lower = plan.lower();
    stage = Stage.DOWN;
    return go(
        lower.map(LimitStep::command).orElseGet(PileCommand.Disable::new),
        lower.map(l -> "step to " + l.words()).orElse("stop"),
        now);
  }

  private boolean limited() {
    return !capabilities.limitKinds().isEmpty();
  }

  private Optional<PileCommand> go(PileCommand command, String what, long now) {
    leg = Optional.of(new Leg(command, what, now));
    return Optional.of(command);
  }

  /** What has become of a command; that of an older one says nothing. */
  public Optional<PileCommand> outcome(PileCommand command, PileOutcome outcome, long now) {
    Leg l = leg.orElse(null);
    if (l == null || l.command != command || over()) {
      return Optional.empty();
    }
    if (outcome instanceof PileOutcome.Refused r) {
      String at = l.written ? "read back" : "written";
      return stage == Stage.RESTORE
          ? restored(", which failed: " + r.reason())
          : fail(at, r.reason(), now);
    }
    if (stage == Stage.RESTORE) {
      return restored("");
    }
    boolean later = outcome instanceof PileOutcome.Written w && w.readBackFollows();
    if (!l.written) {
      l.written = true;
      l.watch.wrote(target().orElseGet(() -> Limit.milliamps(0)), now, later);
    }
    l.receipt.written(later || outcome instanceof PileOutcome.ReadBack);
    if (outcome instanceof PileOutcome.ReadBack) {
      l.shown = true;
      l.watch.readBack(now);
      l.receipt.readBack();
    }
    if (stage == Stage.BACK && !limited()) {
      pass();
    }
    return Optional.empty();
  }

  private Optional<Limit> target() {
    return stage == Stage.DOWN ? lower : former;
  }

  /** Looks at what the pile says. */
  public Optional<PileCommand> report(PileReport report, long now) {
    Leg l = leg.orElse(null);
    if (over() || l == null) {
      return Optional.empty();
    }
    if (report.reachable()) {
      heardMillis = now;
    }
    if (!l.written || stage == Stage.RESTORE) {
      return Optional.empty();
    }
    target()
        .ifPresent(
            t -> {
              OptionalDouble register =
                  sizes.shown(report, l.beganMillis + EffectWatch.SETTLE_MILLIS);
              l.shown |= register.isPresent() && sizes.same(register.getAsDouble(), t.value());
            });
    return stage == Stage.DOWN ? down(l, report, now) : back(l, report, now);
  }

  private Optional<PileCommand> down(Leg l, PileReport report, long now) {
    EffectWatch.Finding found =
        l.watch.look(report, capabilities.stepMilliamps(), sizes.perAmpere(), now);
    if (found instanceof EffectWatch.Finding.Foreign f) {
      return fail("read back", "the pile shows " + f.shown(), now);
    }
    if (found instanceof EffectWatch.Finding.Ignored i) {
      return fail("seen", "the vehicle still draws " + i.drawn(), now);
    }
    if (charging && found instanceof EffectWatch.Finding.Unmeasured) {
      return fail("seen", "no current or power is measured that would show it", now);
    }
    boolean done = charging ? found instanceof EffectWatch.Finding.Obeyed : l.shown;
    if (!done) {
      l.seenMillis = -1;
      return Optional.empty();
    }
    l.receipt.seen();
    if (l.seenMillis < 0) {
      l.seenMillis = now;
    }
    if (!l.receipt.ended() || now - l.seenMillis < HOLD_MILLIS) {
      return Optional.empty();
    }
    stage = Stage.BACK;
    return go(
        former.map(LimitStep::command).orElseGet(PileCommand.Enable::new),
        former.map(f -> "step back to " + f.words()).orElse("start"),
        now);
  }

  private Optional<PileCommand> back(Leg l, PileReport report, long now) {
    double least = lower.map(Limit::value).orElse(0);
    OptionalDouble drawn = sizes.drawn(report, l.beganMillis);
    boolean done =
        charging
            ? drawn.isPresent() && drawn.getAsDouble() > least + sizes.tolerance(least)
            : l.shown;
    if (done) {
      l.receipt.seen();
    }
    if (done && l.receipt.ended()) {
      pass();
    }
    return Optional.empty();
  }

  /** Time passes: what lasts too long has failed. */
  public Optional<PileCommand> tick(long now) {
    Leg l = leg.orElse(null);
    if (over() || l == null) {
      return Optional.empty();
    }
    long waited = now - l.beganMillis;
    if (!l.written && waited >= ANSWER_MILLIS) {
      return stage == Stage.RESTORE
          ? restored(", which the pile did not answer")
          : fail("written", "the pile did not answer", now);
    }
    if (stage == Stage.RESTORE) {
      return Optional.empty();
    }
    if (now - heardMillis >= LOST_MILLIS) {
      return fail(after(l), "the pile does not answer", now);
    }
    boolean returning = stage == Stage.BACK && charging;
    if (l.written && waited >= (returning ? RETURN_MILLIS : EFFECT_MILLIS)) {
      return fail(after(l), late(returning), now);
    }
    return Optional.empty();
  }

  private String late(boolean returning) {
    if (returning) {
      return "the vehicle did not draw more again: is it full?";
    }
    return charging
        ? "nothing shows that the vehicle draws less"
        : "nothing at the pile shows the limit; make the step while a vehicle charges";
  }

  private static String after(Leg l) {
    return switch (l.reached) {
      case "accepted" -> "written";
      case "written" -> l.shown ? "seen" : "read back";
      default -> "seen";
    };
  }

  /** Ends the step at once; what is returned is still to be told to the pile. */
  public Optional<PileCommand> abort(String why, long now) {
    if (over() || stage == Stage.READY) {
      return Optional.empty();
    }
    Optional<PileCommand> last = stage == Stage.RESTORE ? Optional.empty() : fail("", why, now);
    end(Stage.FAILED, "given up: " + why + "; " + kept());
    return last;
  }

  private Optional<PileCommand> fail(String at, String why, long now) {
    Leg l = leg.orElseThrow();
    boolean holds = stage == Stage.BACK && l.written;
    l.receipt.refused(why);
    failure = "failed at \"" + at + "\" of the " + l.words + ": " + why + "; ";
    if (holds) {
      end(Stage.FAILED, failure + kept());
      return Optional.empty();
    }
    stage = Stage.RESTORE;
    return go(
        former.map(LimitStep::command).orElseGet(PileCommand.Enable::new),
        "restoring " + former.map(Limit::words).orElse("the start"),
        now);
  }

  private Optional<PileCommand> restored(String trouble) {
    end(Stage.FAILED, failure + kept() + trouble);
    return Optional.empty();
  }

  private String kept() {
    return "the pile stays read only, and was told "
        + former.map(Limit::words).orElse("to start")
        + " again";
  }

  private void pass() {
    end(
        Stage.PASSED,
        "passed: "
            + lower.map(Limit::words).orElse("stopped")
            + " and back to "
            + former.map(Limit::words).orElse("charging"));
  }

  private void end(Stage how, String text) {
    stage = how;
    say(text);
  }

  private void say(String text) {
    words = text;
    told.accept(text);
  }

  private static PileCommand command(Limit limit) {
    return limit.kind() == LimitKind.CURRENT
        ? new PileCommand.LimitCurrent(limit.value())
        : new PileCommand.LimitPower(limit.value());
  }
}
