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
import io.ocpp809.station.pile.PileOutcome;
import io.ocpp809.station.pile.PilePort;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Makes the limit in force true at the pile of one EVSE: writes it when it changes, follows each
 * write to its effect, writes it again when somebody else has changed it, and opens and closes the
 * gate.
 */
final class LimitControl {
  static final long RETRY_MILLIS = 5_000;
  static final long EFFECT_MILLIS = 10_000;
  private static final int TOLERANCE_MILLIAMPS = 1_000;

  private final StationContext context;
  private final int evse;
  private final LimitLedger ledger;
  private PilePort port;
  private Capabilities capabilities;
  private boolean supply;
  private boolean pausingFirst;
  private Optional<PileCommand> written = Optional.empty();
  private Optional<Boolean> gateOpen = Optional.empty();
  private boolean writing;
  private long writtenAtMillis;
  private boolean effectSeen = true;
  private Runnable wakeUp = () -> {};
  private String shown = "";
  private int phasesInUse;
  private int phasesOfPile;
  private boolean heard;
  private boolean sited;

  LimitControl(StationContext context, EvseOptions options) {
    this.context = context;
    this.evse = options.evse();
    this.ledger = new LimitLedger(context.options().voltage());
    options(options);
  }

  void options(EvseOptions options) {
    phasesOfPile = options.phases();
    phasesInUse = options.phases();
    int watts = options.watts(context.options().voltage());
    Limit rating =
        options.ratingWatts() > 0 ? Limit.watts(watts) : Limit.milliamps(options.ratingMilliamps());
    ledger.set(LimitSource.RATING, LimitScope.EVSE, LimitCurve.constant(rating), context.wall());
    apply();
  }

  void attach(PilePort pile) {
    port = pile;
    capabilities = pile.capabilities();
    written = Optional.empty();
    gateOpen = Optional.empty();
    apply();
  }

  void detach() {
    port = null;
    wakeUp.run();
  }

  LimitLedger ledger() {
    return ledger;
  }

  /** Whether a site shares its fuse with this pile: then nothing is written before it has. */
  void sited(boolean bySite) {
    sited = bySite;
    apply();
  }

  /** Before the pile has answered and its site has granted, it is left as it is. */
  private boolean mayWrite() {
    boolean granted =
        !sited
            || ledger.standing(context.wall()).stream()
                .anyMatch(f -> f.source() == LimitSource.FUSE);
    return heard && granted;
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
    return ledger.inForce(context.wall(), phasesInUse);
  }

  /** The limit in force as the pile can carry it out; 0 if it is below the technical minimum. */
  int targetMilliamps() {
    int voltage = context.options().voltage();
    int milliamps =
        inForce().map(f -> f.limit().toMilliamps(voltage, phasesInUse)).orElse(Integer.MAX_VALUE);
    if (capabilities == null) {
      return milliamps;
    }
    int step = Math.max(1, capabilities.stepMilliamps());
    int quantised = milliamps / step * step;
    return quantised < capabilities.minimumMilliamps() ? 0 : quantised;
  }

  int targetWatts() {
    int voltage = context.options().voltage();
    int watts = inForce().map(f -> f.limit().toWatts(voltage, phasesInUse)).orElse(0);
    return capabilities != null && watts < capabilities.minimumWatts() ? 0 : watts;
  }

  /** Whether the limit in force keeps a vehicle from charging. */
  boolean pausing() {
    if (capabilities == null || capabilities.limitKinds().isEmpty()) {
      return false;
    }
    return byPower() ? targetWatts() == 0 : targetMilliamps() == 0;
  }

  private boolean byPower() {
    return !capabilities.limitKinds().contains(LimitKind.CURRENT);
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
    if (port == null || !capabilities.controllable() || writing || !mayWrite()) {
      return;
    }
    Optional<PileCommand> next = nextCommand();
    next.ifPresent(this::write);
  }

  private Optional<PileCommand> nextCommand() {
    boolean gated = capabilities.gate() == Gate.ENABLE || capabilities.gate() == Gate.COMMAND;
    if (gated && closesGate() && !gateOpen.equals(Optional.of(false))) {
      return Optional.of(new PileCommand.Disable());
    }
    Optional<PileCommand> limit = limitCommand(gated);
    if (limit.isPresent() && !limit.equals(written)) {
      return limit;
    }
    if (gated && supply && !gateOpen.equals(Optional.of(true))) {
      return Optional.of(new PileCommand.Enable());
    }
    return Optional.empty();
  }

