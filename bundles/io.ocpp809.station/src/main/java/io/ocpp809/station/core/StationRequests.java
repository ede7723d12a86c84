package io.ocpp809.station.core;

import io.ocpp809.station.Answers.AvailabilityAnswer;
import io.ocpp809.station.Answers.ResetKind;
import io.ocpp809.station.Answers.UnlockAnswer;
import io.ocpp809.station.Answers.Verdict;
import io.ocpp809.station.ConnectorState;
import io.ocpp809.station.StationEvent;
import io.ocpp809.station.auth.Authorization;
import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.auth.LocalListEntry;
import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitCurve;
import io.ocpp809.station.limit.LimitScope;
import io.ocpp809.station.limit.LimitSource;
import io.ocpp809.station.pile.Capabilities;
import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.station.pile.PileOutcome;
import io.ocpp809.station.pile.PilePort;
import io.ocpp809.station.profile.ChargingProfile;
import io.ocpp809.station.profile.ProfileStore;
import io.ocpp809.station.reading.ReadingContext;
import io.ocpp809.station.settings.Setting;
import io.ocpp809.station.transaction.StopReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** What a station answers to the requests of its protocols; each answer comes before the act. */
final class StationRequests {
  private static final String OPERATIVE = "station.operative";

  private final StationContext context;
  private final Map<Integer, EvseRoom> evses;
  private final Authorizer authorizer;
  private final ProfileRoom profiles;
  private boolean operative;

  StationRequests(
      StationContext context,
      Map<Integer, EvseRoom> evses,
      Authorizer authorizer,
      ProfileRoom profiles) {
    this.context = context;
    this.evses = evses;
    this.authorizer = authorizer;
    this.profiles = profiles;
    this.operative =
        context
            .ports
            .memory()
            .get(OPERATIVE)
            .map(b -> Boolean.parseBoolean(new String(b, StandardCharsets.UTF_8)))
            .orElse(true);
  }

  boolean operative() {
    return operative;
  }

  void present(int evse, IdToken token, Consumer<Verdict> answer) {
    EvseRoom room = evses.get(evse);
    if (room == null) {
      answer.accept(Verdict.REJECTED);
    } else {
      room.transactions.present(token, answer);
    }
  }

  void remoteStart(
      OptionalInt evse,
      IdToken token,
      OptionalInt startId,
      Optional<ChargingProfile> profile,
      Consumer<Verdict> answer) {
    Optional<EvseRoom> room =
        evse.isPresent()
            ? Optional.ofNullable(evses.get(evse.getAsInt())).filter(this::canStart)
            : whereAnybodyMayStart();
    if (room.isEmpty()
        || profile.isPresent()
            && (profile.get().purpose() != ChargingProfile.Purpose.TX
                || !ProfileStore.fault(room.get().number(), profile.get()).isEmpty()
                || !profiles.hasRoomFor(room.get().number(), profile.get()))) {
      answer.accept(Verdict.REJECTED);
      return;
    }
    answer.accept(Verdict.ACCEPTED);
    EvseRoom target = room.get();
    if (context.settings.flag(Setting.AUTHORIZE_REMOTE_START)) {
      authorizer.authorize(
          token,
          verdict -> {
            if (verdict.acceptedAt(context.wall()) && canStart(target)) {
              startWith(target, token, startId, profile);
            }
          });
    } else {
      startWith(target, token, startId, profile);
    }
  }

  /** An EVSE that nobody waits for: where a vehicle waits, else a free one, else a used one. */
  private Optional<EvseRoom> whereAnybodyMayStart() {
    return evses.values().stream()
        .filter(this::canStart)
        .filter(room -> !room.transactions.authorised())
        .min(Comparator.comparingInt(StationRequests::use));
  }

  private static int use(EvseRoom room) {
    if (!room.plugged()) {
      return 1;
    }
    return room.transactions.finished() ? 2 : 0;
  }

  private void startWith(
      EvseRoom room, IdToken token, OptionalInt startId, Optional<ChargingProfile> profile) {
    room.transactions.accept(
        token,
        startId,
        t -> profile.ifPresent(p -> profiles.set(room.number(), p, Optional.of(t))));
  }

  private boolean canStart(EvseRoom room) {
    return room.transactions.running().isEmpty()
        && !room.transactions.leaving()
        && room.operative()
        && !room.faulted()
        && room.controllable()
        && room.transactions.recordable();
  }

