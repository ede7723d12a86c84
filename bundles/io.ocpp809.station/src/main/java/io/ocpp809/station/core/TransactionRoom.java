package io.ocpp809.station.core;

import io.ocpp809.station.Answers.Verdict;
import io.ocpp809.station.auth.Authorization;
import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.core.Reconciliation.Outcome;
import io.ocpp809.station.core.StartRoom.Grant;
import io.ocpp809.station.journal.Remains;
import io.ocpp809.station.journal.TransactionEvent.Ended;
import io.ocpp809.station.journal.TransactionEvent.StateChanged;
import io.ocpp809.station.reading.ReadingContext;
import io.ocpp809.station.settings.Setting;
import io.ocpp809.station.time.EventTime;
import io.ocpp809.station.transaction.ChargingState;
import io.ocpp809.station.transaction.StopReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * The one transaction of an EVSE. What comes from pile, user and CSMS goes to the room that it
 * concerns: before a transaction to {@link StartRoom} and {@link Opening}, within it to {@link
 * SamplingRoom} and {@link TokenVerdict}, to its end to {@link StopRoom}, between two of them to
 * {@link IdleEnergy}, after a restart to {@link Reconciliation}. A start is durable before energy
 * is let flow.
 */
final class TransactionRoom implements Opening.Progress {
  /** A transaction whose pile has not answered for so long ends with what is known, ms. */
  static final long ABANDON_MILLIS = 86_400_000;

  private final EvseRoom evse;
  private final StationContext context;
  private final JournalWriter journal;
  private final StartRoom start;
  private final SamplingRoom sampling;
  private final StopRoom stop;
  private final IdleEnergy idle;
  private final Opening opening;
  private final Reconciliation reconciliation;
  private final TokenVerdict verdict;
  private final long bornMillis;
  private Transaction current;
  private final List<Runnable> afterEnd = new ArrayList<>();
  private final List<Runnable> whenRecorded = new ArrayList<>();
  private boolean leaving;

  /** A vehicle has come that has nothing to do with the transaction that is still being ended. */
  private boolean another;

  TransactionRoom(EvseRoom evse, Authorizer authorizer, JournalWriter journal, Remains remains) {
    this.evse = evse;
    this.context = evse.context;
    this.journal = journal;
    this.start = new StartRoom(evse, authorizer, journal, this::open);
    this.sampling = new SamplingRoom(evse, journal);
    this.stop = new StopRoom(evse, authorizer, journal);
    this.idle = new IdleEnergy(context, evse.number(), remains.endedWh());
    this.opening = new Opening(evse, journal, idle, this);
    this.reconciliation = new Reconciliation(evse);
    this.verdict = new TokenVerdict(evse, journal);
    this.bornMillis = context.millis();
    remains.open().ifPresent(o -> current = Transaction.resumed(o, context.millis()));
    if (current != null && current.isStopping()) {
      stop.follow(current);
    }
  }

  Optional<Transaction> running() {
    return Optional.ofNullable(current);
  }

  boolean authorised() {
    return start.granted();
  }

  boolean finished() {
    return start.finished();
  }

  /** Whether the EVSE goes for good. */
  boolean leaving() {
    return leaving;
  }

  /** Whether the pile may let energy flow. */
  boolean mayCharge() {
    return current != null && current.durable && !ending() && !verdict.holds(current);
  }

  /**
   * Whether it is being ended, or was over while the gateway was away and awaits the meter only.
   */
  boolean ending() {
    return current != null && (current.isStopping() || current.resuming && reconciliation.over());
  }

  /** Whether the station holds energy back within the transaction. */
  boolean held() {
    return current != null && (verdict.holds(current) || evse.limits.pausing());
  }

  /** Whether energy is held back because the CSMS has refused the token. */
  boolean refused() {
    return current != null && verdict.holds(current);
  }

