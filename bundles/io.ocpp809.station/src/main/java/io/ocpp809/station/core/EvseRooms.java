package io.ocpp809.station.core;

import io.ocpp809.station.journal.Remains;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The EVSEs of a station by their numbers, and what an earlier run left of those that are not there
 * yet. Lives in the mailbox.
 */
final class EvseRooms {
  /** Rating of an EVSE that nobody configures and whose transaction is still to be ended, mA. */
  private static final int LEAST_RATING = 6_000;

  private final StationContext context;
  private final Authorizer authorizer;
  private final JournalWriter journal;
  private final ProfileRoom profiles;
  private final Map<Integer, Remains> remains;
  private final TreeMap<Integer, EvseRoom> rooms = new TreeMap<>();

  EvseRooms(
      StationContext context,
      Authorizer authorizer,
      JournalWriter journal,
      ProfileRoom profiles,
      Map<Integer, Remains> remains) {
    this.context = context;
    this.authorizer = authorizer;
    this.journal = journal;
    this.profiles = profiles;
    this.remains = remains;
  }

  /** The room of an EVSE, with these options; a new one takes up what an earlier run left. */
  EvseRoom take(EvseOptions options) {
    EvseRoom room = rooms.get(options.evse());
    if (room != null) {
      room.options(options);
      return room;
    }
    Remains left = Optional.ofNullable(remains.remove(options.evse())).orElseGet(Remains::new);
    EvseRoom fresh = new EvseRoom(context, options, authorizer, journal, left);
    fresh.phases.wanted(() -> profiles.phases(fresh));
    fresh.beforeEnergy(() -> profiles.apply(all()));
    rooms.put(options.evse(), fresh);
    return fresh;
  }

  /** The room of an EVSE that goes; also of one that has but a transaction left to end. */
  Optional<EvseRoom> leaving(int evse) {
    Remains left = rooms.containsKey(evse) ? null : remains.remove(evse);
    if (left != null && left.open().isPresent()) {
      EvseOptions options = EvseOptions.of(evse, LEAST_RATING);
      rooms.put(evse, new EvseRoom(context, options, authorizer, journal, left));
    }
    return find(evse);
  }

  /** Takes an EVSE out for good. */
  void remove(int evse) {
    Optional.ofNullable(rooms.remove(evse)).ifPresent(EvseRoom::removed);
  }

  Optional<EvseRoom> find(int evse) {
    return Optional.ofNullable(rooms.get(evse));
  }

  /** All rooms, by their numbers; shows what comes and goes. */
  Collection<EvseRoom> all() {
    return byNumber().values();
  }

  /** All rooms by their numbers; shows what comes and goes. */
  Map<Integer, EvseRoom> byNumber() {
    return Collections.unmodifiableMap(rooms);
  }
}
