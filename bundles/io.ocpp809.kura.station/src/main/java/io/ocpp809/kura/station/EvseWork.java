package io.ocpp809.kura.station;

import io.ocpp809.station.mailbox.Mailbox;
import io.ocpp809.station.pile.PileReport;
import java.util.Optional;
import org.eclipse.kura.asset.AssetConfiguration;

/**
 * An EVSE's work at its place: a session that begins anew whenever something that it was made from
 * has changed. Lives in the EVSE's mailbox.
 */
final class EvseWork {
  private final StationRuntime runtime;
  private final Mailbox mailbox;
  private final Notices notices;
  private final SoleUse alone;
  private final Supervisor supervisor;
  private Optional<Basis> basis = Optional.empty();
  private volatile boolean stale;
  private volatile Optional<EvseSession> session = Optional.empty();

  /**
   * What a session is made from.
   *
   * @param place where it works
   * @param settings what the form says, and what is remembered of the pile
   * @param assets what it works with
   * @param site filter of the site, if the station has one
   */
  record Basis(EvsePlace place, EvseSettings settings, EvseAssets assets, Optional<String> site) {
    private Supervisor.Place supervised() {
      return new Supervisor.Place(place.host(), place.number(), assets.pileConfiguration());
    }
  }

  EvseWork(
      StationRuntime runtime,
      Mailbox mailbox,
      Notices notices,
      SoleUse alone,
      Supervisor supervisor) {
    this.runtime = runtime;
    this.mailbox = mailbox;
    this.notices = notices;
    this.alone = alone;
    this.supervisor = supervisor;
  }

  /** It has to begin anew, whether its basis changes or not; from any thread. */
  void stale() {
    stale = true;
  }

  /** Whether it has to begin, or to begin anew, with that. */
  boolean differs(Basis next) {
    return stale || !basis.equals(Optional.of(next));
  }

  /** Begins with that, as far as the assets let it. */
  void begin(Basis next) {
    stale = false;
    boolean worked = session.isPresent();
    end();
    PileNotices.of(next.settings()).forEach(notices::tell);
    Optional<AssetConfiguration> has = next.assets().pileConfiguration();
    Optional<EvseSettings> mine = has.flatMap(a -> alone.take(next.settings(), a, next.site()));
    if (mine.isPresent()) {
      notices.tell("evse.asset-missing", Optional.empty());
      AssetCheck.of(next.settings(), has.get(), next.assets().meterConfiguration())
          .forEach(notices::tell);
      session = Optional.of(session(next, mine.get()));
    } else if (worked) {
      next.place().station().detach(next.place().number());
    }
    basis = Optional.of(next);
  }

  private EvseSession session(Basis b, EvseSettings mine) {
    boolean watched = !b.settings().template().trusted();
    return new EvseSession(
        mine,
        b.place().station(),
        runtime,
        b.site().isPresent(),
        new EvseSession.Assets(
            b.assets().pile().orElseThrow(), b.assets().meter(), b.assets().vehicle()),
        notices,
        report -> {
          if (watched) {
            mailbox.post(() -> watch(report));
          }
        });
  }

  /** The pile has said something. */
  private void watch(PileReport report) {
    basis.map(Basis::supervised).ifPresent(p -> supervisor.watch(report, p));
  }

  /** Begins the supervised limit step that the form asks for, or says why there is none. */
  void supervise(StepDesk.Wish wish) {
    supervisor.begin(wish, basis.map(Basis::settings), session, basis.map(Basis::supervised));
  }

  /** Ends; the station keeps what it knows of the EVSE. */
  void end() {
    supervisor.abort();
    silence();
    session = Optional.empty();
    basis = Optional.empty();
  }

  /** Neither hears nor says anything any more; from any thread. */
  void silence() {
    session.ifPresent(EvseSession::close);
  }

  /** The session, while it works. */
  Optional<EvseSession> session() {
    return session;
  }
}
