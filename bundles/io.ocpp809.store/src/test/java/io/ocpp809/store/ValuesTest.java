package io.ocpp809.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValuesTest {
  @TempDir Path folder;

  @Test
  void theLastValueComesBackAfterReopening() throws Exception {
    Values values = Values.open(folder, Disk.real(), Runnable::run);
    values.put("a/b", new byte[] {1});
    values.put("a/b", new byte[] {2, 3});
    Values reopened = Values.open(folder, Disk.real(), Runnable::run);
    assertArrayEquals(new byte[] {2, 3}, reopened.get("a/b").orElseThrow());
    assertTrue(reopened.get("other").isEmpty());
  }

  @Test
  void aDamagedValueGivesWayToTheOneBeforeAndIsReported() throws Exception {
    Values values = Values.open(folder, Disk.real(), Runnable::run);
    values.put("key", new byte[] {1});
    values.put("key", new byte[] {2});
    Files.write(folder.resolve("key.value"), new byte[] {9, 9, 9, 9, 9});
    Values reopened = Values.open(folder, Disk.real(), Runnable::run);
    assertArrayEquals(new byte[] {1}, reopened.get("key").orElseThrow());
    assertEquals("key.value is damaged; the version before is taken", reopened.damages().get(0));
  }

  @Test
  void aFullDiskFailsThePutAndKeepsTheOldValueOnDisk() throws Exception {
    LogTest.FaultyDisk disk = new LogTest.FaultyDisk();
    Values values = Values.open(folder, disk, Runnable::run);
    values.put("key", new byte[] {1});
    disk.failAfter = 3;
    assertThrows(
        CompletionException.class,
        () -> values.put("key", new byte[] {2}).toCompletableFuture().join());
    assertTrue(values.fault().contains("No space left"));
    assertArrayEquals(
        new byte[] {1}, Values.open(folder, Disk.real(), Runnable::run).get("key").orElseThrow());
  }

  @Test
  void anyNameBecomesASafeFileName() {
    assertEquals("io.ocpp809.station-1", Names.file("io.ocpp809.station-1"));
    assertEquals("%2E%2F..%2Fetc", Names.file("./../etc"));
    assertEquals("S%C3%A4ule%201", Names.file("Säule 1"));
  }
}
