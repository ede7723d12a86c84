package io.ocpp809.store;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Puts batches of records into the files of a log, with one flush a segment. */
final class BatchWriter {

  /** A record that waits. */
  record Pending(Rank rank, byte[] payload, CompletableFuture<Long> future) {}

  /**
   * Who is told what becomes of records.
   *
   * @param refused takes a record for which there is no room
   * @param dropped told how many records gave way unseen by some reader
   * @param flushed called when records have reached the disk, before their futures complete
   */
  record Outcomes(Consumer<Pending> refused, LongConsumer dropped, Runnable flushed) {}

  private record Staged(long sequence, CompletableFuture<Long> future) {}

  private final LogFiles files;
  private final LongSupplier totalBytes;
  private final Outcomes outcomes;

  /**
   * Makes a writer.
   *
   * @param totalBytes bound of the log
   */
  BatchWriter(LogFiles files, LongSupplier totalBytes, Outcomes outcomes) {
    this.files = files;
    this.totalBytes = totalBytes;
    this.outcomes = outcomes;
  }

  /**
   * Writes records, and the readers' places behind them.
   *
   * @param places none if empty
   * @param acknowledged records up to this number no reader needs any more
   * @throws IOException if the disk refuses; futures not completed then belong to records that are
   *     not in the log
   */
  void write(List<Pending> batch, byte[] places, long acknowledged) throws IOException {
    Deque<Staged> staged = new ArrayDeque<>();
    try {
      for (Pending pending : batch) {
        int length = pending.payload().length;
        if (!makeRoom(length, acknowledged)) {
          outcomes.refused().accept(pending);
          continue;
        }
        if (files.mustRoll(length)) {
          flush(staged);
          files.roll();
        }
        staged.add(new Staged(files.stage(pending.rank(), pending.payload()), pending.future()));
      }
      if (places.length > 0) {
        files.stagePlaces(places);
      }
      flush(staged);
    } catch (IOException | RuntimeException | Error e) {
      try {
        files.abandon();
      } catch (IOException alsoRefused) {
        e.addSuppressed(alsoRefused);
      }
      throw e;
    }
  }

  private boolean makeRoom(int length, long acknowledged) throws IOException {
    while (!files.hasRoom(length, totalBytes.getAsLong())) {
      OptionalLong gaveWay = files.thin(acknowledged);
      if (gaveWay.isEmpty()) {
        return false;
      }
      outcomes.dropped().accept(gaveWay.getAsLong());
    }
    return true;
  }

  private void flush(Deque<Staged> staged) throws IOException {
    files.commit();
    if (staged.isEmpty()) {
      return;
    }
    outcomes.flushed().run();
    for (Staged record = staged.poll(); record != null; record = staged.poll()) {
      record.future().complete(record.sequence());
    }
  }
}
