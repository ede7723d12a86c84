package io.ocpp809.station.core;

import io.ocpp809.station.Answers.AvailabilityAnswer;
import io.ocpp809.station.Answers.ResetKind;
import io.ocpp809.station.Answers.UnlockAnswer;
import io.ocpp809.station.Answers.Verdict;
import io.ocpp809.station.Station;
import io.ocpp809.station.StationEvent;
import io.ocpp809.station.StationListener;
import io.ocpp809.station.StationView;
import io.ocpp809.station.auth.Authorization;
import io.ocpp809.station.auth.IdToken;
import io.ocpp809.station.auth.LocalListEntry;
import io.ocpp809.station.journal.Journal;
import io.ocpp809.station.journal.OpenTransactions;
import io.ocpp809.station.journal.TransactionEvent.Ended;
import io.ocpp809.station.journal.TransactionEvent.Metered;
import io.ocpp809.station.journal.TransactionEvent.Retained;
import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitCurve;
import io.ocpp809.station.limit.LimitSource;
import io.ocpp809.station.pile.PilePort;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.port.CsmsPort;
import io.ocpp809.station.profile.ChargingProfile;
import io.ocpp809.station.profile.ProfileStore;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.ReadingContext;
import io.ocpp809.station.settings.Setting;
import io.ocpp809.station.settings.Settings;
import io.ocpp809.station.site.SeatedStation;
import io.ocpp809.station.time.EventTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * A charging station: takes requests and reports into its mailbox and hands them to its rooms. It
 * does no I/O and has no thread; all of that comes with {@link StationPorts}.
 */
public final class ChargingStation implements Station, SeatedStation {

  /** Time to close the gate of a pile that goes for good, ms. */
  private static final long FAREWELL_MILLIS = 2_000;

  private final StationContext context;
  private final StationRequests requests;
  private final JournalWriter journal;
  private final Authorizer authorizer;
  private final ProfileRoom profiles;
  private final Sampler sampler;
  private final EvseRooms evses;
  private final LeaseKeeper leases;
  private final OwnShare ownShare;
  private final Farewells farewells = new Farewells();
  private volatile StationView view;
  private volatile boolean closed;

  /**
   * Makes a station and takes up what an earlier run left: open transactions wait for their pile.
   *
   * @param options its configuration
   * @param ports what it needs from outside
   */
  public ChargingStation(StationOptions options, StationPorts ports) {
    this.context = new StationContext(options, ports, this::settingsChanged);
    OpenTransactions transactions = new OpenTransactions(ports.journal());
    this.journal = new JournalWriter(context, transactions);
    this.authorizer = new Authorizer(context);
    this.profiles = new ProfileRoom(context);
    this.evses = new EvseRooms(context, authorizer, journal, profiles, transactions.left());
    this.sampler = new Sampler(context, evses.all());
    this.requests = new StationRequests(context, evses.byNumber(), authorizer, profiles);
    this.leases = new LeaseKeeper(context);
    this.ownShare = new OwnShare(context, this);
    this.view = StationViews.of(context, journal, true, List.of());
    context.listen(this::onEvent);
    context.mailbox.post(this::lease);
    context.mailbox.post(sampler::start);
  }

  private void onEvent(StationEvent event) {
    if (event instanceof StationEvent.FindingChanged) {
      publish();
    }
    if (event instanceof StationEvent.Transaction t && t.event() instanceof Ended e) {
      profiles.ended(e.transactionId());
    }
    // A reading changes no profile and no share.
    if (event instanceof StationEvent.Transaction t
        && !(t.event() instanceof Metered || t.event() instanceof Retained)) {
      context.mailbox.post(
          () -> {
            profiles.apply(evses.all());
            publish();
            ownShare.nudge();
          });
    }
  }

  private void settingsChanged() {
    context.mailbox.post(
        () -> {
          evses.all().forEach(e -> e.transactions.settingsChanged());
          sampler.start();
        });
  }

  private void lease() {
    if (!closed) {
      context.mailbox.after(LeaseKeeper.EVERY_MILLIS, this::lease);
      evses.all().forEach(leases::renew);
      profiles.followClock(evses.all());
      ownShare.follow(profiles);
      publish();
    }
  }

  private void publish() {
    view = StationViews.of(context, journal, requests.operative(), evses.all());
  }

  private void post(Runnable task) {
    context.mailbox.post(
        () -> {
          task.run();
          publish();
        });
  }

  /**
   * Takes an EVSE in, or gives one that is there a new configuration or a new pile; a running
   * transaction goes on.
   *
   * @param options its configuration
   * @param pile the way to its pile
   */
  public void attach(EvseOptions options, PilePort pile) {
    attach(options, pile, false);
  }

  /**
   * As {@link #attach(EvseOptions, PilePort)}, for a pile that shares the fuse of a site.
   *
   * @param sited whether nothing is written to the pile before a limit of source FUSE is set
   */
  public void attach(EvseOptions options, PilePort pile, boolean sited) {
    post(
        () -> {
          EvseRoom room = evses.take(options);
          profiles.apply(evses.all());
          room.limits.await(LimitSource.FUSE, sited);
          room.attach(pile);
          ownShare.apply(evses.all(), profiles);
          leases.begin(room);
        });
  }

  /**
   * Lets the pile of an EVSE go that comes back: its transaction stays open, and counts as not
   * reachable until then.
   */
  public void detach(int evse) {
    post(() -> evses.find(evse).ifPresent(EvseRoom::detach));
  }

