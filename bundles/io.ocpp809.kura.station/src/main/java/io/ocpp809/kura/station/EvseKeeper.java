package io.ocpp809.kura.station;

import io.ocpp809.station.core.ChargingStation;
import io.ocpp809.station.mailbox.Mailbox;
import io.ocpp809.station.pile.PileReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.eclipse.kura.asset.Asset;
import org.eclipse.kura.asset.AssetConfiguration;
import org.eclipse.kura.configuration.ConfigurationService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an EVSE at its station: takes its number there, and begins to work as soon as the pile's
 * asset is there, anew whenever an asset or the form changes. A transaction runs on through all of
 * that. Only an EVSE that is deleted, or given to another station or number, ends it; its assets
 * are kept at work for that, and nothing else is done until it is over.
 */
final class EvseKeeper implements Claims.Claimant {
  /** How long something that is named but not there is waited for in silence, ms. */
  static final long PATIENCE_MILLIS = 10_000;

  /** Longest time that a transaction may need to be ended, ms; longer than its station takes. */
  static final long FAREWELL_MILLIS = 90_000;

  private static final Logger LOG = LoggerFactory.getLogger(EvseKeeper.class);

  final Slot<StationHost> host;
  final Slot<Asset> pile;
  final Slot<Asset> meter;
  final Slot<Asset> vehicle;
  final Slot<ConfigurationService> configuration;

  private final StationRuntime runtime;
  private final Mailbox mailbox;
  private final Notices notices = new Notices();
  private final AtomicBoolean rewiring = new AtomicBoolean();
  private final SoleUse alone;
  private final AssetDesk assets;
  private final Supervisor supervisor;
  private volatile String pid = "unnamed";
  private Optional<EvseSettings> settings = Optional.empty();
  private Optional<Seat> asked = Optional.empty();
  private Optional<Seat> seat = Optional.empty();
  private Optional<Served> served = Optional.empty();
  private volatile boolean stale;
  private volatile Optional<EvseSession> session = Optional.empty();
  private Runnable impatience = () -> {};
  private Optional<Boolean> over = Optional.empty();
  private boolean leaving;

  /** A place that the EVSE has taken. */
  private record Seat(StationHost host, String target, int number) {
    ChargingStation station() {
      return host.station();
    }
  }

  /** What a session was made from. */
  private record Served(
      Seat seat,
      EvseSettings settings,
      Optional<Asset> pile,
      Optional<Asset> meter,
      Optional<Asset> vehicle,
      Optional<String> site) {
    Supervisor.Place place() {
      return new Supervisor.Place(
          seat.host(), seat.number(), pile.flatMap(EvseKeeper::configuration));
    }
  }

  EvseKeeper(StationRuntime runtime) {
    this.runtime = runtime;
    this.mailbox =
        new Mailbox(
            runtime.pool(),
            runtime.scheduler(),
            e -> LOG.error("EVSE {}: {}", pid, e.toString(), e));
    this.host = new Slot<>(this::rewireSoon);
    this.pile = new Slot<>(this::rewireSoon);
    this.meter = new Slot<>(this::rewireSoon);
    this.vehicle = new Slot<>(this::rewireSoon);
    this.configuration = new Slot<>(this::makeAssets);
    this.alone = new SoleUse(runtime.claims(), this, notices);
    this.assets = new AssetDesk(runtime, mailbox, notices, configuration);
    this.supervisor =
        new Supervisor(new StepDesk(runtime, mailbox, notices, configuration), this::rewireSoon);
  }

  @Override
  public String pid() {
    return pid;
  }

  @Override
  public void freed() {
    stale = true;
    rewireSoon();
  }

  /** Something that this EVSE uses has come, gone or changed. */
  void rewireSoon() {
    if (rewiring.compareAndSet(false, true)) {
      mailbox.post(
          () -> {
            rewiring.set(false);
            rewire();
          });
    }
  }

  /** An asset has another configuration than before. */
  void assetChanged() {
    stale = true;
    rewireSoon();
  }

  private void makeAssets() {
    mailbox.post(assets::make);
  }

