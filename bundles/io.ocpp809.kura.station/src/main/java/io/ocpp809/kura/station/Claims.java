package io.ocpp809.kura.station;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;

/**
 * Who has what may be had once: a number, an outlet. The first that asks keeps it; those that come
 * later wait in line, and the next of them is told when it is free.
 */
final class Claims {
  private final Map<Object, LinkedHashSet<Claimant>> lines = new HashMap<>();

  /** Somebody who wants something for himself alone. */
  interface Claimant {
    /** Name in messages. */
    String pid();

    /** What was waited for is free now; called on the thread of him who gave it back. */
    void freed();
  }

  /**
   * Asks for something, or stands in line for it.
   *
   * @return empty if the claimant has it; else the name of who has it
   */
  synchronized Optional<String> claim(Object what, Claimant claimant) {
    LinkedHashSet<Claimant> line = lines.computeIfAbsent(what, k -> new LinkedHashSet<>());
    line.add(claimant);
    Claimant first = line.iterator().next();
    return first == claimant ? Optional.empty() : Optional.of(first.pid());
  }

  /** Who has something now. */
  synchronized Optional<Claimant> holder(Object what) {
    return Optional.ofNullable(lines.get(what)).map(line -> line.iterator().next());
  }

  /** Gives something back, or leaves the line. */
  void release(Object what, Claimant claimant) {
    Optional<Claimant> next = leave(what, claimant);
    next.ifPresent(Claimant::freed);
  }

  private synchronized Optional<Claimant> leave(Object what, Claimant claimant) {
    LinkedHashSet<Claimant> line = lines.get(what);
    if (line == null) {
      return Optional.empty();
    }
    boolean had = line.iterator().next() == claimant;
    line.remove(claimant);
    if (line.isEmpty()) {
      lines.remove(what);
      return Optional.empty();
    }
    Iterator<Claimant> waiting = line.iterator();
    return had ? Optional.of(waiting.next()) : Optional.empty();
  }
}
