package io.ocpp809.modbus;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The orders of a line: the most urgent first; among equals the unit that was served longest ago;
 * within a unit in the order in which they came. A poll that has waited for 5 s goes before younger
 * polls of a higher class, never before a write or a read-back.
 */
final class OrderQueue {
  private static final int MOST = 1_000;
  private static final long AGED = 5_000_000_000L;

  private final Map<Priority, ArrayDeque<Order>> queues = new EnumMap<>(Priority.class);
  private final Map<Integer, Long> served = new HashMap<>();
  private long turn;
  private long servedBefore;
  private int size;

  OrderQueue() {
    for (Priority p : Priority.values()) {
      queues.put(p, new ArrayDeque<>());
    }
  }

  /** Adds an order; false if the queue is full, where writes have as much room of their own. */
  boolean add(Order order) {
    ArrayDeque<Order> queue = queues.get(order.priority());
    int before = order.priority() == Priority.WRITE ? queue.size() : size;
    if (before >= MOST) {
      return false;
    }
    queue.add(order);
    size++;
    return true;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** Whether a write waits. */
  boolean urgent() {
    return !queues.get(Priority.WRITE).isEmpty();
  }

  /** Whether such a write waits. */
  boolean writes(Predicate<Order> such) {
    return queues.get(Priority.WRITE).stream().anyMatch(such);
  }

  /** Puts back an order that was just taken, as if it had never been. */
  void back(Order order) {
    queues.get(order.priority()).addFirst(order);
    size++;
    served.put(order.request().unit(), servedBefore);
  }

  /** Takes out all orders. */
  List<Order> drain() {
    List<Order> all = new ArrayList<>();
    queues.values().forEach(all::addAll);
    queues.values().forEach(ArrayDeque::clear);
    size = 0;
    return all;
  }

  /**
   * Takes the next order, or null if there is none.
   *
   * @param dropped whether an order is dropped instead; asked once for each order that is looked at
   */
  Order take(long now, Predicate<Order> dropped) {
    for (ArrayDeque<Order> queue : queues.values()) {
      queue.removeIf(
          o -> {
            boolean drop = dropped.test(o);
            size -= drop ? 1 : 0;
            return drop;
          });
    }
    for (Map.Entry<Priority, ArrayDeque<Order>> e : queues.entrySet()) {
      if (!e.getValue().isEmpty()) {
        ArrayDeque<Order> queue = e.getKey() == Priority.FAST ? aged(now) : e.getValue();
        return fairest(queue);
      }
    }
    return null;
  }

  private ArrayDeque<Order> aged(long now) {
    for (Priority p : new Priority[] {Priority.ONCE, Priority.SLOW}) {
      Order first = queues.get(p).peek();
      if (first != null && now - first.since() >= AGED) {
        return queues.get(p);
      }
    }
    return queues.get(Priority.FAST);
  }

  private Order fairest(ArrayDeque<Order> queue) {
    Order best = null;
    Set<Integer> seen = new HashSet<>();
    for (Order o : queue) {
      int unit = o.request().unit();
      if (seen.add(unit) && (best == null || last(unit) < last(best.request().unit()))) {
        best = o;
      }
    }
    for (Iterator<Order> i = queue.iterator(); i.hasNext(); ) {
      if (i.next() == best) {
        i.remove();
        break;
      }
    }
    size--;
    servedBefore = last(best.request().unit());
    served.put(best.request().unit(), ++turn);
    return best;
  }

  private long last(int unit) {
    return served.getOrDefault(unit, 0L);
  }
}
