package io.ocpp809.store;

import static io.ocpp809.store.StoreFixture.bytes;
import static io.ocpp809.store.StoreFixture.done;
import static io.ocpp809.store.StoreFixture.failure;
import static io.ocpp809.store.StoreFixture.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFaultTest {
  private StoreFixture store;

  @BeforeEach
  void open(@TempDir Path data) throws Exception {
    store = new StoreFixture(data);
    done(store.log().append(Rank.KEPT, bytes("a")));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void awaitHealthy() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(120),
        () -> {
          while (!store.folder().health().ok()) {
            store.writer.hurry();
            Thread.onSpinWait();
          }
        });
  }

  @Test
  void aFullDiskFailsTheAppendInWordsAndLeavesNoPartOfIt() throws Exception {
    store.disk.freeBytes(7);
    String why = "log journal: " + store.segment(1) + ": No space left on device";
    assertEquals(why, failure(store.log().append(Rank.KEPT, bytes("b"))));
    assertEquals(why, store.folder().health().message());
    assertEquals(List.of("1:a"), texts(store.log()));

    store.disk.freeBytes(Long.MAX_VALUE);
    assertEquals(2L, done(store.log().append(Rank.KEPT, bytes("c"))));
    assertTrue(store.folder().health().ok());
    store.restart();
    assertEquals(List.of("1:a", "2:c"), texts(store.log()));
    assertTrue(store.folder().damages().isEmpty());
  }

  @Test
  void theStoreRecoversByItselfWhenSpaceReturnsThoughNobodyAppends() {
    store.disk.freeBytes(0);
    failure(store.log().append(Rank.KEPT, bytes("b")));
    store.disk.freeBytes(Long.MAX_VALUE);
    awaitHealthy();
  }

  @Test
  void aFailedFlushFailsTheAppendAndTheNextOneTakesItsNumber() throws Exception {
    store.disk.failFlushes(true);
    assertTrue(failure(store.log().append(Rank.KEPT, bytes("b"))).endsWith("Input/output error"));
    store.disk.failFlushes(false);
    assertEquals(2L, done(store.log().append(Rank.KEPT, bytes("c"))));
    assertEquals(List.of("1:a", "2:c"), texts(store.log()));
  }

  @Test
  void aDiskThatTurnsReadOnlyCanStillBeRead() throws Exception {
    store.disk.readOnly(true);
    assertEquals(
        "log journal: " + store.segment(1) + ": no permission to write",
        failure(store.log().append(Rank.KEPT, bytes("b"))));
    assertEquals(List.of("1:a"), texts(store.log()));
    store.disk.readOnly(false);
    assertEquals(2L, done(store.log().append(Rank.KEPT, bytes("c"))));
  }

  @Test
  void aFolderThatCannotBeWrittenOpensIsReadableSaysSoAndRecovers() throws Exception {
    store.folder().close();
    store.disk.readOnly(true);
    store.restart();
    assertEquals(List.of("1:a"), texts(store.log()));
    assertEquals(
        store.folder().path().resolve(".lock") + ": no permission to write",
        store.folder().health().message());
    failure(store.folder().snapshots().put("key", bytes("value")));

    store.disk.readOnly(false);
    awaitHealthy();
    assertEquals(2L, done(store.log().append(Rank.KEPT, bytes("b"))));
  }

  @Test
  void aFolderThatCannotBeMadeSaysSo(@TempDir Path other) throws Exception {
    store.disk.readOnly(true);
    try (StoreFolder folder = StoreFolder.open(other, "x", store.disk, store.writer)) {
      assertEquals(
          other.resolve("ocpp809/x") + ": no permission to write", folder.health().message());
      assertTrue(folder.log("journal", LogOptions.bounded(1 << 20)).read(1, 1).isEmpty());
    }
  }

  @Test
  void aPlaceThatCannotBeSavedIsSavedWhenTheDiskWritesAgain() throws Exception {
    done(store.log().join("csms"));
    store.disk.freeBytes(0);
    CompletableFuture<Void> saved = store.log().acknowledge("csms", 1);
    store.writer.hurry();
    awaitUnhealthy();
    assertTrue(store.folder().health().message().endsWith("No space left on device"));
    assertEquals(OptionalLong.of(1), store.log().acknowledged("csms"));
    assertFalse(saved.isDone());
    store.disk.freeBytes(Long.MAX_VALUE);
    store.hurried(saved);
    assertTrue(store.folder().health().ok());
    store.restart();
    assertEquals(OptionalLong.of(1), store.log().acknowledged("csms"));
  }

  private void awaitUnhealthy() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(120),
        () -> {
          while (store.folder().health().ok()) {
            Thread.onSpinWait();
          }
        });
  }

  @Test
  void oneLogThatIsFullHarmsNoOther() throws Exception {
    DurableLog other = store.folder().log("other", StoreFixture.SMALL);
    for (int i = 0; i < 12; i++) {
      done(store.log().append(Rank.KEPT, new byte[1000]));
    }
    failure(store.log().append(Rank.KEPT, new byte[1000]));
    assertEquals(1L, done(other.append(Rank.KEPT, bytes("fine"))));
  }
}
