package io.ocpp809.station.core;

import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitCurve;
import io.ocpp809.station.limit.LimitCurve.Step;
import io.ocpp809.station.limit.LimitScope;
import io.ocpp809.station.limit.LimitSource;
import io.ocpp809.station.profile.ChargingProfile;
import io.ocpp809.station.profile.ChargingProfile.Purpose;
import io.ocpp809.station.profile.CompositeSchedule;
import io.ocpp809.station.profile.ProfileCodec;
import io.ocpp809.station.profile.ProfileStore;
import io.ocpp809.station.time.EventTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;

/** The profiles of a station: keeps them, and tells each EVSE's ledger what they allow. */
final class ProfileRoom {
  private static final String KEY = "profiles";
  private static final int PHASES = 3;
  private static final Duration AHEAD = Duration.ofDays(1);

  /** The wall clock was set if it went by more than this other than monotonic time, ms. */
  private static final long SET_MILLIS = 1_000;

  private final StationContext context;
  private ProfileStore store;
  private Runnable renewal = () -> {};
  private long wallMinusMonotonic;
  private String trouble = "";

  ProfileRoom(StationContext context) {
    this.context = context;
    this.store = context.ports.memory().get(KEY).map(this::kept).orElse(ProfileStore.EMPTY);
  }

  /** A later version of the software may have kept what this one cannot read. */
  private ProfileStore kept(byte[] bytes) {
    try {
      return ProfileCodec.decode(bytes);
    } catch (RuntimeException unreadable) {
      trouble =
          "The charging profiles that were kept cannot be read: "
              + unreadable.getMessage()
              + ". None is in force; have the CSMS send them again.";
      return ProfileStore.EMPTY;
    }
  }

  /** Whether a profile finds room beside those that are installed. */
  boolean hasRoomFor(int evse, ChargingProfile profile) {
    return store.hasRoomFor(evse, profile);
  }

  String set(int evse, ChargingProfile profile, Optional<Transaction> running) {
    String fault = ProfileStore.fault(evse, profile);
    if (!fault.isEmpty()) {
      return fault;
    }
    ChargingProfile p = profile;
    if (p.purpose() == Purpose.TX) {
      if (running.isEmpty()
          || p.transactionId().isPresent() && !p.transactionId().get().equals(running.get().id())) {
        return "TxProfile needs the transaction that runs on this connector";
      }
      p = p.forTransaction(running.get().id());
    }
    if (!store.hasRoomFor(evse, p)) {
      return "more than " + ProfileStore.MAX_PROFILES + " profiles cannot be installed";
    }
    keep(store.with(evse, p));
    return "";
  }

  int clear(ProfileStore.Filter filter) {
    int before = store.installed().size();
    keep(store.without(filter));
    return before - store.installed().size();
  }

  void ended(String transactionId) {
    ProfileStore next = store.withoutTransaction(transactionId);
    if (!next.equals(store)) {
      keep(next);
    }
  }

  private void keep(ProfileStore next) {
    store = next;
    trouble = "";
    context.clear("profiles.memory", 0);
    context.ports.memory().put(KEY, ProfileCodec.encode(next));
  }

  /**
   * Tells the ledgers of these EVSEs what the profiles allow, for a day ahead, and again later,
   * whatever one of them does with it.
   */
  void apply(Iterable<EvseRoom> evses) {
    renewal.run();
    renewal = context.mailbox.after(AHEAD.toMillis() / 2, () -> apply(evses));
    wallMinusMonotonic = wallMinusMonotonic();
    if (!trouble.isEmpty()) {
      context.raise("profiles.memory", 0, trouble);
    }
    Instant now = context.wall();
    for (EvseRoom evse : evses) {
      CompositeSchedule composite = composite(evse);
      tell(evse, LimitScope.STATION, composite.stationCurve(now, AHEAD));
      tell(evse, LimitScope.EVSE, composite.transactionCurve(now, AHEAD));
    }
  }

  private static void tell(EvseRoom evse, LimitScope scope, LimitCurve curve) {
    if (curve.steps().stream().allMatch(s -> s.limit().isEmpty())) {
      evse.limits.clear(LimitSource.CSMS_PROFILE, scope);
    } else {
      evse.limits.set(LimitSource.CSMS_PROFILE, scope, fromThePast(curve));
    }
  }

  /** Whether a profile for the whole station is installed, whatever it says now. */
  boolean limitsStation() {
    return store.installed().stream().anyMatch(i -> i.profile().purpose() == Purpose.STATION_MAX);
  }

  /** What all EVSEs may draw together now; empty if no profile says so. */
  Optional<Limit> stationMaximum() {
    return station().at(context.wall());
  }

  private CompositeSchedule station() {
    return new CompositeSchedule(
        store, 0, context.options().voltage(), PHASES, context.wall(), Optional.empty());
  }

