package io.ocpp809.station.core;

import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.journal.EndData;
import io.ocpp809.station.journal.Remains.Open;
import io.ocpp809.station.journal.TransactionEvent.Started;
import io.ocpp809.station.transaction.ChargingState;
import io.ocpp809.station.transaction.StopReason;
import java.util.Optional;
import java.util.OptionalLong;

/** A transaction while it runs. */
final class Transaction {
  final Started started;
  final EndData endData = new EndData();
  ChargingState state = ChargingState.EV_CONNECTED;

  /** Its start is on disk. */
  boolean durable;

  /** It began by the configuration of the EVSE, not by a user. */
  boolean vended;

  /** It is of before the restart, and the pile has not yet said what became of it. */
  boolean resuming;

  /** Register at which the CSMS refused the token, Wh, if it did and the transaction goes on. */
  OptionalLong refusedAtWh = OptionalLong.empty();

  Optional<IdToken> group = Optional.empty();
  Optional<Stop> stop = Optional.empty();
  Runnable sampling = () -> {};

  /** How it is being ended. */
  static final class Stop {
    final StopReason reason;
    final Optional<IdToken> by;
    final long sinceMillis;
    long currentGoneAtMillis = -1;

    Stop(StopReason reason, Optional<IdToken> by, long sinceMillis) {
      this.reason = reason;
      this.by = by;
      this.sinceMillis = sinceMillis;
    }
  }

  Transaction(Started started) {
    this.started = started;
  }

  /** A transaction that the journal has left open. */
  static Transaction resumed(Open open, long nowMillis) {
    Transaction t = new Transaction(open.started());
    open.endData().forEach(t.endData::add);
    t.state = open.state();
    t.durable = true;
    t.resuming = true;
    t.refusedAtWh = open.refusedAtWh();
    t.stop = open.stopping().map(s -> new Stop(s.reason(), s.token(), nowMillis));
    return t;
  }

  String id() {
    return started.transactionId();
  }

  boolean isStopping() {
    return stop.isPresent();
  }
}