  private Optional<PileCommand> limitCommand(boolean gated) {
    if (capabilities.limitKinds().isEmpty()) {
      return Optional.empty();
    }
    if (gated && closesGate()) {
      return Optional.empty();
    }
    if (byPower()) {
      return Optional.of(new PileCommand.LimitPower(supply ? targetWatts() : 0));
    }
    return Optional.of(new PileCommand.LimitCurrent(supply ? targetMilliamps() : 0));
  }

  private void write(PileCommand command) {
    writing = true;
    receipt("accepted", words(command));
    PilePort pile = port;
    pile.execute(command, outcome -> context.mailbox.urgent(() -> outcome(pile, command, outcome)));
  }

  private void outcome(PilePort pile, PileCommand command, PileOutcome outcome) {
    if (pile != port) {
      writing = false;
      return;
    }
    if (outcome instanceof PileOutcome.Refused refused) {
      writing = false;
      receipt("refused", words(command) + ": " + refused.reason());
      context.raise(
          "limit.refused",
          evse,
          "The pile did not carry out " + words(command) + ": " + refused.reason());
      context.mailbox.after(RETRY_MILLIS, this::apply);
      return;
    }
    if (outcome instanceof PileOutcome.ReadBack && !writing) {
      receipt("read back", words(command));
      return;
    }
    writing = false;
    receipt(outcome instanceof PileOutcome.Written ? "written" : "read back", words(command));
    if (command instanceof PileCommand.Enable || command instanceof PileCommand.Disable) {
      gateOpen = Optional.of(command instanceof PileCommand.Enable);
    } else {
      written = Optional.of(command);
      writtenAtMillis = context.millis();
      effectSeen = false;
    }
    context.clear("limit.refused", evse);
    apply();
  }

  /** Looks at what the pile reports: effect of the last write, foreign writes, phases in use. */
  void observe(List<Reading> readings) {
    heard = true;
    phasesInUse = phasesSeen(readings);
    if (written.orElse(null) instanceof PileCommand.LimitCurrent limit && supply) {
      foreign(readings, limit);
      effect(readings, limit);
    }
    apply();
  }

  private void foreign(List<Reading> readings, PileCommand.LimitCurrent limit) {
    readings.stream()
        .filter(r -> r.measurand() == Measurand.CURRENT_OFFERED && r.usable())
        .filter(r -> r.takenAtMillis() > writtenAtMillis + 1_500)
        .filter(
            r ->
                Math.round(r.value() * 1000) > limit.milliamps() + capabilities.stepMilliamps() - 1)
        .findFirst()
        .ifPresent(
            r -> {
              context.raise(
                  "limit.foreign",
                  evse,
                  "The pile's limit was changed to "
                      + r.value()
                      + " A by somebody else; it is written again. Switch other controllers off.");
              written = Optional.empty();
            });
  }

  private void effect(List<Reading> readings, PileCommand.LimitCurrent limit) {
    if (effectSeen) {
      return;
    }
    int most =
        readings.stream()
            .filter(r -> r.measurand() == Measurand.CURRENT_IMPORT && r.usable())
            .filter(r -> r.takenAtMillis() > writtenAtMillis)
            .mapToInt(r -> (int) Math.round(r.value() * 1000))
            .max()
            .orElse(Integer.MAX_VALUE);
    if (most <= limit.milliamps() + TOLERANCE_MILLIAMPS) {
      effectSeen = true;
      receipt("seen", words(limit));
      context.clear("limit.ignored", evse);
    } else if (most < Integer.MAX_VALUE && context.millis() - writtenAtMillis > EFFECT_MILLIS) {
      effectSeen = true;
      context.raise(
          "limit.ignored",
          evse,
          words(limit) + " was written, but the vehicle still draws " + most / 1000 + " A");
    }
  }

  private int phasesSeen(List<Reading> readings) {
    long used =
        readings.stream()
            .filter(r -> r.measurand() == Measurand.CURRENT_IMPORT && r.usable())
            .filter(r -> r.phase() != Phase.ALL && r.phase() != Phase.N && r.value() >= 1)
            .count();
    return used == 0 ? phasesOfPile : (int) Math.min(used, phasesOfPile);
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
              reason));
    }
  }

  private void receipt(String stage, String text) {
    context.emit(new StationEvent.ReceiptAdvanced(context.now(), evse, stage, text));
  }

  private static String words(PileCommand command) {
    if (command instanceof PileCommand.LimitCurrent c) {
      return "limit " + Limit.milliamps(c.milliamps()).words();
    }
    if (command instanceof PileCommand.LimitPower p) {
      return "limit " + Limit.watts(p.watts()).words();
    }
    return command.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }
}
