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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Delivers the station's journal to the CSMS, one message after another, in order. A message leaves
 * on its answer, or after the configured attempts as a dead letter; each attempt is a new call. A
 * lost connection costs no attempt.
 *
 * <p>A message on which the CSMS closes the connection, {@value #CLOSES_AT_MOST} times running and
 * with nothing else between, has cost an attempt all the same: it would be sent for ever.
 *
 * <p>The place in the journal survives a power cut minutes later only. A start whose number is
 * known is not sent again then: a second one would be a second transaction to the CSMS. The number
 * is kept until the place behind the end has survived, so that an end sent again names its
 * transaction.
 */
final class Delivery {
  /** Longest StopTransaction; readings within it are thinned out to fit, in characters. */
  static final int MESSAGE_AT_MOST = 60_000;

  /** How often running the CSMS may close the connection on a message before it is an attempt. */
  static final int CLOSES_AT_MOST = 3;

  private enum Phase {
    FREE,
    /** A message is out. */
    SENT,
    /** It was refused or not answered; the next attempt waits. */
    WAITING,
    /** It was answered; what must be kept of the answer goes to disk. */
    SETTLING
  }

  private final Station station;
  private final Json json;
  private final String reader;
  private final Connectors connectors;
  private final TransactionIds ids;
  private final Caller caller;
  private final DeadLetters deadLetters;
  private Phase phase = Phase.FREE;
  private boolean online;
  private long ticket;
  private int attempts;
  private int closes;

  /** Readings were given up and none was taken since: starts and ends do not wait for them. */
  private boolean readingsGivenUp;

  Delivery(
      Station station,
      Json json,
      String reader,
      Connectors connectors,
      TransactionIds ids,
      Caller caller,
      DeadLetters deadLetters) {
    this.station = station;
    this.json = json;
    this.reader = reader;
    this.connectors = connectors;
    this.ids = ids;
    this.caller = caller;
    this.deadLetters = deadLetters;
    station.journal().join(reader);
  }

  /** The CSMS takes messages, or does not any more. */
  void online(boolean now) {
    online = now;
    if (!now && phase != Phase.SETTLING) {
      phase = Phase.FREE;
      ticket++;
    }
    next();
  }

  /** Whether everything has been delivered. */
  boolean done() {
    return phase == Phase.FREE && pending().isEmpty();
  }

  private List<JournalEntry> pending() {
    return station.journal().read(station.journal().position(reader), 1);
  }

  /** Delivers the next entry if there is one and nothing is under way. */
  void next() {
    while (online && phase == Phase.FREE) {
      List<JournalEntry> entries = pending();
      if (entries.isEmpty()) {
        return;
      }
      deliver(entries.get(0));
    }
  }

  private void deliver(JournalEntry entry) {
    TransactionEvent event = entry.event();
    if (event instanceof Started s && ids.number(s.transactionId()) != TransactionIds.UNKNOWN) {
      done(entry);
    } else if (event instanceof Started s) {
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
    List<MeterValue> data =
        new ArrayList<>(
            e.data().stream()
                .map(m -> Translate.meterValue(m, time(m.time())))
                .filter(v -> !v.sampledValue().isEmpty())
                .toList());
    StopTransaction message = stop(e, data);
    while (data.size() > 2 && json.encode(message).length() > MESSAGE_AT_MOST) {
      for (int i = data.size() - 2; i > 0; i -= 2) {
        data.remove(i);
      }
      message = stop(e, data);
    }
    return message;
  }

  private StopTransaction stop(Ended e, List<MeterValue> data) {
    return new StopTransaction(
        e.token().map(Translate::idTag),
        e.meterStopWh(),
        time(e.time()),
        ids.number(e.transactionId()),
        Optional.of(e.reason().wire()),
        List.copyOf(data));
  }

  private Instant time(EventTime t) {
    return t.restamped(station.now()).wall();
  }

  private void send(JournalEntry entry, String action, Record message) {
    phase = Phase.SENT;
    long mine = ++ticket;
    caller.call(
        action,
        message,
        outcome -> {
          if (ticket == mine) {
            came(entry, action, outcome);
          }
          if (outcome instanceof Outcome.Lost lost) {
            lost(entry, action, lost.closedOnIt());
          }
        });
  }

  private void came(JournalEntry entry, String action, Outcome outcome) {
    if (outcome instanceof Outcome.Lost) {
      phase = Phase.FREE;
      online = false;
      return;
    }
    closes = 0;
    if (outcome instanceof Outcome.Answered answered) {
      readingsGivenUp &= !(entry.event() instanceof Metered);
      phase = Phase.SETTLING;
      answered(entry, answered.payload())
          .whenComplete((v, e) -> caller.after(0, () -> settled(entry)));
    } else {
      failed(
          entry,
          outcome instanceof Outcome.Refused r
              ? action + " was refused: " + r.code() + " " + r.description()
              : action + " was not answered");
    }
  }

  /** The connection was lost while this message was out, or waited to go out. */
  private void lost(JournalEntry entry, String action, boolean closedOnIt) {
    closes = closedOnIt ? closes + 1 : 0;
    boolean stillDue = pending().stream().anyMatch(next -> next.sequence() == entry.sequence());
    if (closes >= CLOSES_AT_MOST && phase == Phase.FREE && stillDue) {
      closes = 0;
      failed(entry, action + " was answered by closing the connection");
    }
  }

  private void failed(JournalEntry entry, String why) {
    attempts++;
    boolean reading = entry.event() instanceof Metered;
    if (reading && readingsGivenUp
        || attempts >= station.settings().integer(Setting.MESSAGE_ATTEMPTS)) {
      readingsGivenUp |= reading;
      deadLetters.undelivered(entry, why + " " + attempts + " times");
      phase = Phase.FREE;
      done(entry);
      next();
      return;
    }
    phase = Phase.WAITING;
    long mine = ++ticket;
    long wait = 1000 * station.settings().integer(Setting.MESSAGE_ATTEMPT_INTERVAL) * attempts;
    caller.after(
        wait,
        () -> {
          if (ticket == mine && phase == Phase.WAITING) {
            phase = Phase.FREE;
            next();
          }
        });
  }

  private void settled(JournalEntry entry) {
    phase = Phase.FREE;
    done(entry);
    next();
  }

  private void done(JournalEntry entry) {
    attempts = 0;
    closes = 0;
    if (entry.event() instanceof Ended e) {
      station
          .journal()
          .confirmNow(reader, entry.sequence())
          .thenRun(() -> ids.remove(e.transactionId()));
    } else {
      station.journal().confirm(reader, entry.sequence());
    }
  }

  /** Acts on an answer; completes once what must be kept of it survives a power cut. */
  private CompletionStage<Void> answered(JournalEntry entry, String payload) {
    CompletionStage<Void> kept = CompletableFuture.completedFuture(null);
    try {
      if (entry.event() instanceof Started s) {
        StartTransactionResponse r = json.read(StartTransactionResponse.class, payload);
        kept = ids.put(s.transactionId(), r.transactionId());
        r.idTagInfo()
            .map(Translate::authorization)
            .ifPresentOrElse(
                a -> station.authorized(s.transactionId(), s.token(), a),
                () -> deadLetters.answerLost(entry, "it has no idTagInfo that can be read"));
      } else if (entry.event() instanceof Ended e && e.token().isPresent()) {
        IdToken token = e.token().get();
        json.read(StopTransactionResponse.class, payload)
            .idTagInfo()
            .ifPresent(
                i -> station.authorized(e.transactionId(), token, Translate.authorization(i)));
      }
    } catch (CodecException e) {
      deadLetters.answerLost(entry, "it cannot be read: " + e.getMessage());
    } catch (RuntimeException fault) {
      deadLetters.answerLost(entry, "it could not be acted upon: " + fault);
    }
    return kept;
  }
}
