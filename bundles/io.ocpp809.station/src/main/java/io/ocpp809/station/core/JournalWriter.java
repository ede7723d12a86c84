package io.ocpp809.station.core;

import io.ocpp809.station.StationEvent;
import io.ocpp809.station.journal.OpenTransactions;
import io.ocpp809.station.journal.TransactionEvent;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Appends a station's events to its journal one after another, in order, and announces each once it
 * is durable. While the store cannot write it tries again; meter values and changes of state give
 * way when too much waits, starts and ends never.
 */
final class JournalWriter {
  static final int WAITING_AT_MOST = 2_000;
  static final long RETRY_MILLIS = 2_000;

  private final StationContext context;
  private final OpenTransactions transactions;
  private final ArrayDeque<Item> waiting = new ArrayDeque<>();
  private Runnable retry = () -> {};
  private Runnable forget = () -> {};
  private boolean busy;
  private String fault = "";
  private long dropped;

  private record Item(TransactionEvent event, Consumer<String> done, boolean mayFail) {
    boolean givesWay() {
      return event.givesWay();
    }
  }

  JournalWriter(StationContext context, OpenTransactions transactions) {
    this.context = context;
    this.transactions = transactions;
  }

  /** Why the store cannot write; empty while it can. */
  String fault() {
    return fault.isEmpty() ? context.ports.journal().fault() : fault;
  }

  /** Whether a start may be recorded, or need not be. */
  boolean takesStarts() {
    return fault().isEmpty() || !context.options().refuseWhenStoreFails();
  }

  /** As {@link #takesStarts}; if not, says so. */
  boolean askedForStart() {
    boolean takes = takesStarts();
    if (!takes) {
      context.raise("store.failed", 0, "No transaction can start: " + fault());
    }
    return takes;
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
      makeRoom();
    }
    waiting.add(item);
    next();
  }

  private void makeRoom() {
    Item underWay = busy ? waiting.peek() : null;
    for (Iterator<Item> i = waiting.iterator(); i.hasNext(); ) {
      Item item = i.next();
      if (item != underWay && item.givesWay()) {
        i.remove();
        dropped++;
        reportDropped();
        item.done().accept("");
        return;
      }
    }
  }

  /** Told at the first and then at every hundredth, so that the log is not flooded. */
  private void reportDropped() {
    if (dropped == 1 || dropped % 100 == 0) {
      context.raise(
          "store.dropped",
          0,
          dropped
              + (dropped == 1 ? " meter value or change" : " meter values and changes")
              + " of state could not be kept while the store could not write");
    }
  }

  private void next() {
    if (busy || waiting.isEmpty()) {
      return;
    }
    busy = true;
    Item item = waiting.peek();
    append(item.event())
        .whenComplete((seq, e) -> context.mailbox.post(() -> finished(item, seq, e)));
  }

  private CompletionStage<Long> append(TransactionEvent event) {
    try {
      return context.ports.journal().append(event);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void finished(Item item, Long sequence, Throwable error) {
    busy = false;
    if (error == null) {
      waiting.remove(item);
      fault = "";
      context.clear("store.failed", 0);
      transactions.appended(sequence, item.event());
      String given = context.ports.journal().dropped();
      if (!given.isEmpty()) {
        context.raise("store.full", 0, given);
      }
      try {
        context.emit(new StationEvent.Transaction(sequence, item.event()));
        item.done().accept("");
      } finally {
        next();
      }
      return;
    }
    Throwable cause = error.getCause() == null ? error : error.getCause();
    fault = "the store cannot write: " + cause.getMessage();
    context.raise("store.failed", 0, "Nothing can be recorded: " + fault);
    if (item.mayFail()) {
      waiting.remove(item);
      item.done().accept(fault);
      forget.run();
      forget = context.mailbox.after(RETRY_MILLIS, this::forgetFault);
      next();
    } else {
      retry.run();
      retry = context.mailbox.after(RETRY_MILLIS, this::next);
    }
  }

  /**
   * Nothing waits that would be tried again: whether the store writes, the next start finds out.
   */
  private void forgetFault() {
    if (waiting.isEmpty()) {
      fault = "";
    }
  }
}
