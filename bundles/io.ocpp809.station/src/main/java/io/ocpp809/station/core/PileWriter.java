package io.ocpp809.station.core;

import io.ocpp809.station.StationEvent;
import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.pile.Capabilities;
import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.station.pile.PileOutcome;
import io.ocpp809.station.pile.PilePort;
import io.ocpp809.station.pile.PileReport;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Tells the pile of one EVSE one thing at a time, remembers what it was told last, and follows each
 * command to its effect.
 */
final class PileWriter {
  /** Wait before a refused command is tried again; another one does not wait, ms. */
  static final long RETRY_MILLIS = 5_000;

  /** Time after which a command without an outcome counts as refused, ms. */
  static final long PATIENCE_MILLIS = 30_000;

  private static final long QUARREL_MILLIS = 300_000;

  private final StationContext context;
  private final int evse;
  private final Runnable again;
  private final BiConsumer<PileCommand, Boolean> done;
  private final EffectWatch effect = new EffectWatch();
  private PilePort port;
  private Optional<PileCommand> limit = Optional.empty();
  private Optional<Boolean> gateOpen = Optional.empty();
  private Optional<Told> underWay = Optional.empty();
  private Optional<Told> lastLimit = Optional.empty();
  private Optional<PileCommand> refused = Optional.empty();
  private Runnable patience = () -> {};
  private long refusedAtMillis;
  private long foreignAtMillis = Long.MIN_VALUE / 2;

  private record Told(PileCommand command, Receipt receipt) {}

  /**
   * Makes a writer.
   *
   * @param evse number of the EVSE
   * @param again called when something may have to be told anew
   * @param done takes each command when it was acknowledged or refused
   */
  PileWriter(
      StationContext context, int evse, Runnable again, BiConsumer<PileCommand, Boolean> done) {
    this.context = context;
    this.evse = evse;
    this.again = again;
    this.done = done;
  }

  /** The pile is reached another way from now on; what the way before still answers is void. */
  void attach(PilePort pile) {
    port = pile;
    forget();
    abandon("the pile was exchanged");
  }

  void detach() {
    port = null;
    forget();
    abandon("the pile was let go");
  }

  private void abandon(String reason) {
    Optional<Told> broken = underWay;
    patience.run();
    underWay = Optional.empty();
    broken.ifPresent(t -> t.receipt().refused(reason));
    lastLimit.ifPresent(t -> t.receipt().refused(reason));
    lastLimit = Optional.empty();
    broken.ifPresent(t -> done.accept(t.command(), false));
  }

  /** What the pile was told does not count any more: all of it is told again. */
  void forget() {
    limit = Optional.empty();
    gateOpen = Optional.empty();
    refused = Optional.empty();
    effect.forget();
  }

  boolean attached() {
    return port != null;
  }

  /** Whether nothing is under way. */
  boolean idle() {
    return underWay.isEmpty();
  }

  /** Whether the pile has acknowledged this limit as the last one. */
  boolean limitIs(PileCommand command) {
    return limit.filter(command::equals).isPresent();
  }

  /** The limit that the pile has acknowledged as the last one; empty if it is not known. */
  Optional<Limit> limit() {
    return limit.flatMap(PileWriter::limitOf);
  }

  /** Whether the pile has acknowledged this position of the gate as the last one. */
  boolean gateIs(boolean open) {
    return gateOpen.filter(g -> g == open).isPresent();
  }

  /**
   * The most that the pile may let flow by what it has acknowledged, with what is under way to it;
   * 0 while its gate is closed.
   *
   * @return empty if it is not known
   */
  Optional<Limit> acknowledged() {
    Optional<PileCommand> coming = underWay.map(Told::command);
    if (gateIs(false) && !(coming.orElse(null) instanceof PileCommand.Enable)) {
      return Optional.of(Limit.milliamps(0));
    }
    Optional<Limit> holds = limit.flatMap(PileWriter::limitOf);
    Optional<Limit> next = coming.flatMap(PileWriter::limitOf);
    return holds.map(h -> next.filter(n -> n.value() > h.value()).orElse(h));
  }

  /** Whether the command was refused a moment ago. */
  boolean resting(PileCommand command) {
    return refused.filter(command::equals).isPresent()
        && context.millis() - refusedAtMillis < RETRY_MILLIS;
  }

  /** Carries a command out; nothing else may be under way. */
  void tell(PileCommand command) {
    boolean limits = limitOf(command).isPresent();
    String words = words(command);
    if (limits) {
      lastLimit.ifPresent(l -> l.receipt().replaced(words));
    }
    Told told = new Told(command, new Receipt(words, limits, this::advanced));
    underWay = Optional.of(told);
    if (limits) {
      lastLimit = underWay;
    }
    patience =
        context.mailbox.after(
            PATIENCE_MILLIS, () -> outcome(told, new PileOutcome.Refused("no answer", true)));
    port.execute(command, o -> context.mailbox.urgent(() -> outcome(told, o)));
  }

