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
import io.ocpp809.station.journal.OpenTransactions.Open;
import io.ocpp809.station.journal.TransactionEvent.Ended;
import io.ocpp809.station.limit.LimitCurve;
import io.ocpp809.station.limit.LimitSource;
import io.ocpp809.station.pile.PilePort;
import io.ocpp809.station.pile.PileReport;
import io.ocpp809.station.port.CsmsPort;
import io.ocpp809.station.profile.ChargingProfile;
import io.ocpp809.station.profile.ProfileStore;
import io.ocpp809.station.settings.Settings;
import io.ocpp809.station.time.EventTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * A charging station: takes requests and reports into its mailbox and hands them to its rooms. It
 * does no I/O and has no thread; all of that comes with {@link StationPorts}.
 */
public final class ChargingStation implements Station {
  private static final long LEASE_EVERY_MILLIS = 2_500;
  private static final Duration LEASE = Duration.ofSeconds(10);

  private final StationContext context;
  private final StationRequests requests;
  private final JournalWriter journal;
  private final Authorizer authorizer;
  private final ProfileRoom profiles;
  private final Sampler sampler;
  private final TreeMap<Integer, EvseRoom> evses = new TreeMap<>();
  private final Map<Integer, Open> open;
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
    this.journal = new JournalWriter(context);
    this.authorizer = new Authorizer(context);
    this.profiles = new ProfileRoom(context);
    this.open = OpenTransactions.of(ports.journal());
    this.sampler = new Sampler(context, evses.values());
    this.requests = new StationRequests(context, evses, authorizer, profiles);
    this.view = StationViews.of(context, journal, true, List.of());
    context.listen(this::onEvent);
    context.mailbox.post(this::lease);
    context.mailbox.post(sampler::start);
  }

  private void onEvent(StationEvent event) {
    if (event instanceof StationEvent.Transaction t && t.event() instanceof Ended e) {
      profiles.ended(e.transactionId());
    }
    if (event instanceof StationEvent.Transaction) {
      context.mailbox.post(() -> profiles.apply(evses.values()));
    }
  }

  private void settingsChanged() {
    context.mailbox.post(
        () -> {
          evses.values().forEach(e -> e.transactions.settingsChanged());
          sampler.start();
        });
  }

  private void lease() {
    if (!closed) {
      evses.values().forEach(e -> e.renewLease(LEASE));
      evses.values().forEach(EvseRoom::refresh);
      evses.values().forEach(e -> e.transactions.tick());
      publish();
      context.mailbox.after(LEASE_EVERY_MILLIS, this::lease);
    }
  }

  private void publish() {
    view = StationViews.of(context, journal, requests.operative(), evses.values());
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
          EvseRoom room = evses.get(options.evse());
          if (room == null) {
            Optional<Open> left = Optional.ofNullable(open.remove(options.evse()));
            room = new EvseRoom(context, options, authorizer, journal, left);
            evses.put(options.evse(), room);
          } else {
            room.options(options);
          }
          profiles.apply(evses.values());
          requests.applyStationLimit();
          room.limits.sited(sited);
          room.attach(pile);
        });
  }

  /**
   * Lets the pile of an EVSE go.
   *
   * @param evse number of the EVSE
   * @param forGood true if the EVSE is deleted: its transaction is ended; false if it comes back
   */
  public void detach(int evse, boolean forGood) {
    post(
        () -> {
          EvseRoom room = evses.get(evse);
          if (room != null && forGood) {
            room.remove();
            evses.remove(evse);
          }
          if (room != null) {
            room.detach();
          }
        });
  }

  /** Takes in what a pile says. */
  public void report(int evse, PileReport report) {
    post(() -> Optional.ofNullable(evses.get(evse)).ifPresent(e -> e.report(report)));
  }

  /** Makes a changed configuration of the station take effect; nothing running is lost. */
  public void reconfigure(StationOptions options) {
    post(
        () -> {
          context.options(options);
          requests.applyStationLimit();
        });
  }

  /** Raises or clears a finding of the south, such as an asset that cannot be used. */
  public void finding(String id, int evse, Optional<String> text) {
    post(
        () -> text.ifPresentOrElse(t -> context.raise(id, evse, t), () -> context.clear(id, evse)));
  }

  /**
   * Stops working; what runs at the piles goes on until their watchdogs, transactions stay open.
   */
  public void close() {
    closed = true;
    context.mailbox.close();
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
  public void clockOffset(long offsetMillis) {
    context.offset(offsetMillis);
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
    return authorizer.list().version();
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
          publish();
        });
  }

  @Override
  public void clearProfiles(ProfileStore.Filter filter, IntConsumer answer) {
    post(() -> requests.clearProfiles(filter, answer));
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
  public void sampleNow(int evse, Consumer<StationEvent.Sampled> answer) {
    post(() -> requests.sampleNow(evse, answer));
  }
}
