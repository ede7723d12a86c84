package io.ocpp809.store;

import static io.ocpp809.store.StoreFixture.bytes;
import static io.ocpp809.store.StoreFixture.done;
import static io.ocpp809.store.StoreFixture.failure;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsTest {
  private StoreFixture store;

  @BeforeEach
  void open(@TempDir Path data) throws Exception {
    store = new StoreFixture(data);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private Path file(String name) {
    return store.folder().path().resolve("values").resolve(name);
  }

  private String value(String key) throws StoreException {
    return store.folder().snapshots().get(key).map(String::new).orElse("none");
  }

  @Test
  void aValueSurvivesARestart() throws Exception {
    done(store.folder().snapshots().put("settings", bytes("1")));
    done(store.folder().snapshots().put("a/b ü", bytes("2")));
    store.restart();
    assertEquals("1", value("settings"));
    assertEquals("2", value("a/b ü"));
    assertEquals("none", value("other"));
  }

  @Test
  void theLastOfSeveralQuickPutsCountsAndAllComplete() throws Exception {
    CountDownLatch gate = store.disk.stallFlushes();
    store.log().append(Rank.KEPT, bytes("busy"));
    store.disk.awaitFlush();
    CompletableFuture<Void> one = store.folder().snapshots().put("k", bytes("1"));
    CompletableFuture<Void> two = store.folder().snapshots().put("k", bytes("2"));
    assertEquals("2", value("k"), "what was put is seen at once");
    gate.countDown();
    done(one);
    done(two);
    assertEquals("2", value("k"));
  }

  @Test
  void aValueThatChangesCostsOneForcedWriteEachTime() throws Exception {
    done(store.folder().snapshots().put("k", bytes("1")));
    done(store.folder().snapshots().put("k", bytes("2")));
    int before = store.disk.flushes();
    for (int i = 0; i < 10; i++) {
      done(store.folder().snapshots().put("k", bytes("3" + i)));
    }
    assertEquals(10, store.disk.flushes() - before);
  }

  @Test
  void aDamagedValueFallsBackToTheVersionBeforeAndIsReported() throws Exception {
    done(store.folder().snapshots().put("k", bytes("old")));
    done(store.folder().snapshots().put("k", bytes("new")));
    byte[] content = Files.readAllBytes(file("k.1.value"));
    for (int at = 0; at < content.length; at++) {
      byte[] flipped = content.clone();
      flipped[at] ^= 4;
      Files.write(file("k.1.value"), flipped);
      assertEquals("old", value("k"), "bit flipped at " + at);
    }
    assertEquals(
        file("k.1.value")
            + ": value damaged (24 bytes at offset 0); the other of its two versions is used",
        store.folder().damages().iterator().next().message());
    done(store.folder().snapshots().put("k", bytes("newer")));
    assertEquals("newer", value("k"));
    Files.write(file("k.0.value"), new byte[] {1});
    assertEquals("newer", value("k"), "the damaged one was overwritten, not the good one");
  }

  @Test
  void withBothVersionsDamagedThereIsNoValue() throws Exception {
    done(store.folder().snapshots().put("k", bytes("old")));
    Files.write(file("k.0.value"), new byte[0]);
    assertEquals("none", value("k"));
    assertTrue(store.folder().damages().iterator().next().message().endsWith("no other version"));
  }

  @Test
  void aKillAtAnyByteOfAPutLeavesTheOldValue() throws Exception {
    done(store.folder().snapshots().put("k", bytes("older and longer")));
    done(store.folder().snapshots().put("k", bytes("old")));
    byte[] before = Files.readAllBytes(file("k.0.value"));
    done(store.folder().snapshots().put("k", bytes("new")));
    byte[] after = Files.readAllBytes(file("k.0.value"));
    for (int written = 9; written < after.length; written++) {
      byte[] torn = before.clone();
      System.arraycopy(after, 0, torn, 0, written);
      Files.write(file("k.0.value"), torn);
      assertEquals("old", value("k"), "cut at " + written);
    }
    done(store.folder().snapshots().put("k", bytes("newest")));
    assertEquals("newest", value("k"));
  }

  @Test
  void aLaterSmallerValueTakesThePlaceOfALongerOne() throws Exception {
    for (String value : List.of("a long value", "another long value", "s", "t", "")) {
      done(store.folder().snapshots().put("k", bytes(value)));
      assertEquals(value, value("k"));
    }
    store.restart();
    assertEquals("", value("k"));
    assertTrue(store.folder().damages().isEmpty());
  }

  @Test
  void aFullDiskKeepsTheOldValueSaysSoAndTriesAgainUntilTheNewOneIsOnDisk() throws Exception {
    done(store.folder().snapshots().put("k", bytes("old")));
    store.disk.freeBytes(3);
    String why = "value k: " + file("k.1.value") + ": No space left on device";
    assertEquals(why, failure(store.folder().snapshots().put("k", bytes("new"))));
    assertEquals(why, store.folder().health().message());
    assertEquals("new", value("k"), "it is still wanted");
    assertEquals(
        "old",
        new ValueFile(store.disk, store.folder().path().resolve("values"), "k")
            .read(d -> {})
            .map(String::new)
            .orElseThrow());

    store.disk.freeBytes(Long.MAX_VALUE);
    store.hurried(store.folder().snapshots().put("other", bytes("x")));
    store.restart();
    assertEquals("new", value("k"));
    assertTrue(store.folder().health().ok());
  }

  @Test
  void theCallersArrayIsNotShared() throws Exception {
    byte[] mine = bytes("abc");
    CompletableFuture<Void> put = store.folder().snapshots().put("k", mine);
    mine[0] = 'x';
    done(put);
    assertEquals(Optional.of("abc"), store.folder().snapshots().get("k").map(String::new));
    assertArrayEquals(bytes("abc"), store.folder().snapshots().get("k").orElseThrow());
  }

  @Test
  void afterClosingAPutFailsInWords() throws Exception {
    Snapshots snapshots = store.folder().snapshots();
    store.restart();
    assertEquals("value k: the store was closed", failure(snapshots.put("k", bytes("v"))));
  }

  @Test
  void anEmptyKeyIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> store.folder().snapshots().put("", bytes("v")));
  }
}
