package io.ocpp809.station.core;

import io.ocpp809.station.limit.LimitSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Renews the leases on a station's piles. A pile's lease is renewed only while what guards it
 * works: this station's own logic for that pile, and whoever shares out what it may draw. A store,
 * a CSMS or a broker that fails ends no lease, for the piles can do without them; a pile that does
 * not answer ends none either, for it could not be heard again where any request feeds its
 * watchdog.
 */
final class LeaseKeeper {
  /** How often leases are renewed, ms. */
  static final long EVERY_MILLIS = 2_500;

  /** How long a site may be without a plan, ms. */
  static final long PATIENCE_MILLIS = 10_000;

  private static final Duration LEASE = Duration.ofSeconds(10);

  private final StationContext context;
  private final Map<Integer, Map<LimitSource, Long>> planned = new ConcurrentHashMap<>();
  private final Map<Integer, Long> renewed = new HashMap<>();

  LeaseKeeper(StationContext context) {
    this.context = context;
  }

  /** Whoever shares has planned for an EVSE; on any thread. */
  void planned(int evse, LimitSource source) {
    planned.computeIfAbsent(evse, e -> new ConcurrentHashMap<>()).put(source, context.millis());
  }

  /** An EVSE has a pile: those who share have time until they must have planned. */
  void begin(EvseRoom room) {
    room.limits.awaited().forEach(s -> planned(room.number(), s));
  }

  /** Lets an EVSE do what is due, and renews its lease if all is well. */
  void renew(EvseRoom room) {
    try {
      room.refresh();
      room.transactions.tick();
      if (shared(room)) {
        renewed(room);
      }
      context.clear("station.task", room.number());
    } catch (RuntimeException fault) {
      context.raise(
          "station.task",
          room.number(),
          "What is due at this EVSE failed, so its pile's lease is not renewed: " + fault);
    }
  }

  /** After a lease that had ended the pile may have fallen back, so it is told its limit again. */
  private void renewed(EvseRoom room) {
    Long before = renewed.put(room.number(), context.millis());
    room.renewLease(LEASE);
    if (before != null && context.millis() - before >= LEASE.toMillis()) {
      room.limits.unleased();
    }
  }

  private boolean shared(EvseRoom room) {
    Optional<LimitSource> silent =
        room.limits.awaited().stream().filter(s -> !recent(room.number(), s)).findFirst();
    silent.ifPresentOrElse(
        s ->
            context.raise(
                "site.silent",
                room.number(),
                "Nothing was shared out ("
                    + s.words()
                    + ") for 10 s, so the pile's lease ends and it falls back to its fail-safe"
                    + " current. Is the site there, and does it work?"),
        () -> context.clear("site.silent", room.number()));
    return silent.isEmpty();
  }

  private boolean recent(int evse, LimitSource source) {
    Long at = planned.getOrDefault(evse, Map.of()).get(source);
    return at != null && context.millis() - at < PATIENCE_MILLIS;
  }
}