  /**
   * The pile has said whether a vehicle is plugged in.
   *
   * @param plugged whether one is
   * @param before whether one was at the last report
   * @param first whether nothing was known since the start
   */
  void plug(boolean plugged, boolean before, boolean first) {
    another = plugged && (another || ending() && !before && !first);
    if (current != null && current.resuming) {
      reconcile(current);
    }
    if (current != null && current.resuming) {
      return;
    }
    if (!plugged && (before || first)) {
      start.unplugged();
      if (current == null) {
        bookIdle();
      }
      if (current != null && endsWithVehicle()) {
        stop(StopReason.EV_DISCONNECTED, Optional.empty());
      }
    } else if (plugged && current == null && first) {
      start.foundPlugged();
    } else if (plugged && current == null && !before) {
      start.pluggedIn();
    }
  }

  private void reconcile(Transaction t) {
    Outcome outcome = reconciliation.look(t);
    if (outcome instanceof Outcome.Resume) {
      t.resuming = false;
      if (t.isStopping()) {
        t.stop = t.stop.map(s -> new Transaction.Stop(s.reason, s.by, context.millis()));
        stop.follow(t);
      } else {
        sampling.later(t);
      }
    } else if (outcome instanceof Outcome.End end) {
      t.resuming = false;
      end(t, end.reason());
    }
  }

  /** The pile shows a card. */
  void shown(IdToken card) {
    start.shown(card);
  }

  /** A token is presented: starts, or stops what it or its group has started. */
  void present(IdToken token, Consumer<Verdict> answer) {
    if (current != null) {
      stop.present(current, token, answer);
    } else if (leaving) {
      answer.accept(Verdict.REJECTED);
    } else {
      start.present(token, answer);
    }
  }

  /**
   * Takes a token as authorised from remote.
   *
   * @param begun what to do with the transaction as soon as it has begun
   */
  void accept(IdToken token, OptionalInt startId, Consumer<Transaction> begun) {
    start.accept(new Grant(token, startId, Optional.empty(), false, begun));
  }

  /** Whether the store takes the start of a transaction that is asked for; says so if not. */
  boolean recordable() {
    return journal.askedForStart();
  }

  /** Forgets who was authorised and has not plugged in. */
  void forgetAuthorised() {
    start.forget();
  }

  private void open(Grant grant) {
    if (!leaving) {
      opening.open(grant);
    }
  }

  @Override
  public void opened(Transaction t) {
    current = t;
  }

  @Override
  public void begun(Transaction t) {
    if (current != t) {
      return;
    }
    evse.transactionBegun();
    sampling.begun(t);
    if (t.isStopping()) {
      stop.journalIntent(t);
    }
    evse.refresh();
  }

  @Override
  public void notRecorded(Transaction t) {
    if (current == t) {
      current = null;
      start.notRecorded(t.vended || another, evse.plugged());
      another = false;
      finish();
      run(whenRecorded);
    }
  }

  /** The sampling interval may have changed, or what follows where a vehicle has gone. */
  void settingsChanged() {
    if (current != null && current.durable && !current.resuming && !current.isStopping()) {
      sampling.later(current);
      if (evse.facts.plugKnown() && !evse.plugged() && endsWithVehicle()) {
        stop(StopReason.EV_DISCONNECTED, Optional.empty());
      }
    }
  }

  private boolean endsWithVehicle() {
    return context.settings.flag(Setting.STOP_TX_ON_EV_SIDE_DISCONNECT);
  }

  /** Takes readings on the boundary of the clock within the running transaction. */
  void sampleAligned(EventTime at) {
    if (current != null && current.durable && !current.resuming && !current.isStopping()) {
      sampling.take(current, ReadingContext.SAMPLE_CLOCK, at);
    }
  }

  /** The CSMS has said something of the running transaction's token. */
  void authorisation(Authorization said) {
    if (current == null) {
      return;
    }
    switch (verdict.said(current, said)) {
      case STOP -> stop(StopReason.DE_AUTHORIZED, Optional.empty());
      case HOLD -> evse.refresh();
      case NOTHING -> {}
    }
  }

  /** Ends the transaction: first the current, then the gate, then the record. */
  void stop(StopReason reason, Optional<IdToken> by) {
    stop(reason, by, () -> {});
  }

