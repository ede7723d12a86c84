package io.ocpp809.store;

import static io.ocpp809.store.StoreFixture.bytes;
import static io.ocpp809.store.StoreFixture.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreFolderTest {
  @TempDir private Path data;

  @Test
  void aSecondOwnerIsRefusedWithTheNameOfTheFirst() throws Exception {
    try (StoreFolder first = StoreFolder.open(data, "station-1")) {
      StoreInUseException e =
          assertThrows(StoreInUseException.class, () -> StoreFolder.open(data, "station-1"));
      assertEquals(
          first.path()
              + " is in use by station-1 in process "
              + ProcessHandle.current().pid()
              + "; close it there first",
          e.getMessage());
    }
    StoreFolder.open(data, "station-1").close();
  }

  @Test
  void aFormerOwnerThatIsStillWritingToASlowDiskIsWaitedFor(@TempDir Path data) throws Exception {
    LogOptions options = LogOptions.bounded(1 << 20);
    FaultyDisk disk = new FaultyDisk();
    GroupWriter writer = GroupWriter.start("store-under-test");
    StoreFolder former = StoreFolder.open(data, "station-1", disk, writer);
    CountDownLatch gate = disk.stallFlushes();
    former.log("journal", options).append(Rank.KEPT, bytes("last"));
    disk.awaitFlush();
    Thread closing = begun(new Thread(former::close, "closing"));
    FutureTask<Long> next =
        new FutureTask<>(
            () -> {
              try (StoreFolder folder = StoreFolder.open(data, "station-1", disk, writer)) {
                return folder.log("journal", options).lastSequence();
              }
            });
    begun(new Thread(next, "opening"));
    gate.countDown();
    assertEquals(1, next.get(120, TimeUnit.SECONDS));
    closing.join(120_000);
    writer.close();
  }

  /** Starts a thread and lets it come to where it waits, or to its end. */
  private static Thread begun(Thread thread) {
    thread.start();
    while (thread.isAlive() && thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    return thread;
  }

  @Test
  void componentsWithDifferentPidsDoNotMeet() throws Exception {
    try (StoreFolder one = StoreFolder.open(data, "a/b");
        StoreFolder two = StoreFolder.open(data, "a_b")) {
      done(one.snapshots().put("k", bytes("1")));
      assertTrue(two.snapshots().get("k").isEmpty());
      assertNotEquals(one.path(), two.path());
      assertEquals(data.resolve("ocpp809"), one.path().getParent());
    }
  }

  @Test
  void aLogOpenedTwiceIsTheSame() throws Exception {
    try (StoreFolder folder = StoreFolder.open(data, "x")) {
      DurableLog log = folder.log("journal", LogOptions.bounded(1 << 20));
      assertSame(log, folder.log("journal", LogOptions.bounded(1 << 20)));
      assertEquals("journal", log.name());
      assertEquals(0, log.bytes());
      assertTrue(folder.health().ok());
    }
  }

  @Test
  void closingTwiceDoesNothingAndAClosedFolderGivesNoLog() throws Exception {
    StoreFolder folder = StoreFolder.open(data, "x");
    folder.close();
    folder.close();
    assertThrows(
        IllegalStateException.class, () -> folder.log("journal", LogOptions.bounded(1 << 20)));
  }

  @ParameterizedTest
  @CsvSource({
    "io.ocpp809.station-1, io.ocpp809.station-1",
    "Säule, S%C3%A4ule",
    "../../etc, %2E.%2F..%2Fetc",
    "a b, a%20b",
    "a%b, a%25b",
    "., %2E",
  })
  void pidsBecomeSafeFileNames(String pid, String name) {
    assertEquals(name, SafeName.of(pid));
  }

  @Test
  void aVeryLongPidIsCutAndStaysDistinct() {
    String one = SafeName.of("x".repeat(300) + "1");
    String two = SafeName.of("x".repeat(300) + "2");
    assertEquals(120, one.length());
    assertFalse(one.equals(two));
  }
}
