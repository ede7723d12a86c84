package io.ocpp809.station.core;

import io.ocpp809.station.Answers.Verdict;
import io.ocpp809.station.auth.Authorization;
import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.core.EvseOptions.TokenPolicy;
import io.ocpp809.station.journal.OpenTransactions.Open;
import io.ocpp809.station.journal.TransactionEvent.Ended;
import io.ocpp809.station.journal.TransactionEvent.Metered;
import io.ocpp809.station.journal.TransactionEvent.Started;
import io.ocpp809.station.journal.TransactionEvent.StateChanged;
import io.ocpp809.station.reading.ReadingContext;
import io.ocpp809.station.settings.Setting;
import io.ocpp809.station.time.EventTime;
import io.ocpp809.station.transaction.ChargingState;
import io.ocpp809.station.transaction.StopReason;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Starts, accompanies and ends the transactions of one EVSE. A start is durable before energy is
 * let flow; an end is durable before it is reported.
 */
final class TransactionRoom {
  static final long STOP_MILLIS = 10_000;
  static final long STOP_SILENT_MILLIS = 60_000;
  static final long FRESH_MILLIS = 2_000;
  static final int NO_CURRENT_MILLIAMPS = 1_000;
  private static final long UNACCOUNTED_WH = 10;
  private static final int END_DATA_AT_MOST = 200;

  private final EvseRoom evse;
  private final StationContext context;
  private final Authorizer authorizer;
  private final JournalWriter journal;
  private Optional<Open> open;
  private Transaction transaction;
  private Optional<IdToken> authorised = Optional.empty();
  private OptionalInt remoteStartId = OptionalInt.empty();
  private Runnable authorisationTimer = () -> {};
  private Runnable afterEnd = () -> {};
  private Consumer<Transaction> whenStarted = t -> {};
  private boolean finished;
  private long idleWh = -1;
  private EventTime idleAt;

  TransactionRoom(
      EvseRoom evse, Authorizer authorizer, JournalWriter journal, Optional<Open> open) {
    this.evse = evse;
    this.context = evse.context;
    this.authorizer = authorizer;
    this.journal = journal;
    this.open = open;
  }

  Optional<Transaction> running() {
    return Optional.ofNullable(transaction);
  }

  boolean authorised() {
    return authorised.isPresent();
  }

  boolean finished() {
    return finished;
  }

  /** Whether a transaction of before the restart waits for the pile's answer. */
  boolean reconciling() {
    return open.isPresent();
  }

  /** Whether the pile may let energy flow. */
  boolean mayCharge() {
    if (open.isPresent()) {
      return true;
    }
    return transaction != null
        && transaction.durable
        && !transaction.isStopping()
        && !transaction.refused;
  }

  /** Whether the station holds energy back within the transaction. */
  boolean held() {
    return transaction != null && (transaction.refused || evse.limits.pausing());
  }

  /** A vehicle was plugged in. */
  void pluggedIn() {
    finished = false;
    if (transaction == null && authorised.isEmpty() && evse.freeVending() && evse.gated()) {
      if (evse.options().tokens() == TokenPolicy.NONE) {
        accept(evse.fixedToken(), OptionalInt.empty());
      } else {
        present(evse.fixedToken(), v -> {});
      }
    }
    tryStart();
  }

  /** The vehicle was unplugged. */
  void unplugged() {
    finished = false;
    if (transaction != null && context.settings.flag(Setting.STOP_TX_ON_EV_SIDE_DISCONNECT)) {
      stop(StopReason.EV_DISCONNECTED, Optional.empty());
    }
  }

  /** A token is presented: starts, or stops what it or its group has started. */
  void present(IdToken token, Consumer<Verdict> answer) {
    if (transaction != null) {
      presentToStop(token, answer);
      return;
    }
    if (!evse.operative() || evse.faulted() || reconciling() || !evse.gated()) {
      answer.accept(Verdict.REJECTED);
      return;
    }
    if (authorised.filter(token::equals).isPresent()) {
      forgetAuthorisation();
      evse.refresh();
      answer.accept(Verdict.ACCEPTED);
      return;
    }
    authorizer.authorize(
        token,
        verdict -> {
          boolean accepted = verdict.acceptedAt(context.wall());
          answer.accept(accepted ? Verdict.ACCEPTED : Verdict.REJECTED);
          if (accepted && transaction == null) {
            accept(token, OptionalInt.empty());
          }
        });
  }

  private void presentToStop(IdToken token, Consumer<Verdict> answer) {
    Transaction running = transaction;
    if (token.equals(running.started.token())) {
      answer.accept(Verdict.ACCEPTED);
      stop(StopReason.LOCAL, Optional.of(token));
      return;
    }
    authorizer.authorize(
        token,
        verdict -> {
          Optional<IdToken> group = authorizer.group(running.started.token());
          boolean same =
              verdict.acceptedAt(context.wall())
                  && group.isPresent()
                  && group.equals(verdict.group());
          answer.accept(same ? Verdict.ACCEPTED : Verdict.REJECTED);
          if (same && transaction == running) {
            stop(StopReason.LOCAL, Optional.of(token));
          }
        });
  }

