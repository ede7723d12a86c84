package io.ocpp809.station.core;

import io.ocpp809.station.StationEvent;
import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitCurve;
import io.ocpp809.station.limit.LimitLedger;
import io.ocpp809.station.limit.LimitLedger.InForce;
import io.ocpp809.station.limit.LimitScope;
import io.ocpp809.station.limit.LimitSource;
import io.ocpp809.station.pile.Capabilities;
import io.ocpp809.station.pile.Capabilities.Gate;
import io.ocpp809.station.pile.Capabilities.LimitKind;
import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.station.pile.PilePort;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.reading.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Makes the limit in force true at the pile of one EVSE: works out what the pile should be told,
 * and what first, and has it told.
 */
final class LimitControl {
  private final StationContext context;
  private final int evse;
  private final LimitLedger ledger;
  private final PileTarget target;
  private final PileWriter writer;
  private final WriteThrift thrift;
  private final EnumSet<LimitSource> awaited = EnumSet.noneOf(LimitSource.class);
  private Capabilities capabilities;
  private boolean supply;
  private boolean pausingFirst;
  private Optional<PileCommand> switching = Optional.empty();
  private BiConsumer<Integer, Boolean> switched = (phases, done) -> {};
  private Runnable wakeUp = () -> {};
  private String shown = "";
  private boolean heard;
  private Optional<Limit> limitShown = Optional.empty();

  LimitControl(StationContext context, EvseOptions options) {
    this.context = context;
    this.evse = options.evse();
    this.ledger = new LimitLedger(context.options().voltage());
    this.target = new PileTarget(context, ledger);
    this.writer = new PileWriter(context, evse, this::apply, this::told);
    this.thrift = new WriteThrift(context, evse, this::apply);
    options(options);
  }

  void options(EvseOptions options) {
    target.wired(options.phases());
    int watts = options.watts(context.options().voltage());
    Limit rating =
        options.ratingWatts() > 0 ? Limit.watts(watts) : Limit.milliamps(options.ratingMilliamps());
    ledger.set(LimitSource.RATING, LimitScope.EVSE, LimitCurve.constant(rating), context.wall());
    apply();
  }

  void attach(PilePort pile) {
    capabilities = pile.capabilities();
    target.attach(capabilities);
    writer.attach(pile);
    thrift.attach(pile);
    limitShown = Optional.empty();
    unsaid(LimitSource.HARDWARE);
    unsaid(LimitSource.CABLE);
    apply();
  }

  void detach() {
    writer.detach();
    wakeUp.run();
  }

  LimitLedger ledger() {
    return ledger;
  }

  /**
   * Whether somebody shares out what this pile may draw: then nothing is written to it before there
   * is a limit of that source.
   */
  void await(LimitSource source, boolean awaits) {
    if (awaits) {
      awaited.add(source);
    } else {
      awaited.remove(source);
    }
    apply();
  }

  /** Those who share out what this pile may draw. */
  Set<LimitSource> awaited() {
    return awaited.clone();
  }

  /** Whether a site shares its fuse with this pile. */
  boolean sited() {
    return awaited.contains(LimitSource.FUSE);
  }

  /**
   * Before the pile has answered it is left as it is. Before each share of it is known as well, but
   * for one thing that waits for nobody: where no vehicle may charge, no energy is let flow.
   */
  private boolean mayTell(PileCommand command) {
    if (!heard) {
      return false;
    }
    Set<LimitSource> missing = awaited();
    ledger.standing(context.wall()).forEach(f -> missing.remove(f.source()));
    return missing.isEmpty() || !supply && holdsBack(command);
  }

  private static boolean holdsBack(PileCommand command) {
    return command instanceof PileCommand.Disable
        || command instanceof PileCommand.LimitCurrent c && c.milliamps() == 0
        || command instanceof PileCommand.LimitPower p && p.watts() == 0;
  }

  /**
   * Whether a vehicle may charge, apart from any limit.
   *
   * @param allowed whether energy may flow
   * @param stopping whether a transaction is being ended: the pile is paused first, and its gate is
   *     closed only when the current is gone
   */
  void supply(boolean allowed, boolean stopping) {
    supply = allowed;
    pausingFirst = stopping;
    apply();
  }

  /** Holds the pile at 0 whatever the limits, until it is released. */
  void hold(boolean atZero) {
    if (target.hold(atZero)) {
      apply();
    }
  }

  /**
   * Switches the number of phases; the pile must be held at 0 A.
   *
   * @param phases 1 or 3
   * @param outcome takes whether the pile has done it
   */
  void switchPhases(int phases, BiConsumer<Integer, Boolean> outcome) {
    switching = Optional.of(new PileCommand.SwitchPhases(phases));
    switched = outcome;
    apply();
  }

  /** Phases that the pile has connected now, until the vehicle is seen to use others. */
  void phases(int connected) {
    target.connected(connected);
    apply();
  }

  private void told(PileCommand command, boolean done) {
    if (command instanceof PileCommand.SwitchPhases s) {
      switching = Optional.empty();
      switched.accept(s.phases(), done);
    }
  }

  private boolean closesGate() {
    return !supply && (!pausingFirst || capabilities.limitKinds().isEmpty());
  }