  /** Takes the form's attributes; those that cannot be used change nothing. */
  void configure(Map<String, Object> properties) {
    mailbox.post(
        () -> {
          pid = new Props(properties).pid();
          EvseDirectory.instance().put(pid, this);
          notices.pid(pid);
          try {
            EvseSettings next = EvseSettings.of(properties);
            StepDesk.Wish wish = supervisor.asked(new Props(properties));
            notices.tell("evse.config", Optional.empty());
            if (!settings.equals(Optional.of(next))) {
              settings = Optional.of(next);
              notices.tell("evse.rating", next.ratingFault());
              rewire();
              assets.order(orders(next));
              supervisor.forget();
            }
            supervisor.begin(
                wish, served.map(Served::settings), session, served.map(Served::place));
          } catch (IllegalArgumentException e) {
            String kept = settings.isPresent() ? "; the configuration before stays in force" : "";
            notices.tell("evse.config", Optional.of(e.getMessage() + kept));
            rewire();
          }
        });
  }

  /**
   * The EVSE's component ends.
   *
   * @param deleted whether its configuration was deleted; else it comes back
   */
  void end(boolean deleted) {
    if (!deleted) {
      session.ifPresent(EvseSession::close);
    }
    mailbox.post(
        () -> {
          over = Optional.of(deleted);
          assets.close();
          if (leaving) {
            return;
          }
          if (deleted && seat.isPresent()) {
            leave();
            return;
          }
          seat.ifPresent(
              s -> {
                s.station().detach(s.number());
                release(s, false);
              });
          finish();
        });
  }

  private void finish() {
    EvseDirectory.instance().remove(this);
    close();
    alone.release();
    withdraw();
    notices.show(Optional.empty(), 0);
    if (over.filter(d -> d).isPresent()) {
      assets.discard();
    }
    mailbox.close();
  }

  /** The pile has said something. */
  private void watch(PileReport report) {
    served.map(Served::place).ifPresent(p -> supervisor.watch(report, p));
  }

  private void close() {
    impatience.run();
    supervisor.abort();
    session.ifPresent(EvseSession::close);
    session = Optional.empty();
    served = Optional.empty();
  }

  /** Leaves the line for a number that this EVSE has not got. */
  private void withdraw() {
    asked.ifPresent(a -> a.host().release(a.number(), this, false));
    asked = Optional.empty();
  }

  private void release(Seat s, boolean forGood) {
    seat = Optional.empty();
    s.host().release(s.number(), this, forGood);
  }

  private void rewire() {
    if (leaving || over.isPresent()) {
      return;
    }
    Optional<StationHost> there = host.get();
    if (seat.isPresent() && moved(seat.get(), there)) {
      leave();
      return;
    }
    if (seat.isPresent() && there.isPresent() && there.get() != seat.get().host()) {
      close();
      release(seat.get(), false);
    }
    if (settings.isEmpty()) {
      notices.show(there.map(StationHost::station), 0);
    } else if (there.isEmpty()) {
      notices.show(Optional.empty(), 0);
      impatience.run();
      impatience = mailbox.after(PATIENCE_MILLIS, this::missStation);
    } else {
      notices.tell("evse.station", Optional.empty());
      take(there.get(), settings.get());
    }
  }

  /**
   * Whether the form names another place than the EVSE has. A station of the same name is the same
   * one, started anew; none at all is one that restarts, unless the form names another.
   */
  private boolean moved(Seat s, Optional<StationHost> there) {
    if (settings.isEmpty()) {
      return false;
    }
    boolean elsewhere =
        there
            .map(h -> !h.station().name().equals(s.station().name()))
            .orElse(!settings.get().stationTarget().equals(s.target()));
    return elsewhere || settings.get().options().evse() != s.number();
  }

  private void leave() {
    leaving = true;
    Seat s = seat.orElseThrow();
    Runnable[] bound = {() -> {}};
    Runnable once = () -> mailbox.post(() -> left(s, bound[0]));
    bound[0] = mailbox.after(FAREWELL_MILLIS, () -> left(s, () -> {}));
    s.station().remove(s.number(), once);
  }

  private void left(Seat s, Runnable cancelBound) {
    cancelBound.run();
    if (!leaving) {
      return;
    }
    leaving = false;
    close();
    alone.release();
    release(s, true);
    if (over.isPresent()) {
      finish();
    } else {
      rewire();
    }
  }

  private void missStation() {
    if (over.isPresent() || leaving || host.get().isPresent()) {
      return;
    }
    seat.ifPresent(s -> close());
    notices.tell(
        "evse.station",
        settings.map(
            s ->
                s.stationTarget().equals(EvseSettings.NOTHING) || s.stationTarget().isEmpty()
                    ? "Station.target: no station is chosen; this EVSE does nothing"
                    : "Station.target: there is no station " + s.stationTarget()));
  }