  /** Takes a token as authorised and starts as soon as a vehicle is plugged in. */
  void accept(IdToken token, OptionalInt startId) {
    authorised = Optional.of(token);
    remoteStartId = startId;
    finished = false;
    authorisationTimer.run();
    authorisationTimer =
        context.mailbox.after(
            1000 * context.settings.integer(Setting.EV_CONNECTION_TIMEOUT),
            () -> {
              forgetAuthorisation();
              evse.refresh();
            });
    tryStart();
    evse.refresh();
  }

  private void forgetAuthorisation() {
    authorisationTimer.run();
    authorised = Optional.empty();
    remoteStartId = OptionalInt.empty();
  }

  /** What to do with the next transaction as soon as it has begun. */
  void onStarted(Consumer<Transaction> action) {
    whenStarted = action;
  }

  private void tryStart() {
    boolean ready =
        authorised.isPresent()
            && transaction == null
            && !reconciling()
            && evse.plugged()
            && evse.operative()
            && evse.reachable()
            && !evse.faulted();
    if (!ready) {
      return;
    }
    if (!journal.fault().isEmpty() && context.options().refuseWhenStoreFails()) {
      context.raise("store.failed", 0, "No transaction can start: " + journal.fault());
      forgetAuthorisation();
      return;
    }
    start(authorised.get(), context.now(), meterStart());
  }

  private long meterStart() {
    if (evse.meter.wh().isEmpty()) {
      context.raise(
          "meter.not-billing",
          evse.number(),
          "No energy of this pile may be billed: it has no register of active energy. Name a"
              + " companion meter, or allow other energy in the EVSE's form.");
    }
    return evse.meter.wh().orElse(0);
  }

  private void start(IdToken token, EventTime at, long meterStartWh) {
    Started event =
        new Started(
            at,
            UUID.randomUUID().toString(),
            evse.number(),
            evse.connector(),
            token,
            meterStartWh,
            OptionalInt.empty(),
            remoteStartId);
    Transaction t = new Transaction(event);
    transaction = t;
    forgetAuthorisation();
    journal.appendOnce(
        event,
        fault -> {
          if (transaction != t) {
            return;
          }
          if (fault.isEmpty() || !context.options().refuseWhenStoreFails()) {
            begun(t);
          } else {
            transaction = null;
            evse.refresh();
          }
        });
  }

  private void begun(Transaction t) {
    t.durable = true;
    whenStarted.accept(t);
    whenStarted = x -> {};
    endData(
        t, ReadingContext.TRANSACTION_BEGIN, t.started.time(), Setting.SAMPLED_ENDED_MEASURANDS);
    evse.meter.keep();
    sampleLater(t);
    evse.refresh();
  }

  private void sampleLater(Transaction t) {
    t.sampling.run();
    long seconds = context.settings.integer(Setting.SAMPLED_INTERVAL);
    if (seconds > 0) {
      t.sampling =
          context.mailbox.after(
              seconds * 1000,
              () -> {
                sample(ReadingContext.SAMPLE_PERIODIC, Setting.SAMPLED_MEASURANDS, context.now());
                sampleLater(t);
              });
    }
  }

  /** The sampling interval has changed. */
  void settingsChanged() {
    if (transaction != null && transaction.durable) {
      sampleLater(transaction);
    }
  }

  /** Takes readings within the running transaction. */
  void sample(ReadingContext why, Setting measurands, EventTime at) {
    Transaction t = transaction;
    if (t == null || !t.durable || t.isStopping()) {
      return;
    }
    var readings = evse.meter.sample(context.settings.measurands(measurands));
    if (!readings.isEmpty()) {
      journal.append(
          new Metered(at, t.id(), evse.number(), evse.connector(), why, readings), () -> {});
      evse.meter.keep();
    }
    endData(
        t,
        why,
        at,
        why == ReadingContext.SAMPLE_CLOCK
            ? Setting.ALIGNED_ENDED_MEASURANDS
            : Setting.SAMPLED_ENDED_MEASURANDS);
  }

  /** Keeps readings that go with the end; when there are too many, every second one is dropped. */
  private void endData(Transaction t, ReadingContext why, EventTime at, Setting measurands) {
    var readings = evse.meter.sample(context.settings.measurands(measurands));
    if (readings.isEmpty()) {
      return;
    }
    if (t.endData.size() >= END_DATA_AT_MOST) {
      for (int i = t.endData.size() - 2; i > 0; i -= 2) {
        t.endData.remove(i);
      }
    }
    t.endData.add(new Metered(at, t.id(), evse.number(), evse.connector(), why, readings));
  }

  /** The CSMS has said something of the running transaction's token. */
  void authorisation(Authorization verdict) {
    Transaction t = transaction;
    if (t == null || verdict.acceptedAt(context.wall())) {
      return;
    }
    if (context.settings.flag(Setting.STOP_TX_ON_INVALID_ID)) {
      stop(StopReason.DE_AUTHORIZED, Optional.empty());
    } else {
      t.refused = true;
      evse.refresh();
    }
  }

