package io.ocpp809.kura.station;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ocpp809.station.journal.EventCodec;
import io.ocpp809.station.journal.JournalEntry;
import io.ocpp809.station.journal.OpenTransactions;
import io.ocpp809.station.journal.TransactionEvent;
import io.ocpp809.station.journal.TransactionEvent.Ended;
import io.ocpp809.station.journal.TransactionEvent.Metered;
import io.ocpp809.station.journal.TransactionEvent.Started;
import io.ocpp809.store.DurableLog;
import io.ocpp809.store.GroupWriter;
import io.ocpp809.store.LogOptions;
import io.ocpp809.store.Rank;
import io.ocpp809.store.StoreFolder;
import io.ocpp809.store.StoreInUseException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreJournalTest {
  private static final LogOptions SMALL = new LogOptions(4096, 10 * 4096L, 4096);
  private static final String CSMS = "csms";

  @TempDir private Path data;
  private final CountingDisk disk = new CountingDisk();
  private final GroupWriter writer = GroupWriter.start("store-under-test");
  private final List<String> troubles = new ArrayList<>();
  private LogOptions options = SMALL;
  private StoreFolder folder;
  private DurableLog log;
  private StoreJournal journal;

  @BeforeEach
  void open() throws StoreInUseException {
    folder = StoreFolder.open(data, "station", disk, writer);
    log = folder.log("journal", options);
    journal = new StoreJournal(log, folder::health, troubles::add);
  }

  @AfterEach
  void close() {
    folder.close();
    writer.close();
  }

  private void restart() throws StoreInUseException {
    folder.close();
    open();
  }

  private static <T> T done(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(120, TimeUnit.SECONDS);
  }

  private long append(TransactionEvent event) throws Exception {
    return done(journal.append(event));
  }

  private List<TransactionEvent> all() {
    return journal.read(1, Integer.MAX_VALUE).stream().map(JournalEntry::event).toList();
  }

  @Test
  void eventsComeBackInOrderAfterARestart() throws Exception {
    List<TransactionEvent> events =
        List.of(Events.started(1, 1), Events.metered(1, 1, 1_500), Events.ended(1, 1, 2_000));
    for (TransactionEvent event : events) {
      append(event);
    }
    restart();
    assertEquals(events, all());
    assertEquals(OptionalLong.of(1), journal.first());
    assertEquals("", journal.fault());
    assertEquals("", journal.dropped());
    assertEquals(List.of(), troubles);
  }

  @Test
  void aReaderGoesOnAfterARestartWhereItWas() throws Exception {
    journal.join(CSMS);
    append(Events.started(1, 1));
    append(Events.metered(1, 1, 1_500));
    assertEquals(1, journal.position(CSMS));
    journal.confirm(CSMS, 1);
    restart();
    journal.join(CSMS);
    assertEquals(2, journal.position(CSMS));
  }

  @Test
  void aReaderThatHasNotJoinedOrWasForgottenHasNothingToReadAndIsNotTakenIn() throws Exception {
    append(Events.started(1, 1));
    assertEquals(2, journal.position(CSMS));
    journal.join(CSMS);
    assertEquals(1, journal.position(CSMS));
    journal.forget(CSMS);
    assertEquals(2, journal.position(CSMS));
    done(journal.confirm(CSMS, 1));
    assertEquals(OptionalLong.empty(), log.acknowledged(CSMS));
  }

  @Test
  void whatAForgottenReaderHeldIsLetGo() throws Exception {
    OpenTransactions open = new OpenTransactions(journal);
    journal.join(CSMS);
    charge(open, 1, 60);
    assertEquals(OptionalLong.of(1), journal.first());
    journal.forget(CSMS);
    append(Events.started(2, 1));
    assertTrue(journal.first().getAsLong() > 30, "first is " + journal.first());
  }

  /** A whole transaction with that many meter values. */
  private void charge(OpenTransactions open, int transaction, int values) throws Exception {
    List<TransactionEvent> events = new ArrayList<>();
    events.add(Events.started(transaction, 1));
    for (int i = 1; i <= values; i++) {
      events.add(Events.metered(transaction, 1, 1_000 + i));
    }
    events.add(Events.ended(transaction, 1, 1_000 + values));
    List<CompletionStage<Long>> sequences = events.stream().map(journal::append).toList();
    for (int i = 0; i < events.size(); i++) {
      open.appended(done(sequences.get(i)), events.get(i));
    }
  }

  @Test
  void aTransactionCostsOneForcedWriteForEachEventAndOneForItsConfirmedEnd() throws Exception {
    options = LogOptions.bounded(16_000_000);
    restart();
    OpenTransactions open = new OpenTransactions(journal);
    journal.join(CSMS);
    append(Events.started(99, 9));
    int before = disk.forced();
    int values = 60;
    List<TransactionEvent> events = new ArrayList<>();
    events.add(Events.started(1, 1));
    for (int i = 1; i <= values; i++) {
      events.add(Events.metered(1, 1, 1_000 + i));
    }
    events.add(Events.ended(1, 1, 2_000));
    for (TransactionEvent event : events) {
      long sequence = append(event);
      open.appended(sequence, event);
      if (event instanceof Ended) {
        done(journal.confirmNow(CSMS, sequence));
      } else {
        journal.confirm(CSMS, sequence);
      }
    }
    assertEquals(values + 3, disk.forced() - before);
  }

  @Test
  void whatWasConfirmedLastIsWrittenInTheEndThoughNothingMoreIsRecorded() throws Exception {
    journal.join(CSMS);
    CompletionStage<Void> confirmed = journal.confirm(CSMS, append(Events.ended(1, 1, 2_000)));
    assertTrue(!confirmed.toCompletableFuture().isDone(), "it waits for company");
    writer.hurry();
    done(confirmed);
  }

  @Test
  void aFullJournalDropsMeterValuesAndSaysWhyButKeepsEveryStartAndEnd() throws Exception {
    OpenTransactions open = new OpenTransactions(journal);
    journal.join(CSMS);
    for (int t = 1; t <= 20; t++) {
      charge(open, t, 30);
    }
    assertEquals("", journal.fault(), "it still takes transactions");
    List<TransactionEvent> left = all();
    assertEquals(20, left.stream().filter(e -> e instanceof Started).count());
    assertEquals(20, left.stream().filter(e -> e instanceof Ended).count());
    long values = left.stream().filter(e -> e instanceof Metered).count();
    assertEquals(
        "The journal is full: "
            + (20 * 30 - values)
            + " meter values and changes of state were dropped, the oldest first; starts and ends"
            + " are kept. It waits for csms.",
        journal.dropped());
    assertInstanceOf(Metered.class, left.get(left.size() - 2), "the newest values are left");

    restart();
    assertEquals(left, all());
    assertEquals(List.of(), troubles);
  }

  @Test
  void aJournalFullOfStartsAndEndsTakesNoMoreAndGoesOnWhenTheReaderDoes() throws Exception {
    OpenTransactions open = new OpenTransactions(journal);
    journal.join(CSMS);
    int transactions = 0;
    while (journal.fault().isEmpty()) {
      transactions++;
      CompletionStage<Long> start = journal.append(Events.started(transactions, 1));
      CompletionStage<Long> end = journal.append(Events.ended(transactions, 1, 2_000));
      start.exceptionally(e -> 0L).toCompletableFuture().get(120, TimeUnit.SECONDS);
      long sequence = end.exceptionally(e -> 0L).toCompletableFuture().get(120, TimeUnit.SECONDS);
      if (sequence > 0) {
        open.appended(sequence, Events.ended(transactions, 1, 2_000));
      }
    }
    assertTrue(journal.fault().startsWith("log journal is full"), journal.fault());
    assertTrue(journal.fault().contains("reader csms stands at record 0"), journal.fault());
    journal.confirm(CSMS, log.lastSequence());
    append(Events.started(99, 1));
    assertEquals("", journal.fault());
  }

  @Test
  void entriesOfALaterVersionArePassedOverAndNamed() throws Exception {
    for (int i = 0; i < 5; i++) {
      done(log.append(Rank.KEPT, new byte[] {9, 9}));
    }
    append(Events.started(1, 1));
    assertEquals(
        List.of(Events.started(1, 1)),
        journal.read(1, 1).stream().map(JournalEntry::event).toList());
    assertEquals(6, journal.read(1, 2).get(0).sequence());
    assertEquals(
        "entry 1 of the journal is passed over: damaged journal entry: journal entry of unknown"
            + " version 9",
        troubles.get(0));
  }

  @Test
  void afterARestartOnlyWhatLiesBehindTheOldestOpenStartIsRead() throws Exception {
    options = LogOptions.bounded(4_000_000);
    restart();
    OpenTransactions open = new OpenTransactions(journal);
    journal.join(CSMS);
    for (int t = 1; t <= 5; t++) {
      charge(open, t, 100);
    }
    TransactionEvent running = Events.started(6, 2);
    long start = append(running);
    open.appended(start, running);
    append(Events.metered(6, 2, 1_234));
    charge(open, 7, 3);

    restart();
    OpenTransactions found = new OpenTransactions(journal);
    assertEquals(Set.of(2), found.open());
    assertEquals(1_234, found.left().get(2).lastWh().orElseThrow());
    assertEquals(start, journal.position(OpenTransactions.READER));
    assertEquals(1, journal.position(CSMS), "the CSMS still gets all of it");
  }

  @Test
  void withoutAnyCsmsAStationsJournalStaysSmall() throws Exception {
    OpenTransactions open = new OpenTransactions(journal);
    for (int t = 1; t <= 30; t++) {
      charge(open, t, 10);
    }
    assertEquals("", journal.dropped());
    assertTrue(log.bytes() < 3 * 4096, log.bytes() + " bytes");
  }

  @Test
  void aMeterValueOfTheUsualKindTakesLessThan450Bytes() {
    int length = EventCodec.encode(Events.metered(1, 1, 1_500)).length;
    assertTrue(length > 250 && length < 450, length + " bytes");
  }

  @Test
  void aListenerIsToldOfEachGroupThatIsOnDisk() throws Exception {
    List<Integer> seen = new ArrayList<>();
    journal.onAppended(() -> seen.add(1)).close();
    AutoCloseable listening = journal.onAppended(() -> seen.add(2));
    append(Events.started(1, 1));
    listening.close();
    append(Events.ended(1, 1, 1_000));
    assertEquals(Set.of(2), seen.stream().collect(Collectors.toSet()));
  }
}
