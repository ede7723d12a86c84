package io.ocpp809.station.core;

import io.ocpp809.station.Answers.Verdict;
import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.journal.TransactionEvent.Stopping;
import io.ocpp809.station.transaction.StopReason;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Ends a transaction: first the current, then the gate, then the record. What has been asked for is
 * journaled, so that a restart in between does not let it charge on.
 */
final class StopRoom {
  /** The end does not wait longer than this for the current and the register, ms. */
  static final long STOP_MILLIS = 10_000;

  /** The end does not wait longer than this for a pile that does not answer, ms. */
  static final long STOP_SILENT_MILLIS = 60_000;

  /** A current older than this, ms, proves nothing. */
  static final long FRESH_MILLIS = 2_000;

  private static final int NO_CURRENT_MILLIAMPS = 1_000;

  private final EvseRoom evse;
  private final StationContext context;
  private final Authorizer authorizer;
  private final JournalWriter journal;

  StopRoom(EvseRoom evse, Authorizer authorizer, JournalWriter journal) {
    this.evse = evse;
    this.context = evse.context;
    this.authorizer = authorizer;
    this.journal = journal;
  }

  /** A token is presented while a transaction runs: whoever started it or his group may stop it. */
  void present(Transaction t, IdToken token, Consumer<Verdict> answer) {
    if (token.equals(t.started.token())) {
      answer.accept(Verdict.ACCEPTED);
      evse.transactions.stop(StopReason.LOCAL, Optional.of(token));
      return;
    }
    authorizer.authorize(
        token,
        verdict -> {
          Optional<IdToken> group = t.group.or(() -> authorizer.group(t.started.token()));
          boolean same =
              verdict.acceptedAt(context.wall())
                  && group.isPresent()
                  && group.equals(verdict.group());
          answer.accept(same ? Verdict.ACCEPTED : Verdict.REJECTED);
          if (same && evse.transactions.running().filter(r -> r == t).isPresent()) {
            evse.transactions.stop(StopReason.LOCAL, Optional.of(token));
          }
        });
  }

  /** Begins to end a transaction. */
  void begin(Transaction t, StopReason reason, Optional<IdToken> by) {
    t.stop = Optional.of(new Transaction.Stop(reason, by, context.millis()));
    t.sampling.run();
    if (t.durable) {
      journalIntent(t);
    }
    evse.port().ifPresent(p -> p.refresh(Duration.ofMillis(500)));
    follow(t);
  }

  /** Writes down who ends it. */
  void journalIntent(Transaction t) {
    Transaction.Stop s = t.stop.orElseThrow();
    journal.append(
        new Stopping(context.now(), t.id(), evse.number(), evse.connector(), s.reason, s.by),
        () -> {});
  }

  /** Sees to it that the end comes, whether the pile reports or not. */
  void follow(Transaction t) {
    context.mailbox.after(STOP_MILLIS + 100, () -> evse.transactions.tick());
    context.mailbox.after(STOP_SILENT_MILLIS + 100, () -> evse.transactions.tick());
  }

  /** Whether no current flows any more and the register has been read since, or time is up. */
  boolean due(Transaction t) {
    Transaction.Stop stop = t.stop.orElseThrow();
    long since = context.millis() - stop.sinceMillis;
    if (!evse.reachable() || t.resuming) {
      return since >= STOP_SILENT_MILLIS;
    }
    if (since >= STOP_MILLIS) {
      return true;
    }
    if (evse.vehicle.endAwaited()) {
      return false;
    }
    boolean gone = !evse.plugged() || !evse.gated() || noCurrent().orElse(!evse.pile().supplying());
    if (gone && stop.currentGoneAtMillis < 0) {
      stop.currentGoneAtMillis = context.millis();
    }
    return gone
        && evse.meter.register.readSince(stop.currentGoneAtMillis)
        && !evse.meter.register.doubted();
  }

  /** Whether fresh readings show no current; empty without a fresh reading. */
  Optional<Boolean> noCurrent() {
    return evse.meter.freshMilliamps(FRESH_MILLIS).map(ma -> ma < NO_CURRENT_MILLIAMPS);
  }
}
