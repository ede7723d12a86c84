package io.ocpp809.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTest {
  private static final long MEGABYTE = 1 << 20;

  @TempDir Path folder;
  private final FaultyDisk disk = new FaultyDisk();

  private Log open() throws StoreException {
    return Log.open(folder, disk, Runnable::run, MEGABYTE);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> texts(Log log) {
    return log.read(1, 1000).stream()
        .map(e -> e.sequence() + ":" + new String(e.payload(), StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void recordsComeBackInOrderAfterReopening() throws Exception {
    Log log = open();
    assertEquals(1, log.append(bytes("a")).toCompletableFuture().join());
    assertEquals(2, log.append(bytes("b")).toCompletableFuture().join());
    assertEquals(List.of("1:a", "2:b"), texts(open()));
    assertEquals(3, open().next());
  }

  @Test
  void aFileCutAtAnyOctetYieldsACleanPrefixAndTakesAppendsAgain() throws Exception {
    Log log = open();
    for (String s : List.of("one", "two", "three")) {
      log.append(bytes(s)).toCompletableFuture().join();
    }
    Path file = Files.list(folder).findFirst().orElseThrow();
    byte[] whole = Files.readAllBytes(file);
    List<String> all = texts(log);
    for (int cut = 0; cut < whole.length; cut++) {
      Files.write(file, Arrays.copyOf(whole, cut));
      Log reopened = open();
      List<String> found = texts(reopened);
      assertEquals(all.subList(0, found.size()), found, "cut at " + cut);
      long sequence = reopened.append(bytes("next")).toCompletableFuture().join();
      assertEquals(found.size() + 1, sequence);
      assertEquals(found.size() + 1, texts(open()).size());
    }
  }

  @Test
  void aFlippedBitCostsItsRecordOnlyAndIsReported() throws Exception {
    Log log = open();
    for (String s : List.of("one", "two", "three")) {
      log.append(bytes(s)).toCompletableFuture().join();
    }
    Path file = Files.list(folder).findFirst().orElseThrow();
    byte[] content = Files.readAllBytes(file);
    content[20 + 19 + 18] ^= 4;
    Files.write(file, content);
    Log reopened = open();
    assertEquals(List.of("1:one", "3:three"), texts(reopened));
    assertEquals(
        List.of(
            file
                + ": checksum does not match, skipped (19 bytes at offset 39);"
                + " records before it and from 3 on are kept"),
        reopened.damages());
    assertEquals(4, reopened.append(bytes("four")).toCompletableFuture().join());
  }

  @Test
  void aLogThatCouldNotWriteTriesAgainByItselfWhenItIsAskedAfterFiveSeconds() throws Exception {
    long[] now = {0};
    Log log = Log.open(folder, disk, Runnable::run, MEGABYTE, () -> now[0]);
    disk.failAfter = 0;
    assertTrue(log.append(bytes("one")).toCompletableFuture().isCompletedExceptionally());
    disk.failAfter = 100;
    now[0] = 6_000_000_000L;
    assertTrue(log.fault().endsWith("No space left"), "still no room for a block");
    disk.failAfter = Integer.MAX_VALUE;
    assertTrue(log.fault().endsWith("No space left"), "tried a moment ago");
    now[0] = 12_000_000_000L;
    assertEquals("", log.fault());
    assertEquals(List.of(), texts(log));
  }

  @Test
  void allRecordsAreReadThoughTheyAreMoreThanAMegabyte() throws Exception {
    Log log = Log.open(folder, disk, Runnable::run, 4 * MEGABYTE);
    for (int i = 0; i < 30; i++) {
      log.append(new byte[100_000]).toCompletableFuture().join();
    }
    assertEquals(30, log.read(1, Integer.MAX_VALUE).size());
    assertEquals(25, open().read(2, 25).size());
  }

  @Test
  void aFullDiskFailsTheAppendAndTheNextOneSucceedsWhenThereIsRoomAgain() throws Exception {
    Log log = open();
    log.append(bytes("one")).toCompletableFuture().join();
    disk.failAfter = 5;
    CompletionException failed =
        assertThrows(
            CompletionException.class, () -> log.append(bytes("two")).toCompletableFuture().join());
    assertTrue(failed.getCause().getMessage().endsWith("cannot be written: No space left"));
    assertTrue(log.fault().endsWith("cannot be written: No space left"));
    disk.failAfter = Integer.MAX_VALUE;
    assertEquals(2, log.append(bytes("three")).toCompletableFuture().join());
    assertEquals("", log.fault());
    assertEquals(List.of("1:one", "2:three"), texts(open()));
  }

  @Test
  void aFullLogRefusesAndSaysHowFullItIs() throws Exception {
    Log log = Log.open(folder, disk, Runnable::run, 60);
    log.append(bytes("0123456789")).toCompletableFuture().join();
    CompletionException failed =
        assertThrows(
            CompletionException.class, () -> log.append(bytes("two")).toCompletableFuture().join());
    assertTrue(failed.getCause().getMessage().contains("it is full with 46 octets of 60"));
    assertEquals(List.of("1:0123456789"), texts(log));
  }

  @Test
  void segmentsBeforeASequenceAreDiscardedAsAWhole() throws Exception {
    Log log = open();
    byte[] big = new byte[100_000];
    for (int i = 0; i < 7; i++) {
      log.append(big).toCompletableFuture().join();
    }
    long files = Files.list(folder).count();
    log.discardBefore(6);
    assertTrue(Files.list(folder).count() < files);
    assertTrue(log.first() > 1 && log.first() <= 6);
    assertEquals(8, open().next());
    assertArrayEquals(big, open().read(7, 1).get(0).payload());
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    StoreException e =
        assertThrows(
            StoreException.class, () -> Log.open(file, Disk.real(), Runnable::run, MEGABYTE));
    assertTrue(e.getMessage().startsWith("the log in " + file + " cannot be opened"));
  }

  /** A disk that is full after so many octets. */
  static final class FaultyDisk implements Disk {
    private final Disk real = Disk.real();
    int failAfter = Integer.MAX_VALUE;

    @Override
    public void append(Path file, ByteBuffer bytes) throws IOException {
      if (bytes.remaining() > failAfter) {
        bytes.limit(bytes.position() + failAfter);
        real.append(file, bytes);
        throw new IOException("No space left");
      }
      real.append(file, bytes);
    }

    @Override
    public void force(Path file) throws IOException {
      real.force(file);
    }

    @Override
    public void replace(Path file, byte[] content) throws IOException {
      if (content.length > failAfter) {
        throw new IOException("No space left");
      }
      real.replace(file, content);
    }

    @Override
    public byte[] read(Path file) throws IOException {
      return real.read(file);
    }

    @Override
    public void truncate(Path file, long length) throws IOException {
      real.truncate(file, length);
    }

    @Override
    public void delete(Path file) throws IOException {
      real.delete(file);
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
      return real.list(folder);
    }

    @Override
    public void makeFolder(Path folder) throws IOException {
      real.makeFolder(folder);
    }
  }
}
