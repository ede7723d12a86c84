package io.ocpp809.modbus;

import io.ocpp809.modbus.Reply.Failed;
import io.ocpp809.modbus.Reply.Failed.Kind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Whose turn it is on a line: what waits, what follows an exchange at once, what is sent again
 * because the device was busy, and what is not sent at all, because it is too old or its unit rests
 * or is left alone. Time is given in nanoseconds of any monotonic clock.
 */
final class Turns {
  private final String endpoint;
  private final Consumer<Outcome> sink;
  private final OrderQueue queue = new OrderQueue();
  private final BusyOrders busy = new BusyOrders();
  private final UnitRests rests = new UnitRests();
  private Order first;
  private IntFunction<Optional<String>> silence = unit -> Optional.empty();

  /**
   * Nobody's turn yet.
   *
   * @param endpoint the line, in words
   * @param sink takes what came of the orders that end here
   */
  Turns(String endpoint, Consumer<Outcome> sink) {
    this.endpoint = endpoint;
    this.sink = sink;
  }

  /** Why units must be left alone by now, in words; empty for those that may be asked. */
  void silence(IntFunction<Optional<String>> why) {
    silence = why;
  }

  /** Why a unit must be left alone by now, in words; empty if it may be asked. */
  Optional<String> silent(int unit) {
    return silence.apply(unit);
  }

  /** Takes an order. */
  void submit(Order order) {
    busy.superseded(order, sink);
    enqueue(order);
  }

  private void enqueue(Order order) {
    if (!queue.add(order)) {
      settle(order, new Failed(Kind.LINK, endpoint + ": too many requests wait"));
    }
  }

  /** Whether an order waits by now. */
  boolean waiting(long now) {
    busy.ripe(now, this::enqueue);
    return first != null || !queue.isEmpty();
  }

  /** Whether a write waits. */
  boolean urgent() {
    return queue.urgent();
  }

  /** When a busy device may be asked again; {@link Long#MAX_VALUE} if none is. */
  long again() {
    return busy.next();
  }

  /** The order whose turn it is, taken out; empty if none of those that waited is to be sent. */
  Optional<Order> take(long now) {
    if (first != null) {
      Order order = first;
      first = null;
      return Optional.of(order);
    }
    return Optional.ofNullable(queue.take(now, o -> dropped(o, now)));
  }

  /** An order that was taken out waits again, as before; what is more urgent may overtake it. */
  void putBack(Order order) {
    queue.back(order);
  }

  private boolean dropped(Order o, long now) {
    if (now >= o.expires()) {
      settle(o, new Failed(Kind.TIMEOUT, "the line was busy for too long; not sent"));
      return true;
    }
    int unit = o.request().unit();
    Optional<String> silent = silence.apply(unit);
    if (silent.isPresent()) {
      settle(o, new Failed(Kind.SILENT, silent.get()));
      return true;
    }
    OptionalLong wait = rests.refused(unit, o.priority() == Priority.WRITE, now);
    wait.ifPresent(nanos -> settle(o, Failed.resting(unit, nanos)));
    return wait.isPresent();
  }

  /**
   * An exchange has ended: its order is sent again later, goes on with the request that follows, or
   * ends.
   *
   * @param took how long the exchange took, ns
   * @param ready whether the line can take the request that follows at once
   */
  void ended(Order order, Reply reply, long took, boolean ready, long now) {
    int unit = order.request().unit();
    if (!(reply instanceof Failed f && f.kind() == Kind.LINK)) {
      rests.note(unit, alive(reply), took, now);
    }
    if (busy.keep(order, reply, queue, now)) {
      return;
    }
    Optional<Request> next;
    try {
      next = order.next().apply(reply);
    } catch (RuntimeException | Error e) {
      settle(
          order,
          new Failed(Kind.MISMATCH, "unit " + unit + " answered, but nothing follows: " + e));
      return;
    }
    if (next.isPresent() && ready && now < order.expires()) {
      first = order.following(next.get());
      return;
    }
    settle(order, next.isPresent() ? expired(reply) : reply);
  }

  private static Reply expired(Reply reply) {
    return reply.good() ? new Failed(Kind.TIMEOUT, "read, but too late to write") : reply;
  }

  private static boolean alive(Reply reply) {
    boolean silent = reply instanceof Failed f && f.kind() == Kind.TIMEOUT;
    boolean gateway = reply instanceof Reply.Refused r && (r.code() == 10 || r.code() == 11);
    return !silent && !gateway;
  }

  /** The link is gone, and with it the exchange that an order would have gone on with. */
  void abandon(String why) {
    if (first != null) {
      settle(first, new Failed(Kind.LINK, endpoint + ": " + why));
      first = null;
    }
  }

  /** Takes out what waits for its turn. */
  List<Order> drain() {
    return queue.drain();
  }

  /** Takes out what waits for a busy device. */
  List<Order> drainBusy() {
    return busy.drain();
  }

  private void settle(Order order, Reply reply) {
    sink.accept(new Outcome(order.done(), reply));
  }

  /** Whether a unit is at rest because it does not answer. */
  boolean resting(int unit) {
    return rests.resting(unit);
  }
}
