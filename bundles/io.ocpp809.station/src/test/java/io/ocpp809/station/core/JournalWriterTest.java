package io.ocpp809.station.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.StationEvent;
import io.ocpp809.station.journal.Journal;
import io.ocpp809.station.journal.JournalEntry;
import io.ocpp809.station.journal.OpenTransactions;
import io.ocpp809.station.journal.TransactionEvent;
import io.ocpp809.station.journal.TransactionEvent.Ended;
import io.ocpp809.station.journal.TransactionEvent.Metered;
import io.ocpp809.station.journal.TransactionEvent.Started;
import io.ocpp809.station.journal.TransactionEvent.StateChanged;
import io.ocpp809.station.journal.VolatileJournal;
import io.ocpp809.station.port.VolatileMemory;
import io.ocpp809.station.reading.ReadingContext;
import io.ocpp809.station.time.EventTime;
import io.ocpp809.station.time.TimeSource;
import io.ocpp809.station.transaction.ChargingState;
import io.ocpp809.station.transaction.StopReason;
import io.ocpp809.testkit.time.ManualScheduler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class JournalWriterTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final EventTime AT = new EventTime("boot", 0, START, true);

  private final ManualScheduler scheduler = new ManualScheduler(START);
  private final VolatileJournal journal = new VolatileJournal();
  private final List<String> calls = new ArrayList<>();
  private boolean broken;
  private final Journal watched =
      (Journal)
          Proxy.newProxyInstance(
              Journal.class.getClassLoader(),
              new Class<?>[] {Journal.class},
              (proxy, method, args) -> {
                calls.add(
                    method.getName() + (method.getName().equals("read") ? " " + args[1] : ""));
                if (broken && method.getName().equals("append")) {
                  throw new IllegalStateException("it cannot be encoded");
                }
                return method.invoke(journal, args);
              });
  private final StationContext context =
      new StationContext(
          StationOptions.named("station"),
          new StationPorts(
              TimeSource.of(
                  scheduler.clock(), scheduler.clock()::monotonicMillis, () -> true, "boot"),
              scheduler,
              scheduler,
              watched,
              new VolatileMemory()),
          () -> {});
  private final JournalWriter writer = new JournalWriter(context, new OpenTransactions(journal));
  private final List<String> findings = new ArrayList<>();

  JournalWriterTest() {
    context.listen(
        e -> {
          if (e instanceof StationEvent.FindingChanged f) {
            findings.add((f.raised() ? "" : "gone ") + f.finding().id());
          }
        });
  }

  private static Started started(String id, int evse) {
    return new Started(
        AT, id, evse, 1, StationHarness.CARD, 1_000, OptionalInt.empty(), OptionalInt.empty());
  }

  @Test
  void aJournalThatThrowsIsReportedAndTriedAgainAsOneThatCannotWrite() {
    broken = true;
    writer.append(started("a", 1), () -> calls.add("done a"));
    scheduler.runDue();
    assertEquals(List.of("store.failed"), findings);
    broken = false;
    scheduler.advance(Duration.ofSeconds(3));
    assertTrue(calls.contains("done a"));
    assertEquals(List.of("store.failed", "gone store.failed"), findings);
  }

  @Test
  void whoeverFailsWhenToldOfAnEventHoldsUpNoOther() {
    writer.append(
        started("a", 1),
        () -> {
          throw new IllegalStateException("told");
        });
    writer.append(started("b", 2), () -> calls.add("done b"));
    scheduler.runDue();
    assertTrue(calls.contains("done b"));
  }

  private static Metered metered(String id) {
    return new Metered(AT, id, 1, 1, ReadingContext.SAMPLE_PERIODIC, List.of());
  }

  private static Ended ended(String id, int evse) {
    return new Ended(AT, id, evse, 1, 2_000, StopReason.LOCAL, Optional.empty(), List.of());
  }

  private void append(TransactionEvent event) {
    writer.append(event, () -> {});
    scheduler.runDue();
  }

  private List<TransactionEvent> journaled() {
    return journal.read(1, 100_000).stream().map(JournalEntry::event).toList();
  }

  @Test
  void whatLiesBeforeTheOldestOpenStartIsConfirmedWhenATransactionEnds() {
    append(started("a", 1));
    append(ended("a", 1));
    assertEquals(3, journal.position(OpenTransactions.READER));
    append(started("b", 1));
    append(started("c", 2));
    append(ended("c", 2));
    assertEquals(3, journal.position(OpenTransactions.READER), "b is still open");
    append(ended("b", 1));
    assertEquals(7, journal.position(OpenTransactions.READER));
  }

  @Test
  void anotherRunFindsWhatIsOpenAndGoesOnConfirming() {
    append(started("a", 1));
    append(started("b", 2));
    append(ended("a", 1));
    OpenTransactions next = new OpenTransactions(journal);
    assertEquals(List.of(2), List.copyOf(next.open()));
    next.appended(4, ended("b", 2));
    assertEquals(5, journal.position(OpenTransactions.READER));
  }

  @Test
  void aLongJournalIsReadInPiecesWhenAStationStarts() {
    for (int i = 0; i < 1_300; i++) {
      journal.append(metered("a"));
    }
    journal.append(started("b", 2));
    assertEquals(1, new OpenTransactions(watched).open().size());
    List<String> pieces = calls.stream().filter(c -> c.startsWith("read")).distinct().toList();
    assertEquals(List.of("read 500"), pieces);
  }

  @Test
  void whileTheStoreCannotWriteMeterValuesAndChangesOfStateGiveWayNeverStartsAndEnds() {
    journal.fail("No space left on device");
    append(started("a", 1));
    append(ended("a", 1));
    for (int i = 0; i < JournalWriter.WAITING_AT_MOST; i++) {
      append(i % 2 == 0 ? metered("b") : new StateChanged(AT, "b", 1, 1, ChargingState.CHARGING));
    }
    append(started("c", 1));
    append(ended("c", 1));
    assertEquals(List.of("store.failed", "store.dropped"), findings);

    journal.fail("");
    scheduler.advance(Duration.ofMillis(JournalWriter.RETRY_MILLIS));
    List<TransactionEvent> all = journaled();
    assertEquals(JournalWriter.WAITING_AT_MOST, all.size());
    assertEquals(List.of(started("a", 1), ended("a", 1)), all.subList(0, 2));
    assertEquals(List.of(started("c", 1), ended("c", 1)), all.subList(all.size() - 2, all.size()));
  }

  @Test
  void aFailingStoreIsTriedEveryTwoSecondsHoweverMuchWaits() {
    journal.fail("No space left on device");
    for (int i = 0; i < 50; i++) {
      append(metered("a"));
    }
    calls.clear();
    scheduler.advance(Duration.ofSeconds(20));
    assertEquals(10, calls.stream().filter("append"::equals).count());
  }

  @Test
  void whatAFullJournalDropsIsTold() {
    append(started("a", 1));
    journal.drop("The journal is full: 7 meter values were dropped.");
    append(metered("a"));
    append(metered("a"));
    assertEquals(List.of("store.full"), findings);
  }

  @Test
  void aStartThatMayFailIsToldWhyAndLeaves() {
    journal.fail("No space left on device");
    List<String> told = new ArrayList<>();
    writer.appendOnce(started("a", 1), told::add);
    scheduler.runDue();
    assertEquals(List.of("the store cannot write: No space left on device"), told);
    journal.fail("");
    append(ended("b", 2));
    assertEquals(List.of(ended("b", 2)), journaled());
    assertEquals(List.of("store.failed", "gone store.failed"), findings);
  }

  @Test
  void aReaderIsShownWhatItHasNotConfirmedAndAForgottenOneNothing() {
    append(started("a", 1));
    journal.join("csms");
    CompletionStage<Void> confirmed = journal.confirm("csms", 1);
    assertTrue(confirmed.toCompletableFuture().isDone());
    assertEquals(2, journal.position("csms"));
    journal.forget("csms");
    journal.confirm("csms", 1);
    append(ended("a", 1));
    assertEquals(3, journal.position("csms"));
  }
}