  void remoteStop(String transactionId, Consumer<Verdict> answer) {
    Optional<EvseRoom> room = byTransaction(transactionId).filter(EvseRoom::controllable);
    answer.accept(room.isPresent() ? Verdict.ACCEPTED : Verdict.REJECTED);
    room.ifPresent(r -> r.transactions.stop(StopReason.REMOTE, Optional.empty()));
  }

  private Optional<EvseRoom> byTransaction(String id) {
    return evses.values().stream()
        .filter(e -> e.transactions.running().filter(t -> t.id().equals(id)).isPresent())
        .findFirst();
  }

  void authorized(String transactionId, IdToken token, Authorization verdict) {
    if (verdict.status() != Authorization.Status.UNREACHABLE) {
      authorizer.remember(token, verdict);
      if (authorizer.contradictsList(token, verdict)) {
        context.raise(
            StationEvent.FindingChanged.LIST_CONFLICT,
            0,
            "The local list accepts "
                + token.masked()
                + ", the CSMS answers "
                + verdict.status()
                + ". Send the list again.");
      }
    }
    byTransaction(transactionId).ifPresent(e -> e.transactions.authorisation(verdict));
  }

  void changeAvailability(int evse, boolean wanted, Consumer<AvailabilityAnswer> answer) {
    Collection<EvseRoom> rooms =
        evse == 0
            ? evses.values()
            : Optional.ofNullable(evses.get(evse)).map(List::of).orElse(List.of());
    if (rooms.isEmpty() && evse != 0) {
      answer.accept(AvailabilityAnswer.REJECTED);
      return;
    }
    boolean waits =
        rooms.stream()
            .anyMatch(r -> r.transactions.running().isPresent() && r.operative() != wanted);
    answer.accept(waits ? AvailabilityAnswer.SCHEDULED : AvailabilityAnswer.ACCEPTED);
    if (evse == 0) {
      operative = wanted;
      context
          .ports
          .memory()
          .put(OPERATIVE, String.valueOf(wanted).getBytes(StandardCharsets.UTF_8));
      context.emit(
          new StationEvent.ConnectorChanged(
              context.now(),
              0,
              0,
              wanted ? ConnectorState.AVAILABLE : ConnectorState.UNAVAILABLE,
              Optional.empty(),
              ""));
    }
    rooms.forEach(r -> r.changeOperative(wanted));
  }

  void unlock(int evse, int connector, Consumer<UnlockAnswer> answer) {
    EvseRoom room = evses.get(evse);
    Optional<PilePort> port = room == null ? Optional.empty() : room.port();
    boolean able =
        port.isPresent()
            && connector == room.connector()
            && room.controllable()
            && port.get().capabilities().unlock();
    if (!able) {
      answer.accept(UnlockAnswer.NOT_SUPPORTED);
      return;
    }
    if (!room.reachable()) {
      // Nothing fresh will show that no current flows: whoever asks need not wait for that.
      answer.accept(UnlockAnswer.UNLOCK_FAILED);
      room.transactions.stop(StopReason.UNLOCK_COMMAND, Optional.empty());
      return;
    }
    room.transactions.stop(
        StopReason.UNLOCK_COMMAND, Optional.empty(), () -> release(room, port.get(), answer));
  }

  private void release(EvseRoom room, PilePort port, Consumer<UnlockAnswer> answer) {
    if (!room.transactions.noCurrent().orElse(false)) {
      answer.accept(UnlockAnswer.UNLOCK_FAILED);
      return;
    }
    boolean[] answered = {false};
    port.execute(
        new PileCommand.Unlock(),
        outcome ->
            context.mailbox.post(
                () -> {
                  if (!answered[0]) {
                    answered[0] = true;
                    answer.accept(
                        outcome instanceof PileOutcome.Refused
                            ? UnlockAnswer.UNLOCK_FAILED
                            : UnlockAnswer.UNLOCKED);
                  }
                }));
  }

  void reset(ResetKind kind, Consumer<Verdict> answer) {
    answer.accept(Verdict.ACCEPTED);
    StopReason reason = kind == ResetKind.HARD ? StopReason.HARD_RESET : StopReason.SOFT_RESET;
    evses.values().forEach(e -> e.transactions.forgetAuthorised());
    evses.values().forEach(e -> e.transactions.stop(reason, Optional.empty()));
  }

