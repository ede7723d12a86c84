package io.ocpp809.store;

import io.ocpp809.store.BatchWriter.Pending;
import java.util.ArrayList;
import java.util.List;

/** Records that wait for the disk, bounded, until their log is closed. */
final class AppendQueue {
  private static final int MOST_WAITING_BYTES = 8 * 1024 * 1024;

  private List<Pending> waiting = new ArrayList<>();
  private long bytes;
  private boolean closing;

  /** Takes a record in; returns why not, or an empty text. */
  synchronized String add(Pending pending) {
    int length = pending.payload().length;
    if (closing) {
      return "it was closed";
    }
    if (bytes + length > MOST_WAITING_BYTES) {
      return "the disk does not keep up, " + bytes + " bytes wait for it";
    }
    bytes += length;
    waiting.add(pending);
    return "";
  }

  /** Takes all out. */
  synchronized List<Pending> take() {
    List<Pending> batch = waiting;
    waiting = new ArrayList<>();
    bytes = 0;
    return batch;
  }

  /** Lets no more in. */
  synchronized void close() {
    closing = true;
  }

  synchronized boolean closing() {
    return closing;
  }
}
