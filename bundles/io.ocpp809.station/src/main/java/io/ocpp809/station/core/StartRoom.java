package io.ocpp809.station.core;

import io.ocpp809.station.Answers.Verdict;
import io.ocpp809.station.auth.Authorization;
import io.ocpp809.station.auth.Authorization.Status;
import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.core.EvseOptions.TokenPolicy;
import io.ocpp809.station.settings.Setting;
import io.ocpp809.station.transaction.StopReason;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * Who may charge at an EVSE while no transaction runs: takes tokens, waits for a vehicle and for
 * the meter, and then has the transaction opened.
 */
final class StartRoom {
  /** How long a start waits for the billing register, ms. */
  static final long REGISTER_MILLIS = 30_000;

  /** After which time a fixed token that nobody could be asked about is asked about again, ms. */
  static final long ASK_AGAIN_MILLIS = 15_000;

  private final EvseRoom evse;
  private final StationContext context;
  private final Authorizer authorizer;
  private final JournalWriter journal;
  private final Consumer<Grant> opening;
  private Optional<Grant> grant = Optional.empty();
  private Optional<IdToken> card = Optional.empty();
  private boolean finished;
  private boolean refused;
  private boolean asking;
  private long askAtMillis;
  private long readyMillis = -1;
  private Runnable timer = () -> {};

  /**
   * Leave to charge.
   *
   * @param token whose
   * @param remoteStartId identifier of the request from remote
   * @param group the token's group, as far as it is known
   * @param vended given by the configuration of the EVSE, not by a user
   * @param begun what to do with the transaction once it has begun
   */
  record Grant(
      IdToken token,
      OptionalInt remoteStartId,
      Optional<IdToken> group,
      boolean vended,
      Consumer<Transaction> begun) {

    static Grant user(IdToken token, Optional<IdToken> group) {
      return new Grant(token, OptionalInt.empty(), group, false, t -> {});
    }

    static Grant vended(IdToken token, Optional<IdToken> group) {
      return new Grant(token, OptionalInt.empty(), group, true, t -> {});
    }
  }

  StartRoom(EvseRoom evse, Authorizer authorizer, JournalWriter journal, Consumer<Grant> opening) {
    this.evse = evse;
    this.context = evse.context;
    this.authorizer = authorizer;
    this.journal = journal;
    this.opening = opening;
    this.finished = context.ports.memory().get(key()).filter(b -> b.length > 0).isPresent();
  }

  private String key() {
    return "evse." + evse.number() + ".finished";
  }

  boolean granted() {
    return grant.isPresent();
  }

  boolean asking() {
    return asking;
  }

  /** Whether use has ended, or never began in time, and the vehicle is still plugged in. */
  boolean finished() {
    return finished;
  }

  private void finished(boolean now) {
    if (finished != now) {
      finished = now;
      byte[] kept = now ? "true".getBytes(StandardCharsets.UTF_8) : new byte[0];
      context.ports.memory().put(key(), kept);
    }
  }

  /** The EVSE is gone for good: one that takes its number later begins anew. */
  void removed() {
    finished(false);
  }

  /** A vehicle was plugged in. */
  void pluggedIn() {
    finished(false);
    refused = false;
    askAtMillis = 0;
    foundPlugged();
  }

  /** A vehicle is plugged in at the first look after a restart. */
  void foundPlugged() {
    if (evse.gated() && !evse.freeVending() && grant.isEmpty() && !finished) {
      timeOut();
    }
  }

  /** No vehicle is plugged in, or it was unplugged. */
  void unplugged() {
    finished(false);
    card = Optional.empty();
    if (grant.isEmpty()) {
      timer.run();
    }
  }

  /**
   * A transaction has ended.
   *
   * @param plugged whether a vehicle is plugged in
   * @param another whether it is another one than that of the transaction
   */
  void ended(StopReason reason, boolean plugged, boolean another) {
    refused = reason == StopReason.DE_AUTHORIZED;
    if (plugged && another) {
      pluggedIn();
    } else {
      finished(plugged);
    }
  }

  /**
   * The store has not taken a start.
   *
   * @param again whether it may be tried again at once; else the user has to
   * @param plugged whether a vehicle is plugged in
   */
  void notRecorded(boolean again, boolean plugged) {
    askAtMillis = context.millis() + ASK_AGAIN_MILLIS;
    finished(plugged && !again);
  }

