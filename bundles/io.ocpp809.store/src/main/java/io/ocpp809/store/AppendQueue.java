package io.ocpp809.store;

import io.ocpp809.store.BatchWriter.Pending;
import java.util.ArrayList;
import java.util.List;

/**
 * Records that wait for the disk or are on their way to it, bounded by the memory that they take,
 * until their log is closed.
 */
final class AppendQueue {
  private static final int MOST_BYTES = 8 * 1024 * 1024;

  /**
   * What a record takes beside its payload: its future and what hangs on it, the heads of the
   * objects, its places in lists. 100 bytes for a record alone, 80 more for each thing that hangs
   * on its future.
   */
  private static final int BESIDE = 256;

  private List<Pending> waiting = new ArrayList<>();
  private long bytes;
  private int records;
  private boolean closing;
  private String behind = "";

  private static long cost(Pending pending) {
    return pending.payload().length + BESIDE;
  }

  /** Takes a record in; returns why not, or an empty text. */
  synchronized String add(Pending pending) {
    if (closing) {
      return "it was closed";
    }
    if (records > 0 && bytes + cost(pending) > MOST_BYTES) {
      behind = "the disk does not keep up, " + records + " records wait for it";
      return behind;
    }
    bytes += cost(pending);
    records++;
    waiting.add(pending);
    return "";
  }

  /** Takes out all that wait; they count until they are {@link #done}. */
  synchronized List<Pending> take() {
    List<Pending> batch = waiting;
    waiting = new ArrayList<>();
    return batch;
  }

  /** Records are on disk, or refused. */
  synchronized void done(List<Pending> batch) {
    batch.forEach(p -> bytes -= cost(p));
    records -= batch.size();
    if (!batch.isEmpty()) {
      behind = "";
    }
  }

  /** Why records are refused at present, or an empty text. */
  synchronized String behind() {
    return behind;
  }

  /** Lets no more in. */
  synchronized void close() {
    closing = true;
  }

  synchronized boolean closing() {
    return closing;
  }
}
