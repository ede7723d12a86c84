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

  /**
   * An order whose effect is awaited.
   *
   * @param order the order
   * @param target the site or an EVSE
   * @param seen whether the effect is there now
   * @param since monotonic ms
   */
  record Awaited(Order order, int target, Predicate<SiteImage> seen, long since) {}

  /**
   * An order that has come to its end.
   *
   * @param awaited the order
   * @param seen whether its effect was seen in time
   * @param afterMillis how long that took, ms
   */
  record Ended(Awaited awaited, boolean seen, long afterMillis) {}

  Effects(long timeoutMillis) {
    this.timeoutMillis = timeoutMillis;
  }

  /** Awaits the effect of an order; one for the same point is not awaited any more. */
  List<Ended> await(Awaited next) {
    List<Ended> replaced = new ArrayList<>();
    for (Iterator<Awaited> i = awaited.iterator(); i.hasNext(); ) {
      Awaited a = i.next();
      if (a.order().point().address() == next.order().point().address()) {
        i.remove();
        replaced.add(new Ended(a, true, next.since() - a.since()));
      }
    }
    awaited.add(next);
    return replaced;
  }

  /** Orders that have come to their end now. */
  List<Ended> look(SiteImage image, long now) {
    List<Ended> ended = new ArrayList<>();
    for (Iterator<Awaited> i = awaited.iterator(); i.hasNext(); ) {
      Awaited a = i.next();
      boolean seen = a.seen().test(image);
      if (seen || now - a.since() >= timeoutMillis) {
        i.remove();
        ended.add(new Ended(a, seen, now - a.since()));
      }
    }
    return ended;
  }
}
