package io.ocpp809.testkit.gbt27930;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * What a state machine has to do later: one entry a key, once or again and again. It has no clock:
 * the time is passed in.
 *
 * @param <K> what names an entry
 */
final class Agenda<K> {
  /** Due never. */
  static final long NEVER = Long.MAX_VALUE;

  private record Entry(long at, long period, long order, Runnable action) {}

  private final Map<K, Entry> entries = new HashMap<>();
  private long order;

  /** Has it done once; replaces what the key had. */
  void once(K key, long at, Runnable action) {
    entries.put(key, new Entry(at, 0, order++, action));
  }

  /** Has it done at once and then in every period; replaces what the key had. */
  void every(K key, long first, long periodNanos, Runnable action) {
    entries.put(key, new Entry(first, periodNanos, order++, action));
  }

  /** Forgets it; nothing happens if the key has nothing. */
  void cancel(K key) {
    entries.remove(key);
  }

  /** Forgets everything. */
  void clear() {
    entries.clear();
  }

  /** Whether the key has something to do. */
  boolean has(K key) {
    return entries.containsKey(key);
  }

  /** When the next entry is due; {@link #NEVER} if there is none. */
  long next() {
    return entries.values().stream().mapToLong(Entry::at).min().orElse(NEVER);
  }

  /** Does what is due, the earliest first, including what that makes due. */
  void run(long now) {
    while (next() <= now) {
      Map.Entry<K, Entry> due =
          entries.entrySet().stream()
              .min(
                  Comparator.comparingLong((Map.Entry<K, Entry> e) -> e.getValue().at())
                      .thenComparingLong(e -> e.getValue().order()))
              .orElseThrow();
      Entry e = due.getValue();
      if (e.period() > 0) {
        // A machine that was not asked for a while does not catch up on what it has missed.
        long next = Math.max(e.at() + e.period(), now + 1);
        entries.put(due.getKey(), new Entry(next, e.period(), e.order(), e.action()));
      } else {
        entries.remove(due.getKey());
      }
      e.action().run();
    }
  }
}
