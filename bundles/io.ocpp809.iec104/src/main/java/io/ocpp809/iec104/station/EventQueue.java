package io.ocpp809.iec104.station;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What waits to be told to one group, in the one order in which it is told: events, and answers
 * that must not overtake older events of the same point. Events stay until they are confirmed and
 * are told again on the next connection; answers are gone with the connection that asked. Of a
 * measured value only the latest event is kept, of all other points each, up to a bound. Not
 * thread-safe.
 */
final class EventQueue {
  private final int most;
  private final Deque<Entry> waiting = new ArrayDeque<>();
  private final Deque<List<Entry>> open = new ArrayDeque<>();
  private final Map<Integer, Entry> latest = new HashMap<>();
  private int kept;
  private int answers;
  private long lost;

  private static final class Entry {
    private final PointEvent event;
    private final byte[] answer;
    private final Object asked;
    private boolean void_;

    Entry(PointEvent event, byte[] answer, Object asked) {
      this.event = event;
      this.answer = answer;
      this.asked = asked;
    }
  }

  /**
   * Makes a queue.
   *
   * @param most most events of points and counters that are kept
   */
  EventQueue(int most) {
    this.most = most;
  }

  /**
   * Adds an event.
   *
   * @return events that had to give way, oldest first
   */
  List<PointEvent> add(PointEvent event) {
    Entry entry = new Entry(event, null, null);
    waiting.add(entry);
    if (event.point().kind().measured()) {
      Entry before = latest.put(event.point().address(), entry);
      if (before != null) {
        before.void_ = true;
      }
      sweep();
      return List.of();
    }
    kept++;
    return kept > most ? giveWay() : List.of();
  }

  /** Voided events are let go when they are more than what waits. */
  private void sweep() {
    if (waiting.size() > 2 * (kept + latest.size()) + 1_000) {
      waiting.removeIf(e -> e.void_);
    }
  }

  private List<PointEvent> giveWay() {
    List<PointEvent> gone = new ArrayList<>();
    for (Iterator<Entry> i = waiting.iterator(); i.hasNext() && kept > most; ) {
      Entry e = i.next();
      if (e.event != null && !e.event.point().kind().measured()) {
        i.remove();
        kept--;
        lost++;
        gone.add(e.event);
      }
    }
    return gone;
  }

  /** Adds an answer for the connection that is started. */
  void answer(byte[] asdu, Object asked) {
    waiting.add(new Entry(null, asdu, asked));
    answers++;
  }

  /** Answers that wait. */
  int answers() {
    return answers;
  }

  /** Takes back answers to a question. */
  boolean withdraw(Object asked) {
    int before = waiting.size();
    boolean any = waiting.removeIf(e -> asked.equals(e.asked));
    answers -= before - waiting.size();
    return any;
  }

  /** Whether an answer to a question waits. */
  boolean awaits(Object asked) {
    return waiting.stream().anyMatch(e -> asked.equals(e.asked));
  }

  /**
   * The next ASDU; it is open until it is {@link #confirmed}.
   *
   * @param most how many events of a kind fit into one
   * @param encode makes an ASDU of events of one kind and cause
   * @return nothing if nothing waits
   */
  byte[] next(Function<MonitorKind, Integer> most, Function<List<PointEvent>, byte[]> encode) {
    while (!waiting.isEmpty() && waiting.peek().void_) {
      waiting.remove();
    }
    Entry first = waiting.poll();
    if (first == null) {
      return null;
    }
    List<Entry> batch = new ArrayList<>();
    batch.add(first);
    if (first.answer != null) {
      answers--;
      open.add(batch);
      return first.answer;
    }
    int room = most.apply(first.event.point().kind());
    while (batch.size() < room && !waiting.isEmpty() && joins(first, waiting.peek())) {
      Entry e = waiting.remove();
      if (!e.void_) {
        batch.add(e);
      }
    }
    batch.forEach(e -> latest.remove(e.event.point().address(), e));
    open.add(batch);
    return encode.apply(batch.stream().map(e -> e.event).toList());
  }

  private static boolean joins(Entry first, Entry e) {
    return e.void_
        || e.event != null
            && e.event.point().kind() == first.event.point().kind()
            && e.event.cause() == first.event.cause();
  }

  /** Something else was sent that is confirmed with the rest. */
  void sentBetween() {
    open.add(List.of());
  }

  /**
   * The oldest open ASDUs have arrived.
   *
   * @return the highest number of an event among them, or -1
   */
  long confirmed(int count) {
    long highest = -1;
    for (int i = 0; i < count && !open.isEmpty(); i++) {
      for (Entry e : open.remove()) {
        if (e.event != null) {
          highest = Math.max(highest, e.event.number());
          kept -= e.event.point().kind().measured() ? 0 : 1;
        }
      }
    }
    return highest;
  }

  /** The connection is gone: what was open waits again, in its place; answers are gone. */
  void interrupted() {
    List<Entry> again = new ArrayList<>();
    open.forEach(again::addAll);
    open.clear();
    waiting.removeIf(e -> e.answer != null);
    answers = 0;
    for (int i = again.size() - 1; i >= 0; i--) {
      Entry e = again.get(i);
      if (e.event == null) {
        continue;
      }
      boolean measured = e.event.point().kind().measured();
      if (!measured || latest.putIfAbsent(e.event.point().address(), e) == null) {
        waiting.addFirst(e);
      }
    }
  }

  /** Forgets all events that wait; returns the highest number of one, or -1. */
  long clear() {
    long highest = -1;
    for (Iterator<Entry> i = waiting.iterator(); i.hasNext(); ) {
      Entry e = i.next();
      if (e.event != null) {
        highest = Math.max(highest, e.event.number());
        kept -= e.event.point().kind().measured() || e.void_ ? 0 : 1;
        i.remove();
      }
    }
    latest.clear();
    return highest;
  }

  /** Whether nothing waits. */
  boolean isEmpty() {
    return waiting.stream().allMatch(e -> e.void_);
  }

  /** Events that wait or are open, of a measured value the latest. */
  int size() {
    return kept + latest.size();
  }

  /** Events that had to give way since the queue was made. */
  long lost() {
    return lost;
  }
}
