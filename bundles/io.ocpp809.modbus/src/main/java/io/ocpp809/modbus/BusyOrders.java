package io.ocpp809.modbus;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Orders that a device answered with "busy" (exception 6) or "acknowledged, not done yet"
 * (exception 5): they are sent again after 100, 200 and 400 ms, and meanwhile the line is free for
 * everybody else. A write that was acknowledged is not sent twice, and one that was refused as busy
 * is given up where a later write to the same registers waits or comes: the older value must not
 * follow the newer one. Pure; time is monotonic nanoseconds.
 */
final class BusyOrders {
  private static final int ACKNOWLEDGE = 5;
  private static final int BUSY = 6;
  private static final int TIMES = 3;
  private static final long FIRST_PAUSE = 100_000_000L;

  private final List<Waiting> waiting = new ArrayList<>();

  private record Waiting(Order order, Reply reply, long ripe) {}

  /**
   * Keeps an order for later, if it may be sent again.
   *
   * @param queue what waits, too
   * @return whether it is kept; if not, the reply is what came of it
   */
  boolean keep(Order order, Reply reply, OrderQueue queue, long now) {
    boolean write = order.priority() == Priority.WRITE;
    boolean busy =
        reply instanceof Reply.Refused r && (r.code() == BUSY || r.code() == ACKNOWLEDGE && !write);
    long ripe = now + (FIRST_PAUSE << order.tries());
    if (!busy || order.tries() >= TIMES || ripe >= order.expires()) {
      return false;
    }
    if (write && queue.writes(later -> overlaps(order.request(), later.request()))) {
      return false;
    }
    waiting.add(new Waiting(order.again(), reply, ripe));
    return true;
  }

  /** Gives up older writes to what an order writes; each ends with the refusal that it had. */
  void superseded(Order later, Consumer<Outcome> sink) {
    if (later.priority() == Priority.WRITE) {
      for (Iterator<Waiting> i = waiting.iterator(); i.hasNext(); ) {
        Waiting w = i.next();
        if (w.order.priority() == Priority.WRITE && overlaps(w.order.request(), later.request())) {
          i.remove();
          sink.accept(new Outcome(w.order.done(), w.reply));
        }
      }
    }
  }

  private static boolean overlaps(Request a, Request b) {
    return a.unit() == b.unit()
        && a.address() < b.address() + size(b)
        && b.address() < a.address() + size(a);
  }

  private static int size(Request r) {
    if (r instanceof Request.Read read) {
      return read.count();
    }
    return r instanceof Request.Write write ? write.values().length : 1;
  }

  /** Takes out what may be sent again now. */
  void ripe(long now, Consumer<Order> sink) {
    for (Iterator<Waiting> i = waiting.iterator(); i.hasNext(); ) {
      Waiting w = i.next();
      if (now >= w.ripe) {
        i.remove();
        sink.accept(w.order);
      }
    }
  }

  /** When the next one may be sent again; {@link Long#MAX_VALUE} if none waits. */
  long next() {
    return waiting.stream().mapToLong(Waiting::ripe).min().orElse(Long.MAX_VALUE);
  }

  /** Takes out all. */
  List<Order> drain() {
    List<Order> all = waiting.stream().map(Waiting::order).toList();
    waiting.clear();
    return all;
  }
}
