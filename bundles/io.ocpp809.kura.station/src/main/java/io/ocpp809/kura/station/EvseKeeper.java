package io.ocpp809.kura.station;

import io.ocpp809.station.mailbox.Mailbox;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.eclipse.kura.asset.Asset;
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
  private final Tenancy tenancy;
  private final EvseWork work;
  private final Patience patience;
  private volatile String pid = "unnamed";
  private Optional<EvseSettings> settings = Optional.empty();
  private Optional<Boolean> over = Optional.empty();

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
    this.tenancy = new Tenancy(this, mailbox);
    this.work = new EvseWork(runtime, mailbox, notices, alone, supervisor);
    this.patience = new Patience(mailbox);
  }

  @Override
  public String pid() {
    return pid;
  }

  @Override
  public void freed() {
    work.stale();
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
    work.stale();
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
            work.supervise(wish);
          } catch (IllegalArgumentException e) {
            String kept = settings.isPresent() ? "; the configuration before stays in force" : "";
            notices.tell("evse.config", Optional.of(e.getMessage() + kept));
            rewire();
          }
        });
  }

  /**
   * The EVSE's component ends. As soon as this returns the component runtime takes every service
   * away.
   *
   * @param deleted whether its configuration was deleted; else it comes back
   */
  void end(boolean deleted) {
    assets.keepService();
    if (!deleted) {
      work.silence();
    }
    mailbox.post(
        () -> {
          over = Optional.of(deleted);
          assets.close();
          if (tenancy.leaving()) {
            return;
          }
          if (deleted && tenancy.place().isPresent()) {
            tenancy.leave(this::gone);
            return;
          }
          tenancy.place().ifPresent(p -> p.station().detach(p.number()));
          tenancy.release(false);
          finish();
        });
  }

  private void finish() {
    EvseDirectory.instance().remove(this);
    close();
    alone.release();
    tenancy.withdraw();
    notices.show(Optional.empty(), 0);
    if (over.filter(d -> d).isPresent()) {
      assets.discard();
    }
    mailbox.close();
  }

  private void close() {
    patience.end();
    work.end();
  }

  private void rewire() {
    if (tenancy.leaving() || over.isPresent()) {
      return;
    }
    Optional<StationHost> there = host.get();
    if (settings.filter(s -> tenancy.moved(s, there)).isPresent()) {
      tenancy.leave(this::gone);
      return;
    }
    if (tenancy.restarted(there)) {
      close();
      tenancy.release(false);
    }
    if (settings.isEmpty()) {
      notices.show(there.map(StationHost::station), 0);
    } else if (there.isEmpty()) {
      notices.show(Optional.empty(), 0);
      patience.begin(this::missStation);
    } else {
      notices.tell("evse.station", Optional.empty());
      take(there.get(), settings.get());
    }
  }

  /** The EVSE's transaction at its place is over, and its place is free for others. */
  private void gone() {
    close();
    alone.release();
    tenancy.release(true);
    if (over.isPresent()) {
      finish();
    } else {
      rewire();
    }
  }

  private void take(StationHost station, EvseSettings s) {
    EvsePlace wanted = new EvsePlace(station, s.stationTarget(), s.options().evse());
    if (tenancy.place().isEmpty() && !given(wanted)) {
      return;
    }
    tenancy.take(wanted);
    EvseAssets there = new EvseAssets(pile.get(), meter.get(), vehicle.get());
    EvseSettings mine = supervisor.apply(s, station, wanted.number(), there.pileConfiguration());
    station.seat(wanted.number(), mine.member());
    EvseWork.Basis next = new EvseWork.Basis(wanted, mine, there, station.site());
    if (work.differs(next)) {
      patience.begin(this::missAssets);
      work.begin(next);
    }
  }

  private boolean given(EvsePlace wanted) {
    Optional<String> other = tenancy.ask(wanted);
    notices.show(Optional.of(wanted.station()), other.isPresent() ? 0 : wanted.number());
    notices.tell(
        "evse.number",
        other.map(
            o ->
                "evse.number: "
                    + wanted.number()
                    + " belongs to "
                    + o
                    + "; choose another number"));
    return other.isEmpty();
  }

  private void missStation() {
    if (over.isPresent() || tenancy.leaving() || host.get().isPresent()) {
      return;
    }
    if (tenancy.place().isPresent()) {
      close();
    }
    notices.tell(
        "evse.station",
        settings.map(
            s ->
                s.stationTarget().equals(EvseSettings.NOTHING) || s.stationTarget().isEmpty()
                    ? "Station.target: no station is chosen; this EVSE does nothing"
                    : "Station.target: there is no station " + s.stationTarget()));
  }

  private void missAssets() {
    if (over.isPresent() || tenancy.leaving() || settings.isEmpty()) {
      return;
    }
    new EvseAssets(pile.get(), meter.get(), vehicle.get())
        .missing(settings.get())
        .forEach(notices::tell);
  }

  private static List<AssetOrder> orders(EvseSettings s) {
    return Stream.of(s.pileOrder(), s.meterOrder()).flatMap(Optional::stream).toList();
  }

  /** What the pile's channels show now; empty while the EVSE does not work. */
  Optional<PileLook> look() {
    return work.session().map(EvseSession::look);
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
