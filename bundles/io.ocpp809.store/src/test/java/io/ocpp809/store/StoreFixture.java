package io.ocpp809.store;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** A folder on a faulty disk, and words for what tests do with it. */
final class StoreFixture implements AutoCloseable {
  static final LogOptions SMALL = new LogOptions(4096, 3 * 4096L, 1024);

  final FaultyDisk disk = new FaultyDisk();
  final GroupWriter writer = GroupWriter.start("store-under-test");
  private final Path data;
  private StoreFolder folder;

  StoreFixture(Path data) throws StoreInUseException {
    this.data = data;
    this.folder = StoreFolder.open(data, "station", disk, writer);
  }

  StoreFolder folder() {
    return folder;
  }

  void restart() throws StoreInUseException {
    folder.close();
    folder = StoreFolder.open(data, "station", disk, writer);
  }

  DurableLog log() {
    return folder.log("journal", SMALL);
  }

  Path segment(long first) {
    return folder.path().resolve("logs/journal").resolve(SegmentFormat.fileName(first));
  }

  /** Waits for a place that would be written later. */
  <T> T hurried(CompletableFuture<T> future) throws Exception {
    writer.hurry();
    return done(future);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static <T> T done(CompletableFuture<T> future) throws Exception {
    return future.get(120, TimeUnit.SECONDS);
  }

  static String failure(CompletableFuture<?> future) {
    ExecutionException e =
        assertThrows(ExecutionException.class, () -> future.get(120, TimeUnit.SECONDS));
    return assertInstanceOf(StoreException.class, e.getCause()).getMessage();
  }

  static List<String> texts(DurableLog log) throws StoreException {
    return log.read(1, Integer.MAX_VALUE).stream()
        .map(r -> r.sequence() + ":" + new String(r.payload(), StandardCharsets.UTF_8))
        .toList();
  }

  @Override
  public void close() {
    folder.close();
    writer.close();
  }
}