  private void take(StationHost station, EvseSettings s) {
    Seat wanted = new Seat(station, s.stationTarget(), s.options().evse());
    if (seat.isEmpty()) {
      if (!asked.equals(Optional.of(wanted))) {
        withdraw();
      }
      Optional<String> other = station.claim(wanted.number(), this);
      asked = Optional.of(wanted).filter(w -> other.isPresent());
      notices.show(Optional.of(station.station()), other.isPresent() ? 0 : wanted.number());
      notices.tell(
          "evse.number",
          other.map(
              o ->
                  "evse.number: "
                      + wanted.number()
                      + " belongs to "
                      + o
                      + "; choose another number"));
      if (other.isPresent()) {
        return;
      }
    }
    seat = Optional.of(wanted);
    EvseSettings mine =
        supervisor.apply(
            s, station, wanted.number(), pile.get().flatMap(EvseKeeper::configuration));
    station.seat(wanted.number(), mine.member());
    Served next = new Served(wanted, mine, pile.get(), meter.get(), vehicle.get(), station.site());
    if (stale || !served.equals(Optional.of(next))) {
      stale = false;
      serve(wanted, mine);
      served = Optional.of(next);
    }
  }

  private void serve(Seat place, EvseSettings s) {
    boolean worked = session.isPresent();
    close();
    impatience = mailbox.after(PATIENCE_MILLIS, this::missAssets);
    notices.tell(
        "pile.unprotected",
        Optional.of(
                "unprotected: the pile, "
                    + s.template().vendor()
                    + " "
                    + s.template().model()
                    + ", has no watchdog: when the gateway falls silent it keeps its last limit. It"
                    + " counts with its full rating against the fuse")
            .filter(t -> s.capabilities().controllable() && !s.capabilities().isProtected()));
    notices.tell(
        "pile.read-only",
        Optional.of(
                "supervised: the template is of confidence B or C, so the pile is read only and"
                    + " takes no limit, until a limit step has passed with this template at this"
                    + " pile. Standing at the pile, choose one under supervise")
            .filter(t -> s.capabilities().readOnly()));
    Optional<Asset> asset = pile.get();
    Optional<AssetConfiguration> has = asset.flatMap(EvseKeeper::configuration);
    Optional<EvseSettings> mine = has.flatMap(a -> alone.take(s, a, place.host().site()));
    if (mine.isPresent()) {
      notices.tell("evse.asset-missing", Optional.empty());
      AssetCheck.of(s, has.get(), meter.get().flatMap(EvseKeeper::configuration))
          .forEach(notices::tell);
      session =
          Optional.of(
              new EvseSession(
                  mine.get(),
                  place.station(),
                  runtime,
                  place.host().site().isPresent(),
                  new EvseSession.Assets(asset.get(), meter.get(), vehicle.get()),
                  notices,
                  report -> {
                    if (!s.template().trusted()) {
                      mailbox.post(() -> watch(report));
                    }
                  }));
    } else if (worked) {
      place.station().detach(place.number());
    }
  }

  private static Optional<AssetConfiguration> configuration(Asset asset) {
    return Optional.ofNullable(asset.getAssetConfiguration());
  }

  private void missAssets() {
    if (over.isPresent() || leaving || settings.isEmpty()) {
      return;
    }
    EvseSettings s = settings.get();
    notices.tell(
        "evse.asset-missing",
        pile.get().isPresent()
            ? Optional.empty()
            : Optional.of(missing("PileAsset.target", s.pileTarget())));
    notices.tell(
        "evse.meter-missing",
        meter.get().isPresent() || !s.metered()
            ? Optional.empty()
            : Optional.of(missing("MeterAsset.target", s.meterTarget()) + "; nothing is billed"));
  }

  private static String missing(String attribute, String target) {
    return target.isEmpty() || target.equals(EvseSettings.NOTHING)
        ? attribute + ": no asset is chosen, and none is made"
        : attribute + ": there is no asset " + target;
  }

  private static List<AssetOrder> orders(EvseSettings s) {
    return Stream.of(s.pileOrder(), s.meterOrder()).flatMap(Optional::stream).toList();
  }

  /** What the pile's channels show now; empty while the EVSE does not work. */
  Optional<PileLook> look() {
    return session.map(EvseSession::look);
  }

  /** The timers of the gateway's EVSEs. */
  ScheduledExecutorService scheduler() {
    return runtime.scheduler();
  }

  /** What is said about this EVSE now, by the name of the finding. */
  Map<String, String> said() {
    return notices.all();
  }
}
