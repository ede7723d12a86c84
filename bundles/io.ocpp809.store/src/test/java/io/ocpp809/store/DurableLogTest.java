package io.ocpp809.store;

import static io.ocpp809.store.StoreFixture.bytes;
import static io.ocpp809.store.StoreFixture.done;
import static io.ocpp809.store.StoreFixture.failure;
import static io.ocpp809.store.StoreFixture.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DurableLogTest {
  private StoreFixture store;

  @BeforeEach
  void open(@TempDir Path data) throws Exception {
    store = new StoreFixture(data);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void recordsAreNumberedFromOneAndReadInOrder() throws Exception {
    store.log().append(Rank.KEPT, bytes("a"));
    store.log().append(Rank.KEPT, bytes(""));
    assertEquals(3L, done(store.log().append(Rank.KEPT, bytes("c"))));

    assertEquals(List.of("1:a", "2:", "3:c"), texts(store.log()));
    assertEquals(3, store.log().lastSequence());
    assertEquals(OptionalLong.of(1), store.log().firstSequence());
    assertEquals(2, store.log().read(2, 10).size());
    assertEquals(1, store.log().read(2, 1).size());
    assertTrue(store.log().read(4, 10).isEmpty());
  }

  @Test
  void numberingAndRecordsGoOnAfterARestart() throws Exception {
    done(store.log().append(Rank.KEPT, bytes("a")));
    store.restart();
    assertEquals(2L, done(store.log().append(Rank.KEPT, bytes("b"))));
    assertEquals(List.of("1:a", "2:b"), texts(store.log()));
    assertTrue(store.folder().damages().isEmpty());
  }

  @Test
  void manyAppendsDuringASlowFlushShareTheNextOne() throws Exception {
    CountDownLatch gate = store.disk.stallFlushes();
    CompletableFuture<Long> first = store.log().append(Rank.KEPT, bytes("first"));
    store.disk.awaitFlush();
    List<CompletableFuture<Long>> more = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      more.add(store.log().append(Rank.KEPT, bytes("record " + i)));
    }
    assertFalse(first.isDone());
    assertTrue(store.log().read(1, 10).isEmpty(), "not on disk yet, so not to be read");

    gate.countDown();
    done(CompletableFuture.allOf(more.toArray(CompletableFuture[]::new)));
    assertEquals(2, store.disk.logFlushes());
    assertEquals(31, store.log().lastSequence());
  }

  @Test
  @Timeout(240)
  void recordsThatWaitForAStalledDiskAreBounded() throws Exception {
    CountDownLatch gate = store.disk.stallFlushes();
    store.log().append(Rank.KEPT, bytes("first"));
    store.disk.awaitFlush();
    CompletableFuture<Long> last = new CompletableFuture<>();
    for (int i = 0; i <= 8 * 1024; i++) {
      last = store.log().append(Rank.KEPT, new byte[1024]);
    }
    // 6553 of 1024 bytes, and 256 beside each, and the one that is on its way
    String full = "log journal: the disk does not keep up, 6554 records wait for it";
    assertEquals(full, failure(last));
    assertEquals(full, store.log().health().message());
    gate.countDown();
    String then = full;
    while (then.contains("does not keep up")) {
      then = failure(store.log().append(Rank.KEPT, new byte[1024]));
    }
    assertTrue(then.startsWith("log journal is full"), then);
    assertEquals(then, store.log().health().message());
  }

  @Test
  void shortRecordsThatWaitAreBoundedByTheMemoryThatTheyTake() throws Exception {
    CountDownLatch gate = store.disk.stallFlushes();
    store.log().append(Rank.KEPT, bytes("first"));
    store.disk.awaitFlush();
    int taken = 0;
    while (!store.log().append(Rank.KEPT, new byte[28]).isCompletedExceptionally()) {
      taken++;
    }
    // 8 MiB of 28 and 256 bytes
    assertEquals(29_536, taken);
    gate.countDown();
  }

  @Test
  void recordsThatAnErrorStopsAreRefusedAndTakeNoMemoryAnyMore() throws Exception {
    done(store.log().append(Rank.KEPT, bytes("a")));
    CountDownLatch gate = store.disk.stallFlushes();
    store.disk.breakFlushes(true);
    List<CompletableFuture<Long>> lost = new ArrayList<>();
    lost.add(store.log().append(Rank.KEPT, bytes("lost")));
    store.disk.awaitFlush();
    while (!lost.get(lost.size() - 1).isCompletedExceptionally()) {
      lost.add(store.log().append(Rank.KEPT, new byte[1000]));
    }
    gate.countDown();
    for (CompletableFuture<Long> one : lost) {
      assertTrue(failure(one).startsWith("log journal: "), failure(one));
    }
    assertFalse(store.log().health().ok());

    store.disk.breakFlushes(false);
    assertEquals(2L, done(store.log().append(Rank.KEPT, bytes("b"))));
    assertEquals(List.of("1:a", "2:b"), texts(store.log()));
    assertTrue(store.log().health().ok());
  }

  @Test
  void placesThatWaitForADiskThatFailsTakeNoMemoryEach() throws Exception {
    DurableLog log = store.log();
    for (int i = 0; i < 3; i++) {
      done(log.append(Rank.KEPT, bytes("record")));
    }
    done(log.join("reader"));
    store.disk.readOnly(true);
    CompletableFuture<Void> one = log.acknowledge("reader", 1);
    CompletableFuture<Void> two = log.acknowledge("reader", 2);
    assertSame(one, two);
    store.disk.readOnly(false);
    store.hurried(two);
  }

  @Test
  void whatAPowerCutLeftOfAThinningIsRemovedWithTheNextRecord() throws Exception {
    done(store.log().append(Rank.KEPT, bytes("record")));
    Path left = store.segment(1).resolveSibling(store.segment(1).getFileName() + ".tmp");
    Files.write(left, new byte[100]);
    store.restart();
    done(store.log().append(Rank.KEPT, bytes("record")));
    assertFalse(Files.exists(left));
  }

  @Test
  void orderlyClosingWritesWhatWaits() throws Exception {
    for (int i = 0; i < 20; i++) {
      store.log().append(Rank.KEPT, bytes("record"));
    }
    store.restart();
    assertEquals(20, store.log().lastSequence());
  }

  @Test
  void appendingToAClosedLogFailsInWords() throws Exception {
    DurableLog log = store.log();
    store.restart();
    assertEquals("log journal: it was closed", failure(log.append(Rank.KEPT, bytes("late"))));
  }

  @Test
  void aRecordAboveTheBoundIsRefused() {
    assertEquals(
        "log journal: a record of 1025 bytes is above the bound of 1024",
        failure(store.log().append(Rank.KEPT, new byte[1025])));
  }

  @Test
  void segmentsAcknowledgedByAllReadersAreRemoved() throws Exception {
    store.log().join("csms");
    store.log().join("mirror");
    for (int i = 0; i < 8; i++) {
      done(store.log().append(Rank.KEPT, new byte[1000]));
    }
    assertTrue(Files.exists(store.segment(1)));
    assertTrue(Files.exists(store.segment(4)));

    store.hurried(store.log().acknowledge("csms", 8));
    assertTrue(Files.exists(store.segment(1)), "mirror still needs it");
    assertEquals(OptionalLong.of(0), store.log().acknowledgedByAll());

    store.hurried(store.log().acknowledge("mirror", 4));
    assertFalse(Files.exists(store.segment(1)));
    assertEquals(OptionalLong.of(4), store.log().firstSequence());
    assertEquals(4, store.log().read(1, 10).get(0).sequence());
  }

  @Test
  void aForgottenReaderHoldsNothingBackAlsoAfterARestart() throws Exception {
    store.log().join("csms");
    store.log().join("gone");
    for (int i = 0; i < 5; i++) {
      done(store.log().append(Rank.KEPT, new byte[1000]));
    }
    store.log().acknowledge("csms", 5);
    done(store.log().forget("gone"));
    done(store.log().append(Rank.KEPT, bytes("next")));
    assertEquals(OptionalLong.of(4), store.log().firstSequence());
    done(store.log().acknowledge("gone", 6));
    assertEquals(OptionalLong.empty(), store.log().acknowledged("gone"));

    done(store.log().forget("csms"));
    store.restart();
    assertEquals(OptionalLong.empty(), store.log().acknowledged("gone"));
    assertEquals(OptionalLong.empty(), store.log().acknowledged("csms"));
    assertEquals(OptionalLong.empty(), store.log().acknowledgedByAll());
  }

  @Test
  void aReaderThatComesAgainIsNotShownWhatItHadDealtWithBeforeItWasForgotten() throws Exception {
    done(store.log().join("csms"));
    for (int i = 0; i < 5; i++) {
      done(store.log().append(Rank.KEPT, bytes("record " + i)));
    }
    store.log().acknowledge("csms", 3);
    done(store.log().forget("csms"));
    store.restart();
    assertEquals(OptionalLong.empty(), store.log().acknowledgedByAll());
    assertEquals(Optional.empty(), store.log().slowestReader());
    done(store.log().join("csms"));
    assertEquals(OptionalLong.of(3), store.log().acknowledged("csms"));
    done(store.log().join("another"));
    assertEquals(OptionalLong.of(3), store.log().acknowledged("another"));
  }

  @Test
  void aReadersPlaceSurvivesARestart() throws Exception {
    store.log().join("csms Nr. 1");
    done(store.log().append(Rank.KEPT, bytes("a")));
    done(store.log().append(Rank.KEPT, bytes("b")));
    store.hurried(store.log().acknowledge("csms Nr. 1", 1));
    done(store.log().acknowledge("csms Nr. 1", 1));
    store.restart();
    assertEquals(OptionalLong.of(1), store.log().acknowledged("csms Nr. 1"));
    store.log().acknowledge("csms Nr. 1", 2);
    store.restart();
    assertEquals(OptionalLong.of(2), store.log().acknowledged("csms Nr. 1"), "written on closing");
  }

  @Test
  void aReadersPlaceCostsNoForcedWriteOfItsOwnWhileRecordsCome() throws Exception {
    done(store.log().join("csms"));
    int before = store.disk.flushes();
    for (int i = 1; i <= 20; i++) {
      done(store.log().append(Rank.KEPT, bytes("record " + i)));
      store.log().acknowledge("csms", i);
    }
    assertEquals(20, store.disk.flushes() - before);
    assertEquals("19 csms", placesOnDisk());
  }

  @Test
  void aPlaceThatIsWantedNowWaitsForNoRecord() throws Exception {
    done(store.log().join("csms"));
    done(store.log().append(Rank.KEPT, bytes("end")));
    done(store.log().acknowledgeNow("csms", 1));
    assertEquals("1 csms", placesOnDisk());
  }

  private String placesOnDisk() throws Exception {
    StringBuilder newest = new StringBuilder();
    Segment.load(
        store.disk,
        store.segment(1),
        true,
        p -> newest.replace(0, newest.length(), new String(p).trim()),
        d -> {});
    return newest.toString();
  }

  @Test
  void afterAPowerCutAReaderSeesRecordsAgainButMissesNone() throws Exception {
    done(store.log().join("csms"));
    done(store.log().append(Rank.KEPT, bytes("a")));
    store.log().acknowledge("csms", 1);
    done(store.log().append(Rank.KEPT, bytes("b")));
    store.log().acknowledge("csms", 2);
    byte[] whatSurvives = Files.readAllBytes(store.segment(1));
    store.folder().close();
    Files.write(store.segment(1), whatSurvives);
    store.restart();
    assertEquals(OptionalLong.of(1), store.log().acknowledged("csms"));
  }

  @Test
  void aNewReaderBeginsWithTheOldestRecordKept() throws Exception {
    done(store.log().append(Rank.KEPT, bytes("a")));
    done(store.log().join("new"));
    assertEquals(OptionalLong.of(0), store.log().acknowledged("new"));
  }

  @Test
  void acknowledgingWhatIsNotThereIsRefused() {
    store.log().join("csms");
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> store.log().acknowledge("csms", 1));
    assertEquals("record 1 is not in the log yet; the last is 0", e.getMessage());
  }

  @Test
  void everySegmentBeginsWithThePlacesSoThatOlderOnesMayGo() throws Exception {
    done(store.log().join("csms"));
    for (int i = 1; i <= 9; i++) {
      done(store.log().append(Rank.KEPT, new byte[1000]));
      store.log().acknowledge("csms", i);
    }
    done(store.log().append(Rank.KEPT, bytes("next")));
    assertTrue(store.log().firstSequence().getAsLong() > 6);
    store.restart();
    assertEquals(OptionalLong.of(9), store.log().acknowledged("csms"));
  }

  @Test
  void aFullLogRefusesNamesTheSlowReaderAndRecovers() throws Exception {
    done(store.log().join("csms"));
    for (int i = 0; i < 11; i++) {
      done(store.log().append(Rank.KEPT, new byte[1000]));
    }
    String why = failure(store.log().append(Rank.KEPT, new byte[1000]));
    assertTrue(
        why.matches(
            "log journal is full: \\d+ of 12288 bytes are in use and reader csms stands at record"
                + " 0; new records are refused"),
        why);
    assertEquals(why, store.folder().health().message());

    store.log().acknowledge("csms", 4);
    assertEquals(12L, done(store.log().append(Rank.KEPT, new byte[1000])));
    assertTrue(store.folder().health().ok());
  }

  @Test
  void aFullLogDropsTheOldestRecordsThatGiveWayAndCountsThem() throws Exception {
    done(store.log().join("csms"));
    done(store.log().append(Rank.KEPT, bytes("start")));
    for (int i = 2; i <= 40; i++) {
      done(store.log().append(Rank.GIVES_WAY, new byte[1000]));
    }
    done(store.log().append(Rank.KEPT, bytes("end")));
    assertTrue(store.folder().health().ok(), "nothing was refused");
    assertTrue(store.log().bytes() <= StoreFixture.SMALL.totalBytes());

    for (int round = 0; round < 2; round++) {
      List<LogRecord> left = store.log().read(1, Integer.MAX_VALUE);
      assertEquals("start", new String(left.get(0).payload()));
      assertEquals("end", new String(left.get(left.size() - 1).payload()));
      assertEquals(41, left.get(left.size() - 1).sequence());
      assertEquals(40, left.get(left.size() - 2).sequence(), "the newest are left");
      assertEquals(1, store.log().read(1, 1).size());
      assertEquals(41, store.log().read(41, 1).get(0).sequence());
      if (round == 0) {
        assertEquals(41 - left.size(), store.log().dropped());
        store.restart();
      }
    }
    assertTrue(store.folder().damages().isEmpty(), "numbers that are missing are no damage");
    assertEquals(42L, done(store.log().append(Rank.KEPT, bytes("next"))));
  }

  @Test
  void recordsThatAllReadersHaveSeenAreNotCountedAsDropped() throws Exception {
    done(store.log().join("csms"));
    done(store.log().join("station"));
    for (int i = 1; i <= 9; i++) {
      done(store.log().append(Rank.GIVES_WAY, new byte[1000]));
    }
    store.log().acknowledge("csms", 2);
    store.log().acknowledge("station", 9);
    for (int i = 10; i <= 12; i++) {
      done(store.log().append(Rank.GIVES_WAY, new byte[1000]));
    }
    assertEquals(1, store.log().dropped(), "of the first three, the last was not seen by csms");
    assertEquals(Optional.of("csms"), store.log().slowestReader());
  }

  @Test
  void aFlippedBitInAThinnedSegmentCostsNoRecordBehindIt() throws Exception {
    done(store.log().append(Rank.KEPT, bytes("first")));
    for (int i = 2; i <= 14; i++) {
      done(store.log().append(i == 3 ? Rank.KEPT : Rank.GIVES_WAY, new byte[i == 3 ? 3 : 1000]));
    }
    done(store.log().append(Rank.KEPT, bytes("last")));
    store.folder().close();
    byte[] thinned = Files.readAllBytes(store.segment(1));
    assertEquals(20 + 21 + 19, thinned.length);
    thinned[20 + 18] ^= 1;
    Files.write(store.segment(1), thinned);
    store.restart();
    List<LogRecord> left = store.log().read(1, Integer.MAX_VALUE);
    assertEquals(3, left.get(0).sequence());
    assertEquals("last", new String(left.get(left.size() - 1).payload()));
    assertEquals(1, store.folder().damages().size());
  }

  @Test
  void aListenerIsWokenOnceAGroupIsOnDisk() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    store.log().onAppended(calls::incrementAndGet);
    store.log().onAppended(() -> calls.addAndGet(100)).close();
    done(store.log().append(Rank.KEPT, bytes("a")));
    store.restart();
    assertEquals(1, calls.get());
  }

  @Test
  void aListenerThatFailsKeepsNoRecordAndNoOtherListenerWaiting() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    store
        .log()
        .onAppended(
            () -> {
              throw new IllegalStateException("thrown by a test");
            });
    store
        .log()
        .onAppended(
            () -> {
              throw new StackOverflowError("thrown by a test");
            });
    store.log().onAppended(calls::incrementAndGet);
    assertEquals(1L, done(store.log().append(Rank.KEPT, bytes("a"))));
    assertEquals(1, calls.get());
  }

  @Test
  void numbersAreNotUsedAgainWhenAcknowledgedRecordsWereLost() throws Exception {
    done(store.log().join("csms"));
    done(store.log().append(Rank.KEPT, bytes("a")));
    int end = (int) Files.size(store.segment(1));
    done(store.log().append(Rank.KEPT, bytes("b")));
    store.log().acknowledge("csms", 2);
    store.folder().close();
    byte[] content = Files.readAllBytes(store.segment(1));
    content[end + 5] ^= 1;
    Files.write(store.segment(1), content);
    store.restart();
    assertEquals(3L, done(store.log().append(Rank.KEPT, bytes("c"))));
    assertEquals(List.of("1:a", "3:c"), texts(store.log()));
  }

  @Test
  void aRecordLongerThanASegmentHasOneToItself() throws Exception {
    LogOptions options = new LogOptions(4096, 40_000, 10_000);
    DurableLog log = store.folder().log("long", options);
    done(log.append(Rank.KEPT, bytes("a")));
    done(log.append(Rank.KEPT, new byte[10_000]));
    done(log.append(Rank.KEPT, bytes("c")));
    store.restart();
    List<LogRecord> all = store.folder().log("long", options).read(1, 10);
    assertEquals(List.of(1, 10_000, 1), all.stream().map(r -> r.payload().length).toList());
    assertTrue(store.folder().damages().isEmpty());
  }

  @Test
  void whatIsMoreThanAMegabyteIsReadInSeveralSteps() throws Exception {
    DurableLog log = store.folder().log("long", LogOptions.bounded(4 << 20));
    for (int i = 0; i < 30; i++) {
      done(log.append(Rank.KEPT, new byte[100_000]));
    }
    int read = 0;
    for (List<LogRecord> some = log.read(1, 100);
        !some.isEmpty();
        some = log.read(some.get(some.size() - 1).sequence() + 1, 100)) {
      assertTrue(some.size() <= 10);
      read += some.size();
    }
    assertEquals(30, read);
  }

  @Test
  void aReaderThatTakesOneAtATimeSeesEveryRecordOnce() throws Exception {
    LogOptions options = new LogOptions(256 * 1024, 4 << 20, 100_000);
    DurableLog log = store.folder().log("long", options);
    int[] lengths = {300, 300, 90_000, 10, 300, 40_000, 0, 300};
    int count = 400;
    CompletableFuture<Long> last = null;
    for (int i = 0; i < count; i++) {
      last = log.append(Rank.KEPT, new byte[lengths[i % lengths.length] / (i < 8 ? 1 : 50)]);
    }
    done(last);
    for (int atMost : new int[] {1, 3, 16}) {
      long next = 1;
      for (List<LogRecord> some = log.read(next, atMost);
          !some.isEmpty();
          some = log.read(next, atMost)) {
        assertTrue(some.size() <= atMost);
        for (LogRecord record : some) {
          assertEquals(next++, record.sequence());
        }
      }
      assertEquals(count + 1, next);
    }
    assertTrue(store.folder().damages().isEmpty());
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new LogOptions(100, 8192, 10));
    assertThrows(IllegalArgumentException.class, () -> new LogOptions(4096, 4096, 10));
    assertThrows(IllegalArgumentException.class, () -> new LogOptions(4096, 8192, 4097));
  }
}