  /** The pile shows this card; where it starts by itself, the card is the token of what follows. */
  void shown(IdToken token) {
    refused &= card.filter(token::equals).isPresent();
    card = Optional.of(token);
  }

  /** Whose energy it is that nobody could hold back; empty if nobody's, or if he was refused. */
  Optional<IdToken> tokenOfFreeEnergy() {
    if (evse.gated() || refused) {
      return Optional.empty();
    }
    return evse.freeVending() ? Optional.of(evse.fixedToken()) : card;
  }

  /** A token is presented while no transaction runs. */
  void present(IdToken token, Consumer<Verdict> answer) {
    if (!evse.operative() || evse.faulted() || !evse.gated()) {
      answer.accept(Verdict.REJECTED);
      return;
    }
    if (grant.filter(g -> g.token().equals(token)).isPresent()) {
      forget();
      evse.refresh();
      answer.accept(Verdict.ACCEPTED);
      return;
    }
    ask(
        token,
        verdict -> {
          boolean accepted = verdict.acceptedAt(context.wall());
          answer.accept(accepted ? Verdict.ACCEPTED : Verdict.REJECTED);
          if (accepted) {
            accept(Grant.user(token, verdict.group()));
          }
        });
  }

  private void ask(IdToken token, Consumer<Authorization> answer) {
    asking = true;
    authorizer.authorize(
        token,
        verdict -> {
          asking = false;
          answer.accept(verdict);
        });
  }

  /** Takes a token as authorised; the transaction begins as soon as a vehicle is plugged in. */
  void accept(Grant given) {
    if (evse.transactions.running().isPresent()) {
      return;
    }
    grant = Optional.of(given);
    finished(false);
    timeOut();
    tryStart();
    evse.refresh();
  }

  /**
   * What has begun must come to something within the connection time-out (OCPP 1.6 4.9, B1, B6).
   */
  private void timeOut() {
    timer.run();
    timer =
        context.mailbox.after(
            1000 * context.settings.integer(Setting.EV_CONNECTION_TIMEOUT),
            () -> {
              forget();
              finished(evse.plugged() && evse.transactions.running().isEmpty());
              evse.refresh();
            });
  }

  /** Forgets who was authorised. */
  void forget() {
    timer.run();
    grant = Optional.empty();
    readyMillis = -1;
  }

  /** Looks whether something can begin. */
  void tick() {
    vend();
    tryStart();
  }

  /** Where nobody has to identify, a vehicle that is plugged in is enough. */
  private void vend() {
    boolean due =
        evse.freeVending()
            && evse.gated()
            && evse.plugged()
            && !finished
            && !refused
            && !asking
            && grant.isEmpty()
            && context.millis() >= askAtMillis
            && able();
    if (!due) {
      return;
    }
    IdToken token = evse.fixedToken();
    if (evse.options().tokens() == TokenPolicy.NONE) {
      accept(Grant.vended(token, Optional.empty()));
      return;
    }
    ask(
        token,
        verdict -> {
          if (verdict.acceptedAt(context.wall())) {
            accept(Grant.vended(token, verdict.group()));
          } else {
            refused = verdict.status() != Status.UNREACHABLE;
            askAtMillis = context.millis() + ASK_AGAIN_MILLIS;
          }
        });
  }

  private boolean able() {
    return evse.plugged() && evse.operative() && evse.reachable() && !evse.faulted();
  }

  private void tryStart() {
    if (grant.isEmpty() || !able() || !registerRead()) {
      return;
    }
    if (!journal.askedForStart()) {
      forget();
      return;
    }
    Grant given = grant.get();
    forget();
    opening.accept(given);
  }

  /** What is not metered is not let flow, but a meter that never answers keeps nobody for long. */
  private boolean registerRead() {
    BillingRegister register = evse.meter.register;
    long now = context.millis();
    if (register.current() && register.readSince(now - Meter.STALE_MILLIS)) {
      return true;
    }
    if (readyMillis < 0) {
      readyMillis = register.read() ? now : register.attachedMillis();
    }
    return now - readyMillis >= REGISTER_MILLIS;
  }
}