  private long wallMinusMonotonic() {
    return context.wall().toEpochMilli() - context.millis();
  }

  /**
   * What the ledgers know begins with the moment at which it was told: a clock that was set ends
   * it.
   */
  void followClock(Iterable<EvseRoom> evses) {
    if (Math.abs(wallMinusMonotonic() - wallMinusMonotonic) > SET_MILLIS) {
      apply(evses);
    }
  }

  private static LimitCurve fromThePast(LimitCurve curve) {
    List<Step> steps = new ArrayList<>(curve.steps());
    steps.set(0, new Step(Instant.MIN, steps.get(0).limit()));
    return new LimitCurve(steps);
  }

  /** Phases that the profile of an EVSE's transaction asks for now; empty if it does not say. */
  OptionalInt phases(EvseRoom evse) {
    return evse.transactions.running().isPresent()
        ? composite(evse).phases(context.wall())
        : OptionalInt.empty();
  }

  private CompositeSchedule composite(EvseRoom evse) {
    Optional<Transaction> t = evse.transactions.running();
    return new CompositeSchedule(
        store,
        evse.number(),
        context.options().voltage(),
        evse.options().phases(),
        t.map(this::began).orElse(context.wall()),
        t.map(Transaction::id));
  }

  /** When a transaction began, by the clock as it is now: in this run it may have been set. */
  private Instant began(Transaction t) {
    EventTime now = context.now();
    EventTime at = t.started.time();
    return at.bootId().equals(now.bootId())
        ? now.wall().plusMillis(at.monotonicMillis() - now.monotonicMillis())
        : at.wall();
  }

  /** The minimum of profiles and all other limits of an EVSE over time. */
  LimitCurve schedule(EvseRoom evse, Duration duration) {
    Instant from = context.wall();
    Instant end = from.plus(duration);
    TreeSet<Instant> instants = new TreeSet<>();
    instants.add(from);
    CompositeSchedule profiles = composite(evse);
    collect(instants, profiles, evse, end);
    List<Step> steps = new ArrayList<>();
    int voltage = context.options().voltage();
    int phases = evse.options().phases();
    for (Instant t : instants) {
      Optional<Limit> other =
          evse.limits.ledger().standing(t).stream()
              .filter(f -> f.source() != LimitSource.CSMS_PROFILE)
              .filter(f -> evse.transactions.running().isPresent() || !shared(f.source()))
              .map(f -> f.limit())
              .min(
                  (a, b) ->
                      Integer.compare(a.toWatts(voltage, phases), b.toWatts(voltage, phases)));
      steps.add(new Step(t, smaller(profiles.at(t), other, voltage, phases)));
    }
    return LimitCurve.merged(steps);
  }

  /** Whether it is a share, which an EVSE gets only while it charges. */
  private static boolean shared(LimitSource source) {
    return source == LimitSource.FUSE || source == LimitSource.LOCAL;
  }

  /** The limits of all EVSEs together: what the grid connection sees at most. */
  LimitCurve stationSchedule(Collection<EvseRoom> evses, Duration duration) {
    TreeSet<Instant> instants = new TreeSet<>();
    List<LimitCurve> curves = new ArrayList<>();
    for (EvseRoom evse : evses) {
      LimitCurve curve = schedule(evse, duration);
      curves.add(curve);
      curve.steps().forEach(s -> instants.add(s.from()));
    }
    int voltage = context.options().voltage();
    int own = context.options().limitMilliamps();
    CompositeSchedule station = station();
    List<Step> steps = new ArrayList<>();
    for (Instant t : instants) {
      long sum = 0;
      for (LimitCurve curve : curves) {
        sum += curve.at(t).map(l -> l.toMilliamps(voltage, PHASES)).orElse(0);
      }
      int most = station.at(t).map(l -> l.toMilliamps(voltage, PHASES)).orElse(Integer.MAX_VALUE);
      int together = (int) Math.min(sum, own > 0 ? Math.min(own, most) : most);
      steps.add(new Step(t, Optional.of(Limit.milliamps(together))));
    }
    return LimitCurve.merged(steps);
  }

  private static void collect(
      TreeSet<Instant> instants, CompositeSchedule profiles, EvseRoom evse, Instant end) {
    Instant t = instants.first();
    while (true) {
      Instant at = t;
      Optional<Instant> next =
          java.util.stream.Stream.of(profiles.nextChange(at), evse.limits.ledger().nextChange(at))
              .flatMap(Optional::stream)
              .min(Instant::compareTo);
      if (next.isEmpty() || !next.get().isBefore(end)) {
        return;
      }
      t = next.get();
      instants.add(t);
    }
  }

  private static Optional<Limit> smaller(
      Optional<Limit> a, Optional<Limit> b, int voltage, int phases) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isPresent() ? a : b;
    }
    return a.get().toWatts(voltage, phases) <= b.get().toWatts(voltage, phases) ? a : b;
  }
}
