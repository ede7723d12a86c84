package io.ocpp809.ocpp.v16;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ocpp809.ocpp.json.Json;
import io.ocpp809.ocpp.rpc.Outcome;
import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.core.ChargingStation;
import io.ocpp809.station.core.StationOptions;
import io.ocpp809.station.core.StationPorts;
import io.ocpp809.station.journal.Journal;
import io.ocpp809.station.journal.JournalEntry;
import io.ocpp809.station.journal.TransactionEvent.Ended;
import io.ocpp809.station.journal.TransactionEvent.Started;
import io.ocpp809.station.journal.VolatileJournal;
import io.ocpp809.station.port.Memory;
import io.ocpp809.station.port.VolatileMemory;
import io.ocpp809.station.time.EventTime;
import io.ocpp809.station.time.TimeSource;
import io.ocpp809.station.transaction.StopReason;
import io.ocpp809.testkit.time.ManualScheduler;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Delivery over a disk that takes its time, and after a power cut that took the newest place. */
class DeliveryTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String ID = "t1";

  private final ManualScheduler scheduler = new ManualScheduler(START);
  private final VolatileJournal journal = new VolatileJournal();
  private final List<CompletableFuture<Void>> confirmed = new ArrayList<>();
  private final SlowMemory memory = new SlowMemory();
  private final List<String> places = new ArrayList<>();
  private final List<String> sent = new ArrayList<>();
  private final ArrayDeque<Consumer<Outcome>> unanswered = new ArrayDeque<>();
  private final ArrayDeque<Runnable> mailbox = new ArrayDeque<>();
  private ChargingStation station;
  private TransactionIds ids;

  /** A memory whose values reach the disk when the test says so. */
  private static final class SlowMemory implements Memory {
    private final VolatileMemory values = new VolatileMemory();
    private final List<CompletableFuture<Void>> onDisk = new ArrayList<>();
    private boolean broken;

    @Override
    public Optional<byte[]> get(String key) {
      return values.get(key);
    }

    @Override
    public CompletionStage<Void> put(String key, byte[] value) {
      values.put(key, value);
      if (broken) {
        throw new IllegalStateException("closed");
      }
      CompletableFuture<Void> written = new CompletableFuture<>();
      onDisk.add(written);
      return written;
    }
  }

  /** The journal, whose places reach the disk when the test says so. */
  private Journal lazyPlaces() {
    return (Journal)
        Proxy.newProxyInstance(
            Journal.class.getClassLoader(),
            new Class<?>[] {Journal.class},
            (proxy, method, args) -> {
              Object result = method.invoke(journal, args);
              if (method.getName().startsWith("confirm") && args[0].equals("csms")) {
                places.add(method.getName() + " " + args[1]);
                confirmed.add(new CompletableFuture<>());
                return confirmed.get(confirmed.size() - 1);
              }
              return result;
            });
  }

  @BeforeEach
  void journalATransaction() {
    EventTime at = new EventTime("boot", 0, START, true);
    IdToken card = new IdToken("04A2", IdToken.Kind.ISO14443);
    station =
        new ChargingStation(
            StationOptions.named("station"),
            new StationPorts(
                TimeSource.of(
                    scheduler.clock(), scheduler.clock()::monotonicMillis, () -> true, "boot"),
                scheduler,
                scheduler,
                lazyPlaces(),
                new VolatileMemory()));
    journal.append(new Started(at, ID, 1, 1, card, 0, OptionalInt.empty(), OptionalInt.empty()));
    journal.append(new Ended(at, ID, 1, 1, 2_000, StopReason.LOCAL, Optional.empty(), List.of()));
  }

  private void deliver() {
    ids = new TransactionIds(memory);
    Caller caller =
        new Caller() {
          @Override
          public void call(String action, Record message, Consumer<Outcome> outcome) {
            sent.add(
                message instanceof Messages.StopTransaction s
                    ? action + " " + s.transactionId()
                    : action);
            unanswered.add(outcome);
          }

          @Override
          public boolean tell(String action, Record message, Cause cause, Runnable unheard) {
            return false;
          }

          @Override
          public void after(long millis, Runnable task) {
            mailbox.add(task);
          }
        };
    new Delivery(
            station,
            new Json(() -> true),
            "csms",
            new Connectors(new VolatileMemory()),
            ids,
            caller,
            new DeadLetters() {
              @Override
              public void undelivered(JournalEntry entry, String why) {
                sent.add("dead");
              }

              @Override
              public void answerLost(JournalEntry entry, String why) {
                sent.add("answer lost: " + why);
              }
            })
        .online(true);
  }

  private void answer(String payload) {
    unanswered.remove().accept(new Outcome.Answered(payload));
    runMailbox();
  }

  private void runMailbox() {
    while (!mailbox.isEmpty()) {
      mailbox.remove().run();
    }
  }

  private static final String STARTED =
      "{\"transactionId\":17,\"idTagInfo\":{\"status\":\"Accepted\"}}";

  @Test
  void nothingIsSentAfterAStartBeforeItsNumberIsOnDisk() {
    deliver();
    answer(STARTED);
    assertEquals(List.of("StartTransaction"), sent);
    assertEquals(1, journal.position("csms"));
    memory.onDisk.get(0).complete(null);
    runMailbox();
    assertEquals(List.of("StartTransaction", "StopTransaction 17"), sent);
    assertEquals(2, journal.position("csms"));
  }

  @Test
  void anAnswerWhoseIdTagInfoCannotBeReadGivesItsNumberAllTheSame() {
    deliver();
    answer("{\"transactionId\":17,\"idTagInfo\":{\"status\":\"accepted\"}}");
    memory.onDisk.get(0).complete(null);
    runMailbox();
    assertEquals(
        List.of(
            "StartTransaction",
            "answer lost: it has no idTagInfo that can be read",
            "StopTransaction 17"),
        sent);
  }

  @Test
  void aDiskThatCannotKeepTheNumberStopsNoDelivery() {
    deliver();
    answer(STARTED);
    memory.onDisk.get(0).completeExceptionally(new java.io.IOException("No space left on device"));
    runMailbox();
    assertEquals(List.of("StartTransaction", "StopTransaction 17"), sent);
  }

  @Test
  void anAnswerThatCannotBeActedUponStopsNoDelivery() {
    deliver();
    memory.broken = true;
    answer(STARTED);
    assertEquals(
        List.of(
            "StartTransaction",
            "answer lost: it could not be acted upon: java.lang.IllegalStateException: closed",
            "StopTransaction 17"),
        sent);
  }

  @Test
  void aStartWhoseNumberIsKnownIsNotSentAgainAfterAPowerCut() {
    new TransactionIds(memory).put(ID, 17);
    deliver();
    assertEquals(List.of("StopTransaction 17"), sent);
  }

  @Test
  void thePlaceBehindAnEndGoesToDiskAtOnceSoThatNoEndIsSentTwice() {
    deliver();
    answer(STARTED);
    memory.onDisk.get(0).complete(null);
    runMailbox();
    answer("{}");
    assertEquals(List.of("confirm 1", "confirmNow 2"), places);
  }

  @Test
  void theNumberIsKeptUntilThePlaceBehindTheEndIsOnDisk() {
    new TransactionIds(memory).put(ID, 17);
    deliver();
    answer("{}");
    assertEquals(3, journal.position("csms"));
    assertEquals(17, new TransactionIds(memory).number(ID), "a stop sent again names it");
    confirmed.forEach(c -> c.complete(null));
    assertEquals(TransactionIds.UNKNOWN, new TransactionIds(memory).number(ID));
  }

  @Test
  void numbersLeftBehindAreBounded() {
    TransactionIds many = new TransactionIds(memory);
    for (int i = 1; i <= 600; i++) {
      many.put("t" + i, i);
    }
    assertEquals(TransactionIds.UNKNOWN, many.number("t100"));
    assertEquals(101, many.number("t101"));
    assertEquals(600, new TransactionIds(memory).number("t600"));
  }

  @Test
  void aNumberThatTheCsmsGivesAgainIsThatOfTheNewestTransaction() {
    TransactionIds ids = new TransactionIds(memory);
    ids.put("ended", 1);
    ids.put("runs", 1);
    assertEquals(Optional.of("runs"), ids.transaction(1));
    ids.remove("runs");
    assertEquals(Optional.of("ended"), ids.transaction(1));
  }
}
