package io.ocpp809.station.core;

import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.journal.TransactionEvent.Metered;
import io.ocpp809.station.journal.TransactionEvent.Started;
import io.ocpp809.station.transaction.ChargingState;
import io.ocpp809.station.transaction.StopReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A transaction while it runs. */
final class Transaction {
  final Started started;
  final List<Metered> endData = new ArrayList<>();
  ChargingState state = ChargingState.EV_CONNECTED;
  boolean durable;
  boolean refused;
  Optional<StopReason> stopping = Optional.empty();
  Optional<IdToken> stoppedBy = Optional.empty();
  long stoppingSinceMillis;
  long currentGoneAtMillis = -1;
  Runnable sampling = () -> {};

  Transaction(Started started) {
    this.started = started;
  }

  String id() {
    return started.transactionId();
  }

  boolean isStopping() {
    return stopping.isPresent();
  }
}
