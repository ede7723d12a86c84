package io.ocpp809.store;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Puts batches of records into the files of a log, with one flush a segment. */
final class BatchWriter {

  /** A record that waits. */
  record Pending(byte[] payload, CompletableFuture<Long> future) {}

  private record Staged(long sequence, CompletableFuture<Long> future) {}

  private final LogFiles files;
  private final long totalBytes;
  private final Consumer<Pending> refuse;
  private final Runnable flushed;

  /**
   * Makes a writer.
   *
   * @param totalBytes bound of the log
   * @param refuse takes a record for which there is no room
   * @param flushed called when records have reached the disk, before their futures complete
   */
  BatchWriter(LogFiles files, long totalBytes, Consumer<Pending> refuse, Runnable flushed) {
    this.files = files;
    this.totalBytes = totalBytes;
    this.refuse = refuse;
    this.flushed = flushed;
  }

  /**
   * Writes.
   *
   * @throws IOException if the disk refuses; futures not completed then belong to records that are
   *     not in the log
   */
  void write(List<Pending> batch) throws IOException {
    Deque<Staged> staged = new ArrayDeque<>();
    try {
      for (Pending pending : batch) {
        int length = pending.payload().length;
        if (!files.hasRoom(length, totalBytes)) {
          refuse.accept(pending);
          continue;
        }
        if (files.mustRoll(length)) {
          flush(staged);
          files.roll();
        }
        staged.add(new Staged(files.stage(pending.payload()), pending.future()));
      }
      flush(staged);
    } catch (IOException e) {
      try {
        files.abandon();
      } catch (IOException alsoRefused) {
        e.addSuppressed(alsoRefused);
      }
      throw e;
    }
  }

  private void flush(Deque<Staged> staged) throws IOException {
    files.commit();
    if (staged.isEmpty()) {
      return;
    }
    flushed.run();
    for (Staged record = staged.poll(); record != null; record = staged.poll()) {
      record.future().complete(record.sequence());
    }
  }
}
