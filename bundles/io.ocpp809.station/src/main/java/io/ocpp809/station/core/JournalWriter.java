package io.ocpp809.station.core;

import io.ocpp809.station.StationEvent;
import io.ocpp809.station.journal.TransactionEvent;
import io.ocpp809.station.journal.TransactionEvent.Metered;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.Consumer;

/**
 * Appends a station's events to its journal one after another, in order, and announces each once it
 * is durable. While the store cannot write it tries again; meter values give way when too much
 * waits, starts and ends never.
 */
final class JournalWriter {
  static final int WAITING_AT_MOST = 2_000;
  static final long RETRY_MILLIS = 2_000;

  private final StationContext context;
  private final ArrayDeque<Item> waiting = new ArrayDeque<>();
  private boolean busy;
  private String fault = "";
  private long dropped;

  private record Item(TransactionEvent event, Consumer<String> done, boolean mayFail) {}

  JournalWriter(StationContext context) {
    this.context = context;
  }

  /** Why the store cannot write; empty while it can. */
  String fault() {
    return fault.isEmpty() ? context.ports.journal().fault() : fault;
  }

  /** Appends an event and keeps trying until it is durable. */
  void append(TransactionEvent event, Runnable done) {
    add(new Item(event, f -> done.run(), false));
  }

  /**
   * Appends an event once.
   *
   * @param done told an empty text when it is durable, else why it is not
   */
  void appendOnce(TransactionEvent event, Consumer<String> done) {
    add(new Item(event, done, true));
  }

  private void add(Item item) {
    if (waiting.size() >= WAITING_AT_MOST) {
      dropOldestMeterValue();
    }
    waiting.add(item);
    next();
  }

  private void dropOldestMeterValue() {
    for (Iterator<Item> i = waiting.iterator(); i.hasNext(); ) {
      Item item = i.next();
      if (item.event() instanceof Metered) {
        i.remove();
        dropped++;
        context.raise(
            "store.dropped",
            0,
            dropped + " meter values were dropped while the store could not write");
        item.done().accept("");
        return;
      }
    }
  }

  private void next() {
    if (busy || waiting.isEmpty()) {
      return;
    }
    busy = true;
    Item item = waiting.peek();
    context
        .ports
        .journal()
        .append(item.event())
        .whenComplete((seq, e) -> context.mailbox.post(() -> finished(item, seq, e)));
  }

  private void finished(Item item, Long sequence, Throwable error) {
    busy = false;
    if (error == null) {
      waiting.remove(item);
      fault = "";
      context.clear("store.failed", 0);
      context.emit(new StationEvent.Transaction(sequence, item.event()));
      item.done().accept("");
      next();
      return;
    }
    Throwable cause = error.getCause() == null ? error : error.getCause();
    fault = "the store cannot write: " + cause.getMessage();
    context.raise("store.failed", 0, "Nothing can be recorded: " + fault);
    if (item.mayFail()) {
      waiting.remove(item);
      item.done().accept(fault);
      next();
    } else {
      context.mailbox.after(RETRY_MILLIS, this::next);
    }
  }
}