  void set(LimitSource source, LimitScope scope, LimitCurve curve) {
    ledger.set(source, scope, curve, context.wall());
    apply();
  }

  void clear(LimitSource source, LimitScope scope) {
    ledger.clear(source, scope, context.wall());
    apply();
  }

  Optional<InForce> inForce() {
    return target.inForce();
  }

  /** Phases that the vehicle is seen to use, or those of the pile. */
  int phasesInUse() {
    return target.phasesInUse();
  }

  /** What the pile lets a vehicle draw per phase by what it has acknowledged, mA; -1 if unknown. */
  int acknowledgedMilliamps() {
    return writer.acknowledged().map(target::perPhaseMilliamps).orElse(-1);
  }

  /** Whether the limit in force keeps a vehicle from charging. */
  boolean pausing() {
    return target.pausing();
  }

  /** Works out what the pile should be told now, tells it, and sets the alarm for the next step. */
  void apply() {
    wakeUp.run();
    Instant now = context.wall();
    ledger
        .nextChange(now)
        .ifPresent(
            next ->
                wakeUp =
                    context.mailbox.after(
                        Math.min(Duration.between(now, next).toMillis() + 1, 3_600_000),
                        this::apply));
    show();
    if (writer.attached() && capabilities.controllable() && writer.idle()) {
      nextCommand().filter(this::mayTell).ifPresent(this::tell);
    }
  }

  private void tell(PileCommand command) {
    thrift.telling(command);
    writer.tell(command);
  }

  private boolean affordable(PileCommand command) {
    return thrift.allows(command, writer.limit(), limitShown);
  }

  private Optional<PileCommand> nextCommand() {
    boolean gated = capabilities.gate() == Gate.ENABLE || capabilities.gate() == Gate.COMMAND;
    if (gated && closesGate() && !writer.gateIs(false)) {
      Optional<PileCommand> close = ready(new PileCommand.Disable());
      if (close.isPresent()) {
        return close;
      }
    }
    Optional<PileCommand> limit =
        limitCommand(gated).filter(l -> !writer.limitIs(l)).filter(this::affordable);
    if (limit.isPresent()) {
      return limit.flatMap(this::ready);
    }
    if (switching.isPresent()) {
      return switching.flatMap(this::ready);
    }
    return gated && supply && !writer.gateIs(true)
        ? ready(new PileCommand.Enable()).filter(this::affordable)
        : Optional.empty();
  }

  private Optional<PileCommand> ready(PileCommand command) {
    return writer.resting(command) ? Optional.empty() : Optional.of(command);
  }

  private Optional<PileCommand> limitCommand(boolean gated) {
    if (capabilities.limitKinds().isEmpty() || gated && closesGate()) {
      return Optional.empty();
    }
    return Optional.of(target.command(supply));
  }

  /** Looks at what the pile reports: effect of the last write, foreign writes, phases in use. */
  void observe(PileReport report, boolean plugged) {
    heard = true;
    target.look(report.readings(), plugged);
    limitShown = report.limitShown().filter(Reading::usable).flatMap(LimitControl::shown);
    ceilings(report.ceilings(), plugged);
    if (capabilities != null) {
      double perAmpere = (double) context.options().voltage() * target.phasesInUse();
      writer.observe(report, capabilities, perAmpere);
    }
    apply();
  }

  private static Optional<Limit> shown(Reading r) {
    return switch (r.measurand()) {
      case CURRENT_OFFERED -> Optional.of(Limit.milliamps((int) Math.round(r.value() * 1000)));
      case POWER_OFFERED -> Optional.of(Limit.watts((int) Math.round(r.value())));
      default -> Optional.empty();
    };
  }

  private void unsaid(LimitSource source) {
    ledger.clear(source, LimitScope.EVSE, context.wall());
  }

  /** What pile and cable can do stands until the pile says otherwise, or the cable is gone. */
  private void ceilings(PileReport.Ceilings said, boolean plugged) {
    said.hardware()
        .ifPresent(
            l ->
                ledger.set(
                    LimitSource.HARDWARE, LimitScope.EVSE, LimitCurve.constant(l), context.wall()));
    if (!plugged) {
      unsaid(LimitSource.CABLE);
    } else {
      said.cable()
          .ifPresent(
              l ->
                  ledger.set(
                      LimitSource.CABLE, LimitScope.EVSE, LimitCurve.constant(l), context.wall()));
    }
  }

  /** The pile does not answer: what it was told may be gone when it is back. */
  void lost() {
    heard = false;
    writer.forget();
  }

  /** The pile's watchdog may have tripped: it is told again what holds. */
  void unleased() {
    writer.forget();
    apply();
  }

  private void show() {
    String reason = inForce().map(InForce::reason).orElse("");
    if (!reason.equals(shown)) {
      shown = reason;
      Optional<Limit> limit = inForce().map(InForce::limit);
      context.emit(
          new StationEvent.LimitChanged(
              context.now(),
              evse,
              limit.filter(l -> l.kind() == LimitKind.CURRENT).map(Limit::value).orElse(-1),
              limit.filter(l -> l.kind() == LimitKind.POWER).map(Limit::value).orElse(-1),
              reason,
              inForce().map(InForce::source)));
    }
  }
}