  /**
   * Takes an EVSE out for good. Nothing starts there any more; a running transaction is stopped as
   * any other: the pile is paused, its current is gone or 10 s are over (60 s if the pile is
   * silent), the register is read, the end is on disk. Reports and the pile are needed until then.
   *
   * @param evse number of the EVSE
   * @param gone called once, when its pile may be let go, or when the station closes before that;
   *     on any thread
   */
  public void remove(int evse, Runnable gone) {
    Runnable told = farewells.await(gone);
    post(
        () ->
            evses
                .leaving(evse)
                .ifPresentOrElse(
                    room ->
                        room.leave(
                            () ->
                                context.mailbox.after(FAREWELL_MILLIS, () -> removed(evse, told))),
                    told));
  }

  private void removed(int evse, Runnable gone) {
    evses.remove(evse);
    ownShare.leave(evse);
    publish();
    gone.run();
  }

  /** Takes in what a pile says. */
  public void report(int evse, PileReport report) {
    post(() -> evses.find(evse).ifPresent(e -> e.report(report)));
  }

  /** Makes a changed configuration of the station take effect; nothing running is lost. */
  public void reconfigure(StationOptions options) {
    post(
        () -> {
          context.options(options);
          ownShare.apply(evses.all(), profiles);
        });
  }

  /** Raises or clears a finding of the south, such as an asset that cannot be used. */
  @Override
  public void finding(String id, int evse, Optional<String> text) {
    post(
        () -> text.ifPresentOrElse(t -> context.raise(id, evse, t), () -> context.clear(id, evse)));
  }

  /**
   * Stops working; what runs at the piles goes on until their watchdogs, transactions stay open.
   */
  public void close() {
    closed = true;
    ownShare.close();
    context.mailbox.close();
    farewells.end();
  }

  @Override
  public String name() {
    return context.options().name();
  }

  @Override
  public StationView view() {
    return view;
  }

  @Override
  public AutoCloseable listen(StationListener listener) {
    return context.listen(listener);
  }

  @Override
  public Journal journal() {
    return context.ports.journal();
  }

  @Override
  public Settings settings() {
    return context.settings;
  }

  @Override
  public EventTime now() {
    return context.now();
  }

  @Override
  public AutoCloseable connect(CsmsPort csms) {
    context.csms(csms);
    return () -> {
      if (context.isCsms(csms)) {
        context.csms(null);
      }
    };
  }

  @Override
  public boolean online() {
    return context.csms().filter(CsmsPort::online).isPresent();
  }

  @Override
  public void clockOffset(long offsetMillis) {
    context.offset(offsetMillis);
    context.mailbox.post(sampler::start);
  }

  @Override
  public void present(int evse, IdToken token, Consumer<Verdict> answer) {
    post(() -> requests.present(evse, token, answer));
  }

  @Override
  public void remoteStart(
      OptionalInt evse,
      IdToken token,
      OptionalInt remoteStartId,
      Optional<ChargingProfile> profile,
      Consumer<Verdict> answer) {
    post(() -> requests.remoteStart(evse, token, remoteStartId, profile, answer));
  }

  @Override
  public void remoteStop(String transactionId, Consumer<Verdict> answer) {
    post(() -> requests.remoteStop(transactionId, answer));
  }

  @Override
  public void authorized(String transactionId, IdToken token, Authorization authorization) {
    post(() -> requests.authorized(transactionId, token, authorization));
  }

  @Override
  public void changeAvailability(int evse, boolean operative, Consumer<AvailabilityAnswer> answer) {
    post(() -> requests.changeAvailability(evse, operative, answer));
  }

  @Override
  public void unlock(int evse, int connector, Consumer<UnlockAnswer> answer) {
    post(() -> requests.unlock(evse, connector, answer));
  }

  @Override
  public void reset(ResetKind kind, Consumer<Verdict> answer) {
    post(() -> requests.reset(kind, answer));
  }

  @Override
  public void clearCache(Consumer<Verdict> answer) {
    post(() -> requests.clearCache(answer));
  }

  @Override
  public int localListVersion() {
    return authorizer.listVersion();
  }

  @Override
  public void sendLocalList(
      int version, boolean full, List<LocalListEntry> entries, Consumer<String> answer) {
    post(() -> requests.sendLocalList(version, full, entries, answer));
  }

  @Override
  public void setProfile(int evse, ChargingProfile profile, Consumer<String> answer) {
    context.mailbox.urgent(
        () -> {
          requests.setProfile(evse, profile, answer);
          ownShare.apply(evses.all(), profiles);
          publish();
        });
  }

  @Override
  public void clearProfiles(ProfileStore.Filter filter, IntConsumer answer) {
    post(
        () -> {
          requests.clearProfiles(filter, answer);
          ownShare.apply(evses.all(), profiles);
        });
  }

  @Override
  public void compositeSchedule(
      int evse, Duration duration, Consumer<Optional<LimitCurve>> answer) {
    post(() -> requests.compositeSchedule(evse, duration, answer));
  }

  @Override
  public void limit(int evse, LimitSource source, Optional<LimitCurve> limit) {
    context.mailbox.urgent(
        () -> {
          requests.limit(evse, source, limit);
          publish();
        });
  }

  @Override
  public void share(int evse, LimitSource source, Optional<Limit> limit) {
    context.mailbox.urgent(
        () -> {
          requests.share(evse, source, limit);
          publish();
        });
  }

  @Override
  public void planned(int evse, LimitSource source) {
    leases.planned(evse, source);
  }

  @Override
  public void sampleNow(int evse, Consumer<StationEvent.Sampled> answer) {
    post(
        () -> {
          if (evse == 0) {
            List<Measurand> wanted = context.settings.measurands(Setting.SAMPLED_MEASURANDS);
            answer.accept(
                new StationEvent.Sampled(
                    context.now(), 0, 0, ReadingContext.TRIGGER, sampler.total(wanted)));
          } else {
            requests.sampleNow(evse, answer);
          }
        });
  }
}
