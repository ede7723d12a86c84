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
    assertEquals(List.of("a/b ü", "settings"), store.folder().snapshots().keys());
  }

  @Test
  void theLastOfSeveralQuickPutsCountsAndAllComplete() throws Exception {
    CountDownLatch gate = store.disk.stallFlushes();
    store.log().append(bytes("busy"));
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
  void aRemovedValueIsGone() throws Exception {
    done(store.folder().snapshots().put("k", bytes("1")));
    done(store.folder().snapshots().put("k", bytes("2")));
    done(store.folder().snapshots().remove("k"));
    assertEquals("none", value("k"));
    assertEquals(List.of(), store.folder().snapshots().keys());
  }

  @Test
  void aDamagedValueFallsBackToTheVersionBeforeAndIsReported() throws Exception {
    done(store.folder().snapshots().put("k", bytes("old")));
    done(store.folder().snapshots().put("k", bytes("new")));
    byte[] content = Files.readAllBytes(file("k.value"));
    for (int at = 0; at < content.length; at++) {
      byte[] flipped = content.clone();
      flipped[at] ^= 4;
      Files.write(file("k.value"), flipped);
      assertEquals("old", value("k"), "bit flipped at " + at);
    }
    assertEquals(
        file("k.value") + ": value damaged (16 bytes at offset 0); the version before is used",
        store.folder().damages().iterator().next().message());
  }

  @Test
  void withBothVersionsDamagedThereIsNoValue() throws Exception {
    done(store.folder().snapshots().put("k", bytes("old")));
    Files.write(file("k.value"), new byte[0]);
    assertEquals("none", value("k"));
    assertTrue(store.folder().damages().iterator().next().message().endsWith("no version before"));
  }

  @Test
  void aKillBetweenTheStepsOfAPutLeavesTheOldValue() throws Exception {
    done(store.folder().snapshots().put("k", bytes("old")));
    Files.write(file("k.value.tmp"), bytes("half"));
    assertEquals("old", value("k"));
    Files.move(file("k.value"), file("k.value.prev"));
    assertEquals("old", value("k"));
    assertTrue(store.folder().damages().isEmpty());
    done(store.folder().snapshots().put("k", bytes("new")));
    assertEquals("new", value("k"));
  }

  @Test
  void aFullDiskKeepsTheOldValueAndSaysSo() throws Exception {
    done(store.folder().snapshots().put("k", bytes("old")));
    store.disk.freeBytes(3);
    String why = "value k: " + file("k.value.tmp") + ": No space left on device";
    assertEquals(why, failure(store.folder().snapshots().put("k", bytes("new"))));
    assertEquals(why, store.folder().health().message());
    assertEquals("old", value("k"));
    store.disk.freeBytes(Long.MAX_VALUE);
    done(store.folder().snapshots().put("k", bytes("new")));
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
