package io.ocpp809.store;

import static io.ocpp809.store.StoreFixture.bytes;
import static io.ocpp809.store.StoreFixture.done;
import static io.ocpp809.store.StoreFixture.failure;
import static io.ocpp809.store.StoreFixture.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
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
    store.log().append(bytes("a"));
    store.log().append(bytes(""));
    assertEquals(3L, done(store.log().append(bytes("c"))));

    assertEquals(List.of("1:a", "2:", "3:c"), texts(store.log()));
    assertEquals(3, store.log().lastSequence());
    assertEquals(OptionalLong.of(1), store.log().firstSequence());
    assertEquals(2, store.log().read(2, 10).size());
    assertEquals(1, store.log().read(2, 1).size());
    assertTrue(store.log().read(4, 10).isEmpty());
  }

  @Test
  void numberingAndRecordsGoOnAfterARestart() throws Exception {
    done(store.log().append(bytes("a")));
    store.restart();
    assertEquals(2L, done(store.log().append(bytes("b"))));
    assertEquals(List.of("1:a", "2:b"), texts(store.log()));
    assertTrue(store.folder().damages().isEmpty());
  }

  @Test
  void manyAppendsDuringASlowFlushShareTheNextOne() throws Exception {
    CountDownLatch gate = store.disk.stallFlushes();
    CompletableFuture<Long> first = store.log().append(bytes("first"));
    store.disk.awaitFlush();
    List<CompletableFuture<Long>> more = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      more.add(store.log().append(bytes("record " + i)));
    }
    assertFalse(first.isDone());
    assertTrue(store.log().read(1, 10).isEmpty(), "not on disk yet, so not to be read");

    gate.countDown();
    done(CompletableFuture.allOf(more.toArray(CompletableFuture[]::new)));
    assertEquals(2, store.disk.logFlushes());
    assertEquals(31, store.log().lastSequence());
  }

  @Test
  void recordsThatWaitForAStalledDiskAreBounded() throws Exception {
    CountDownLatch gate = store.disk.stallFlushes();
    store.log().append(bytes("first"));
    store.disk.awaitFlush();
    CompletableFuture<Long> last = new CompletableFuture<>();
    for (int i = 0; i <= 8 * 1024; i++) {
      last = store.log().append(new byte[1024]);
    }
    assertEquals(
        "log journal: the disk does not keep up, 8388608 bytes wait for it", failure(last));
    gate.countDown();
  }

  @Test
  void orderlyClosingWritesWhatWaits() throws Exception {
    for (int i = 0; i < 20; i++) {
      store.log().append(bytes("record"));
    }
    store.restart();
    assertEquals(20, store.log().lastSequence());
  }

  @Test
  void appendingToAClosedLogFailsInWords() throws Exception {
    DurableLog log = store.log();
    store.restart();
    assertEquals("log journal: it was closed", failure(log.append(bytes("late"))));
  }

  @Test
  void aRecordAboveTheBoundIsRefused() {
    assertEquals(
        "log journal: a record of 1025 bytes is above the bound of 1024",
        failure(store.log().append(new byte[1025])));
  }

  @Test
  void segmentsAcknowledgedByAllReadersAreRemoved() throws Exception {
    Cursor csms = store.log().cursor("csms");
    Cursor mirror = store.log().cursor("mirror");
    for (int i = 0; i < 8; i++) {
      done(store.log().append(new byte[1000]));
    }
    assertTrue(Files.exists(store.segment(1)));
    assertTrue(Files.exists(store.segment(5)));

    done(csms.acknowledge(8));
    assertTrue(Files.exists(store.segment(1)), "mirror still needs it");
    assertEquals(OptionalLong.of(0), store.log().acknowledgedByAll());

    done(mirror.acknowledge(4));
    done(mirror.acknowledge(5));
    assertFalse(Files.exists(store.segment(1)));
    assertEquals(OptionalLong.of(5), store.log().firstSequence());
    assertEquals(5, store.log().read(1, 10).get(0).sequence());
  }

  @Test
  void aForgottenReaderHoldsNothingBack() throws Exception {
    Cursor csms = store.log().cursor("csms");
    store.log().cursor("gone");
    for (int i = 0; i < 5; i++) {
      done(store.log().append(new byte[1000]));
    }
    done(csms.acknowledge(5));
    done(store.log().forget("gone"));
    done(store.log().append(bytes("next")));
    assertEquals(OptionalLong.of(5), store.log().firstSequence());
    assertEquals(
        "reader gone was removed from the log",
        assertThrows(
                IllegalStateException.class,
                () ->
                    new Cursor("gone", store.log(), new Cursors(store.disk, store.segment(1)))
                        .acknowledged())
            .getMessage());
  }

  @Test
  void aCursorSurvivesARestart() throws Exception {
    Cursor csms = store.log().cursor("csms Nr. 1");
    done(store.log().append(bytes("a")));
    done(store.log().append(bytes("b")));
    done(csms.acknowledge(1));
    done(csms.acknowledge(1));
    store.restart();
    assertEquals(1, store.log().cursor("csms Nr. 1").acknowledged());
    assertEquals("csms Nr. 1", store.log().cursor("csms Nr. 1").name());
  }

  @Test
  void aNewReaderBeginsWithTheOldestRecordKept() throws Exception {
    done(store.log().append(bytes("a")));
    assertEquals(0, store.log().cursor("new").acknowledged());
  }

  @Test
  void acknowledgingWhatIsNotThereIsRefused() {
    Cursor csms = store.log().cursor("csms");
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> csms.acknowledge(1));
    assertEquals("record 1 is not in the log yet; the last is 0", e.getMessage());
  }

  @Test
  void aFullLogRefusesNamesTheSlowReaderAndRecovers() throws Exception {
    Cursor csms = store.log().cursor("csms");
    for (int i = 0; i < 12; i++) {
      done(store.log().append(new byte[1000]));
    }
    String why =
        "log journal is full: 12252 of 12288 bytes are in use and reader csms stands at record 0;"
            + " new records are refused";
    assertEquals(why, failure(store.log().append(new byte[1000])));
    assertEquals(why, store.folder().health().message());

    done(csms.acknowledge(4));
    assertEquals(13L, done(store.log().append(new byte[1000])));
    assertTrue(store.folder().health().ok());
  }

  @Test
  void segmentsMayBeDiscardedWithoutReaders() throws Exception {
    for (int i = 0; i < 8; i++) {
      done(store.log().append(new byte[1000]));
    }
    store.log().discardThrough(8);
    done(store.log().append(bytes("next")));
    assertEquals(OptionalLong.of(5), store.log().firstSequence());
  }

  @Test
  void aListenerIsWokenOnceAGroupIsOnDisk() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    store.log().onAppended(calls::incrementAndGet);
    store.log().onAppended(() -> calls.addAndGet(100)).close();
    done(store.log().append(bytes("a")));
    store.restart();
    assertEquals(1, calls.get());
  }

  @Test
  void numbersAreNotUsedAgainWhenAcknowledgedRecordsWereLost() throws Exception {
    Cursor csms = store.log().cursor("csms");
    done(store.log().append(bytes("a")));
    done(store.log().append(bytes("b")));
    done(csms.acknowledge(2));
    store.folder().close();
    Files.delete(store.segment(1));
    store.restart();
    assertEquals(3L, done(store.log().append(bytes("c"))));
    assertEquals(List.of("3:c"), texts(store.log()));
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new LogOptions(100, 8192, 10));
    assertThrows(IllegalArgumentException.class, () -> new LogOptions(4096, 4096, 10));
    assertThrows(IllegalArgumentException.class, () -> new LogOptions(4096, 8192, 4096));
  }
}