  private void outcome(Told told, PileOutcome outcome) {
    boolean current = underWay.filter(u -> u == told).isPresent();
    boolean newest = lastLimit.filter(l -> l == told).isPresent();
    if (!current && !newest) {
      return;
    }
    if (outcome instanceof PileOutcome.Refused r) {
      failed(told, r, current);
      return;
    }
    if (current) {
      acknowledged(told, outcome);
    } else if (outcome instanceof PileOutcome.ReadBack) {
      effect.readBack(context.millis());
      told.receipt().readBack();
    }
  }

  private void acknowledged(Told told, PileOutcome outcome) {
    patience.run();
    underWay = Optional.empty();
    refused = Optional.empty();
    boolean later = outcome instanceof PileOutcome.Written w && w.readBackFollows();
    told.receipt().written(later || outcome instanceof PileOutcome.ReadBack);
    PileCommand command = told.command();
    limitOf(command)
        .ifPresent(
            l -> {
              limit = Optional.of(command);
              effect.wrote(l, context.millis(), later);
            });
    if (command instanceof PileCommand.Enable || command instanceof PileCommand.Disable) {
      gateOpen = Optional.of(command instanceof PileCommand.Enable);
    }
    if (outcome instanceof PileOutcome.ReadBack) {
      effect.readBack(context.millis());
      told.receipt().readBack();
    }
    context.clear("limit.refused", evse);
    done.accept(command, true);
    again.run();
  }

  private void failed(Told told, PileOutcome.Refused reason, boolean current) {
    if (current) {
      patience.run();
      underWay = Optional.empty();
    }
    told.receipt().refused(reason.reason());
    refused = Optional.of(told.command());
    refusedAtMillis = context.millis();
    forget(told.command());
    context.raise(
        "limit.refused",
        evse,
        "The pile did not carry out " + words(told.command()) + ": " + reason.reason());
    done.accept(told.command(), false);
    context.mailbox.after(RETRY_MILLIS, again);
    again.run();
  }

  /** A command that failed may have been carried out all the same: what holds now is not known. */
  private void forget(PileCommand command) {
    if (limitOf(command).isPresent()) {
      limit = Optional.empty();
      effect.forget();
    } else if (command instanceof PileCommand.Enable || command instanceof PileCommand.Disable) {
      gateOpen = Optional.empty();
    }
  }

  /** Looks at what the pile reports: the effect of the last limit, and foreign writes. */
  void observe(PileReport report, Capabilities capabilities, double perAmpere) {
    long now = context.millis();
    if (!idle()) {
      return;
    }
    if (now - foreignAtMillis > QUARREL_MILLIS) {
      context.clear("limit.foreign", evse);
    }
    EffectWatch.Finding found = effect.look(report, capabilities.stepMilliamps(), perAmpere, now);
    if (found instanceof EffectWatch.Finding.Foreign f) {
      foreignAtMillis = now;
      context.raise(
          "limit.foreign",
          evse,
          "The pile's limit was changed by somebody else, last to "
              + f.shown()
              + "; it is written again. Switch other controllers off.");
      limit = Optional.empty();
      effect.forget();
    } else if (found instanceof EffectWatch.Finding.Obeyed) {
      lastLimit.ifPresent(l -> l.receipt().seen());
      context.clear("limit.ignored", evse);
    } else if (found instanceof EffectWatch.Finding.Ignored i) {
      String words = lastLimit.map(l -> l.receipt().words()).orElse("the limit");
      lastLimit.ifPresent(l -> l.receipt().refused("the vehicle still draws " + i.drawn()));
      context.raise(
          "limit.ignored", evse, words + " was written, but the vehicle still draws " + i.drawn());
    } else if (found instanceof EffectWatch.Finding.Unmeasured) {
      lastLimit.ifPresent(
          l -> l.receipt().refused("no current or power is measured that would show it"));
    }
  }

  private void advanced(String stage, String text) {
    context.emit(new StationEvent.ReceiptAdvanced(context.now(), evse, stage, text));
  }

  /** What a command limits to; empty if it is about something else. */
  static Optional<Limit> limitOf(PileCommand command) {
    if (command instanceof PileCommand.LimitCurrent c) {
      return Optional.of(Limit.milliamps(c.milliamps()));
    }
    return command instanceof PileCommand.LimitPower p
        ? Optional.of(Limit.watts(p.watts()))
        : Optional.empty();
  }

  private static String words(PileCommand command) {
    if (command instanceof PileCommand.SwitchPhases s) {
      return "charging on " + s.phases() + (s.phases() == 1 ? " phase" : " phases");
    }
    return limitOf(command)
        .map(l -> "limit " + l.words())
        .orElseGet(() -> command.getClass().getSimpleName().toLowerCase(Locale.ROOT));
  }
}