  void clearCache(Consumer<Verdict> answer) {
    boolean enabled = context.settings.flag(Setting.AUTH_CACHE_ENABLED);
    if (enabled) {
      authorizer.cache().clear();
    }
    answer.accept(enabled ? Verdict.ACCEPTED : Verdict.REJECTED);
  }

  void sendLocalList(
      int version, boolean full, List<LocalListEntry> entries, Consumer<String> answer) {
    if (version <= 0) {
      answer.accept("listVersion must be above 0");
      return;
    }
    if (!full && version <= authorizer.listVersion()) {
      answer.accept(LocalListEntry.VERSION_MISMATCH);
      return;
    }
    Map<IdToken, Authorization> content =
        full ? new LinkedHashMap<>() : authorizer.list().content();
    for (LocalListEntry e : entries) {
      content.remove(e.token());
      e.authorization().ifPresent(a -> content.put(e.token(), a));
    }
    if (content.size() > LocalListEntry.LIST_AT_MOST) {
      answer.accept("the list would have " + content.size() + " entries");
      return;
    }
    authorizer.list().replace(content, version);
    context.clear(StationEvent.FindingChanged.LIST_CONFLICT, 0);
    authorizer.cache().removeAll(content.keySet());
    answer.accept("");
  }

  void setProfile(int evse, ChargingProfile profile, Consumer<String> answer) {
    EvseRoom room = evses.get(evse);
    if (evse != 0 && room == null) {
      answer.accept("there is no EVSE " + evse);
      return;
    }
    boolean limitable =
        (evse == 0 ? evses.values() : List.of(room))
            .stream()
                .flatMap(r -> r.port().stream())
                .map(PilePort::capabilities)
                .anyMatch(StationRequests::limitable);
    if (!limitable) {
      answer.accept(NOT_SUPPORTED);
      return;
    }
    answer.accept(
        profiles.set(evse, profile, room == null ? Optional.empty() : room.transactions.running()));
    profiles.apply(evses.values());
  }

  /** Answer where the pile cannot be limited at all. */
  static final String NOT_SUPPORTED = "NotSupported";

  void clearProfiles(ProfileStore.Filter filter, IntConsumer answer) {
    answer.accept(profiles.clear(filter));
    profiles.apply(evses.values());
  }

  void compositeSchedule(int evse, Duration duration, Consumer<Optional<LimitCurve>> answer) {
    if (evse == 0) {
      answer.accept(
          evses.isEmpty()
              ? Optional.empty()
              : Optional.of(profiles.stationSchedule(evses.values(), duration)));
    } else {
      answer.accept(Optional.ofNullable(evses.get(evse)).map(e -> profiles.schedule(e, duration)));
    }
  }

  void limit(int evse, LimitSource source, Optional<LimitCurve> limit) {
    LimitScope scope = evse == 0 ? LimitScope.STATION : LimitScope.EVSE;
    for (EvseRoom room : evses.values()) {
      if (evse == 0 || room.number() == evse) {
        limit.ifPresentOrElse(
            c -> room.limits.set(source, scope, c), () -> room.limits.clear(source, scope));
      }
    }
  }

  /** What an EVSE gets of a fuse, or of the station's own limit. */
  void share(int evse, LimitSource source, Optional<Limit> limit) {
    LimitScope scope =
        switch (source) {
          case LOCAL -> LimitScope.STATION;
          case CSMS_PROFILE -> LimitScope.SHARED;
          case GRID, FAIL_SAFE -> LimitScope.SITE;
          default -> LimitScope.EVSE;
        };
    Optional.ofNullable(evses.get(evse))
        .ifPresent(
            room ->
                limit.ifPresentOrElse(
                    l -> room.limits.set(source, scope, LimitCurve.constant(l)),
                    () -> room.limits.clear(source, scope)));
  }

  void sampleNow(int evse, Consumer<StationEvent.Sampled> answer) {
    EvseRoom room = evses.get(evse);
    answer.accept(
        new StationEvent.Sampled(
            context.now(),
            evse,
            room == null ? 0 : room.connector(),
            ReadingContext.TRIGGER,
            room == null
                ? List.of()
                : room.meter.sample(context.settings.measurands(Setting.SAMPLED_MEASURANDS))));
  }

  private static boolean limitable(Capabilities c) {
    return c.controllable() && !c.limitKinds().isEmpty();
  }
}
