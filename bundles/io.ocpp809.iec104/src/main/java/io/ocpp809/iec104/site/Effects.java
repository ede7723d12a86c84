package io.ocpp809.iec104.site;

import io.ocpp809.iec104.station.Order;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/** Orders whose effect is awaited in what is measured. Not thread-safe. */
final class Effects {
  private final long timeoutMillis;
  private final List<Awaited> awaited = new ArrayList<>();

  /** What an order changes; of one target and group the last order for a subject counts. */
  enum Subject {
    LIMIT,
    SERVICE,
    STOP,
    VALIDITY
  }

  /** What came of an order. */
  enum Outcome {
    SEEN,
    NOT_SEEN,
    /** A later order for the same took its place before. */
    REPLACED
  }

  /**
   * An order whose effect is awaited.
   *
   * @param order the order
   * @param target the site or an EVSE
   * @param subject what it changes
   * @param seen whether the effect is there now
   * @param since monotonic ms
   */
  record Awaited(Order order, int target, Subject subject, Predicate<Observed> seen, long since) {
    private boolean replaces(Awaited before) {
      return before.target == target
          && before.subject == subject
          && before.order.group().equals(order.group());
    }
  }

  /**
   * An order that has come to its end.
   *
   * @param awaited the order
   * @param outcome what came of it
   * @param afterMillis how long that took, ms
   */
  record Ended(Awaited awaited, Outcome outcome, long afterMillis) {
    /** In words, for the journal. */
    String words() {
      return switch (outcome) {
        case SEEN -> "after " + afterMillis + " ms";
        case NOT_SEEN -> "not seen within " + afterMillis + " ms";
        case REPLACED -> "a later command took its place after " + afterMillis + " ms";
      };
    }
  }

  Effects(long timeoutMillis) {
    this.timeoutMillis = timeoutMillis;
  }

  /** Awaits the effect of an order; those whose place it takes are not awaited any more. */
  List<Ended> await(Awaited next) {
    List<Ended> replaced = new ArrayList<>();
    for (Iterator<Awaited> i = awaited.iterator(); i.hasNext(); ) {
      Awaited a = i.next();
      if (next.replaces(a)) {
        i.remove();
        replaced.add(new Ended(a, Outcome.REPLACED, next.since() - a.since()));
      }
    }
    awaited.add(next);
    return replaced;
  }

  /** Orders that have come to their end now. */
  List<Ended> look(Observed site, long now) {
    List<Ended> ended = new ArrayList<>();
    for (Iterator<Awaited> i = awaited.iterator(); i.hasNext(); ) {
      Awaited a = i.next();
      boolean seen = a.seen().test(site);
      if (seen || now - a.since() >= timeoutMillis) {
        i.remove();
        ended.add(new Ended(a, seen ? Outcome.SEEN : Outcome.NOT_SEEN, now - a.since()));
      }
    }
    return ended;
  }
}