  /** Ends the transaction: first the current, then the gate, then the record. */
  void stop(StopReason reason, Optional<IdToken> by) {
    stop(reason, by, () -> {});
  }

  /** As {@link #stop(StopReason, Optional)}, and then does something more. */
  void stop(StopReason reason, Optional<IdToken> by, Runnable then) {
    Transaction t = transaction;
    if (t == null) {
      then.run();
      return;
    }
    Runnable before = afterEnd;
    afterEnd =
        () -> {
          before.run();
          then.run();
        };
    if (t.isStopping()) {
      return;
    }
    t.stopping = Optional.of(reason);
    t.stoppedBy = by;
    t.stoppingSinceMillis = context.millis();
    t.sampling.run();
    evse.refresh();
    evse.port().ifPresent(p -> p.refresh(java.time.Duration.ofMillis(500)));
    tick();
    context.mailbox.after(STOP_MILLIS + 100, this::tick);
    context.mailbox.after(STOP_SILENT_MILLIS + 100, this::tick);
  }

  /** Looks whether something is due: called after each report and by timers. */
  void tick() {
    Transaction t = transaction;
    if (t == null) {
      idle();
      tryStart();
    } else if (t.durable && t.isStopping() && currentIsGone(t)) {
      end(t);
    }
  }

  /** Whether no current flows any more and the register has been read since. */
  private boolean currentIsGone(Transaction t) {
    long since = context.millis() - t.stoppingSinceMillis;
    if (!evse.reachable()) {
      return since >= STOP_SILENT_MILLIS;
    }
    if (since >= STOP_MILLIS) {
      return true;
    }
    boolean gone = !evse.plugged() || !evse.gated() || noCurrent().orElse(!evse.pile().supplying());
    if (gone && t.currentGoneAtMillis < 0) {
      t.currentGoneAtMillis = context.millis();
    }
    return gone && evse.meter.billedSince(t.currentGoneAtMillis);
  }

  /** Whether fresh readings show no current; empty without a fresh reading. */
  Optional<Boolean> noCurrent() {
    return evse.meter.freshMilliamps(FRESH_MILLIS).map(ma -> ma < NO_CURRENT_MILLIAMPS);
  }

  /** Ends the transaction with what is known at this moment. */
  void endNow(StopReason reason) {
    Transaction t = transaction;
    if (t != null) {
      if (t.stopping.isEmpty()) {
        t.stopping = Optional.of(reason);
      }
      end(t);
    }
  }

  private void end(Transaction t) {
    t.sampling.run();
    endData(t, ReadingContext.TRANSACTION_END, context.now(), Setting.SAMPLED_ENDED_MEASURANDS);
    long stopWh =
        Math.max(t.started.meterStartWh(), evse.meter.wh().orElse(t.started.meterStartWh()));
    Ended event =
        new Ended(
            context.now(),
            t.id(),
            evse.number(),
            evse.connector(),
            stopWh,
            t.stopping.orElse(StopReason.OTHER),
            t.stoppedBy,
            t.endData);
    transaction = null;
    finished = evse.plugged();
    resetIdle();
    evse.meter.keep();
    Runnable then = afterEnd;
    afterEnd = () -> {};
    journal.append(event, then);
    evse.applyScheduled();
    evse.refresh();
  }

  void state(ChargingState state) {
    Transaction t = transaction;
    if (t != null && t.durable && t.state != state) {
      t.state = state;
      journal.append(
          new StateChanged(context.now(), t.id(), evse.number(), evse.connector(), state),
          () -> {});
    }
  }

  private void resetIdle() {
    idleWh = evse.meter.wh().orElse(-1);
    idleAt = context.now();
  }

  /** Accounts for energy that moves while no transaction runs. */
  private void idle() {
    long now = evse.meter.wh().orElse(-1);
    if (now < 0 || reconciling()) {
      return;
    }
    if (idleWh < 0 || idleAt == null) {
      resetIdle();
      return;
    }
    long moved = now - idleWh;
    if (moved < UNACCOUNTED_WH) {
      if (moved <= 0) {
        idleAt = context.now();
      }
      return;
    }
    if (evse.freeVending() && evse.plugged() && !evse.gated()) {
      start(evse.fixedToken(), idleAt, idleWh);
    } else {
      context.raise(
          "energy.unaccounted",
          evse.number(),
          moved
              + " Wh flowed outside a transaction up to "
              + context.wall()
              + ". Is the pile's own authorisation or another controller active?");
    }
    resetIdle();
  }

  /** Brings a transaction of before the restart together with what the pile says now. */
  void reconcile() {
    if (open.isEmpty() || evse.meter.wh().isEmpty() && open.get().lastWh() > 0) {
      return;
    }
    Open o = open.get();
    open = Optional.empty();
    Transaction t = new Transaction(o.started());
    t.durable = true;
    transaction = t;
    if (evse.plugged()) {
      sampleLater(t);
    } else {
      t.stopping = Optional.of(StopReason.EV_DISCONNECTED);
      end(t);
    }
  }
}