  /** As {@link #stop(StopReason, Optional)}, and then does something more. */
  void stop(StopReason reason, Optional<IdToken> by, Runnable then) {
    Transaction t = current;
    if (t == null) {
      then.run();
      return;
    }
    afterEnd.add(then);
    if (!t.isStopping()) {
      stop.begin(t, reason, by);
      evse.refresh();
      tick();
    }
  }

  /** Looks whether something is due: called after each report and by timers. */
  void tick() {
    Transaction t = current;
    if (t == null) {
      if (!leaving) {
        start.tick();
        idle();
      }
    } else if (t.durable && t.isStopping() && stop.due(t)) {
      end(t, t.stop.orElseThrow().reason);
    } else if (t.durable && abandoned(t)) {
      context.raise(
          "transaction.abandoned",
          evse.number(),
          "The pile has not answered for a day; transaction "
              + t.id()
              + " ended with the register known last. What has flowed since is booked as"
              + " unaccounted when the pile answers.");
      end(t, t.stop.map(s -> s.reason).orElse(StopReason.OTHER));
    } else if (t.isStopping()) {
      // A register of the session may be gone with the vehicle before the end is on disk.
      evse.meter.register.keep();
    }
  }

  private boolean abandoned(Transaction t) {
    return evse.facts.silentMillis() >= ABANDON_MILLIS
        || t.resuming && context.millis() - bornMillis >= ABANDON_MILLIS;
  }

  /** Whether fresh readings show no current; empty without a fresh reading. */
  Optional<Boolean> noCurrent() {
    return stop.noCurrent();
  }

  /**
   * The EVSE goes for good: nothing starts any more and what runs is stopped.
   *
   * @param done called when the end is on disk, or at once if there is nothing to end
   */
  void leave(Runnable done) {
    leaving = true;
    start.forget();
    if (current == null) {
      done.run();
    } else {
      whenRecorded.add(done);
      stop(StopReason.OTHER, Optional.empty());
    }
  }

  /** The EVSE is gone for good. */
  void removed() {
    start.removed();
  }

  private void end(Transaction t, StopReason reason) {
    EventTime now = context.now();
    sampling.end(t, now);
    long stopWh = evse.meter.wh(t.started.meterStartWh());
    evse.meter.register.keep();
    idle.billed(stopWh);
    current = null;
    start.ended(reason, evse.plugged(), another);
    another = false;
    journal.append(
        new Ended(
            now,
            t.id(),
            evse.number(),
            evse.connector(),
            stopWh,
            reason,
            t.stop.flatMap(s -> s.by),
            t.endData.all()),
        () -> run(whenRecorded));
    finish();
  }

  private static void run(List<Runnable> actions) {
    List<Runnable> due = List.copyOf(actions);
    actions.clear();
    due.forEach(Runnable::run);
  }

  private void finish() {
    run(afterEnd);
    evse.transactionEnded();
    evse.refresh();
  }

  void state(ChargingState state) {
    Transaction t = current;
    if (t != null && t.durable && !t.resuming && t.state != state) {
      t.state = state;
      journal.append(
          new StateChanged(context.now(), t.id(), evse.number(), evse.connector(), state),
          () -> {});
    }
  }

  /** A vehicle has gone that nobody was billed for: what it took, however little, is booked. */
  private void bookIdle() {
    if (evse.meter.register.current()) {
      idle.book(evse.meter.wh().orElse(0));
    }
  }

  /** Energy that nobody is billed for, all in all, in Wh. */
  long unaccountedWh() {
    return idle.bookedWh();
  }

  /** Accounts for energy that moves while no transaction runs. */
  private void idle() {
    if (current != null || start.asking() || !evse.meter.register.current()) {
      return;
    }
    long now = evse.meter.wh().orElse(0);
    if (idle.moved(now, evse.meter.register.readMillis()) < IdleEnergy.NOTICE_WH) {
      return;
    }
    Optional<IdToken> token = start.tokenOfFreeEnergy().filter(t -> evse.plugged());
    if (token.isPresent() && journal.takesStarts()) {
      opening.backdated(Grant.vended(token.get(), Optional.empty()), now);
    } else if (token.isEmpty() && idle.due()) {
      idle.book(now);
    }
  }
}
