package io.ocpp809.ocpp.v16;

import io.ocpp809.ocpp.json.CodecException;
import io.ocpp809.ocpp.json.Json;
import io.ocpp809.ocpp.rpc.Outcome;
import io.ocpp809.ocpp.v16.Messages.MeterValue;
import io.ocpp809.ocpp.v16.Messages.MeterValues;
import io.ocpp809.ocpp.v16.Messages.StartTransaction;
import io.ocpp809.ocpp.v16.Messages.StartTransactionResponse;
import io.ocpp809.ocpp.v16.Messages.StopTransaction;
import io.ocpp809.ocpp.v16.Messages.StopTransactionResponse;
import io.ocpp809.station.Station;
import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.journal.JournalEntry;
import io.ocpp809.station.journal.TransactionEvent;
import io.ocpp809.station.journal.TransactionEvent.Ended;
import io.ocpp809.station.journal.TransactionEvent.Metered;
import io.ocpp809.station.journal.TransactionEvent.Started;
import io.ocpp809.station.settings.Setting;
import io.ocpp809.station.time.EventTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;

/**
 * Delivers the station's journal to the CSMS, one message after another, in order. A message leaves
 * on its answer, or after the configured attempts as a dead letter.
 */
final class Delivery {
  private final Station station;
  private final Json json;
  private final String reader;
  private final Connectors connectors;
  private final TransactionIds ids;
  private final Caller caller;
  private final BiConsumer<JournalEntry, String> deadLetters;
  private boolean online;
  private boolean busy;
  private int attempts;

  /** Makes calls and sets timers. */
  interface Caller {
    void call(String action, Record message, java.util.function.Consumer<Outcome> outcome);

    void after(long millis, Runnable task);
  }

  Delivery(
      Station station,
      Json json,
      String reader,
      Connectors connectors,
      TransactionIds ids,
      Caller caller,
      BiConsumer<JournalEntry, String> deadLetters) {
    this.station = station;
    this.json = json;
    this.reader = reader;
    this.connectors = connectors;
    this.ids = ids;
    this.caller = caller;
    this.deadLetters = deadLetters;
    station.journal().position(reader);
  }

  /** The CSMS takes messages, or does not any more. */
  void online(boolean now) {
    online = now;
    if (!now) {
      busy = false;
    }
    next();
  }

  /** Delivers the next entry if there is one and nothing is under way. */
  void next() {
    while (online && !busy) {
      List<JournalEntry> entries = station.journal().read(station.journal().position(reader), 1);
      if (entries.isEmpty()) {
        return;
      }
      deliver(entries.get(0));
    }
  }

  private void deliver(JournalEntry entry) {
    TransactionEvent event = entry.event();
    if (event instanceof Started s) {
      send(entry, "StartTransaction", start(s));
    } else if (event instanceof Metered m) {
      MeterValue value = Translate.meterValue(m, time(m.time()));
      if (value.sampledValue().isEmpty()) {
        done(entry);
      } else {
        send(
            entry,
            "MeterValues",
            new MeterValues(
                connectors.number(m.evse()),
                Optional.of(ids.number(m.transactionId())),
                List.of(value)));
      }
    } else if (event instanceof Ended e) {
      send(entry, "StopTransaction", stop(e));
    } else {
      done(entry);
    }
  }

  private StartTransaction start(Started s) {
    return new StartTransaction(
        connectors.number(s.evse()),
        Translate.idTag(s.token()),
        s.meterStartWh(),
        s.reservationId().isPresent()
            ? Optional.of(s.reservationId().getAsInt())
            : Optional.empty(),
        time(s.time()));
  }

  private StopTransaction stop(Ended e) {
    return new StopTransaction(
        e.token().map(Translate::idTag),
        e.meterStopWh(),
        time(e.time()),
        ids.number(e.transactionId()),
        Optional.of(e.reason().wire()),
        e.data().stream()
            .map(m -> Translate.meterValue(m, time(m.time())))
            .filter(v -> !v.sampledValue().isEmpty())
            .toList());
  }

  private Instant time(EventTime t) {
    return t.restamped(station.now()).wall();
  }

  private void send(JournalEntry entry, String action, Record message) {
    busy = true;
    caller.call(action, message, outcome -> came(entry, action, outcome));
  }

  private void came(JournalEntry entry, String action, Outcome outcome) {
    busy = false;
    if (outcome instanceof Outcome.Lost) {
      return;
    }
    if (outcome instanceof Outcome.Answered answered) {
      busy = true;
      answered(entry, answered.payload())
          .whenComplete((v, e) -> caller.after(0, () -> settled(entry)));
      return;
    }
    attempts++;
    String why =
        outcome instanceof Outcome.Refused r
            ? action + " was refused: " + r.code() + " " + r.description()
            : action + " was not answered";
    if (attempts >= station.settings().integer(Setting.MESSAGE_ATTEMPTS)) {
      deadLetters.accept(entry, why + " " + attempts + " times");
      done(entry);
      next();
    } else {
      busy = true;
      long wait = 1000 * station.settings().integer(Setting.MESSAGE_ATTEMPT_INTERVAL) * attempts;
      caller.after(
          wait,
          () -> {
            busy = false;
            next();
          });
    }
  }

  private void settled(JournalEntry entry) {
    busy = false;
    if (station.journal().position(reader) > entry.sequence()) {
      return;
    }
    done(entry);
    next();
  }

  private void done(JournalEntry entry) {
    attempts = 0;
    if (entry.event() instanceof Ended e) {
      ids.remove(e.transactionId());
    }
    station.journal().confirm(reader, entry.sequence());
  }

  /** Acts on an answer; completes once what must be kept of it survives a power cut. */
  private CompletionStage<Void> answered(JournalEntry entry, String payload) {
    try {
      if (entry.event() instanceof Started s) {
        StartTransactionResponse r = json.decode(StartTransactionResponse.class, payload);
        ids.put(s.transactionId(), r.transactionId());
        station.authorized(s.transactionId(), s.token(), Translate.authorization(r.idTagInfo()));
      } else if (entry.event() instanceof Ended e && e.token().isPresent()) {
        IdToken token = e.token().get();
        json.decode(StopTransactionResponse.class, payload)
            .idTagInfo()
            .ifPresent(
                i -> station.authorized(e.transactionId(), token, Translate.authorization(i)));
      }
    } catch (CodecException e) {
      deadLetters.accept(entry, "the answer cannot be read: " + e.getMessage());
    }
    return CompletableFuture.completedFuture(null);
  }
}
