package io.ocpp809.kura.station;

import io.ocpp809.station.core.LimitStep;
import io.ocpp809.station.pile.PileReport;
import java.util.Optional;
import org.eclipse.kura.asset.AssetConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether a pile of confidence B or C may be written: begins its supervised limit step when
 * the form asks for it, and remembers at which pile it has passed. Lives in the EVSE's mailbox.
 */
final class Supervisor {
  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

  private static final long LOOK_MILLIS = 5_000;

  private final StepDesk steps;
  private final Runnable changed;
  private Supervision known = Supervision.NONE;
  private long lookedAtMillis = -LOOK_MILLIS;

  /**
   * Where a pile is served.
   *
   * @param host its station
   * @param number of the EVSE there
   * @param asset the pile's asset
   */
  record Place(StationHost host, int number, Optional<AssetConfiguration> asset) {}

  /**
   * Makes a supervisor.
   *
   * @param changed called when a pile may be written from now on
   */
  Supervisor(StepDesk steps, Runnable changed) {
    this.steps = steps;
    this.changed = changed;
  }

  /** As {@link StepDesk#asked}. */
  StepDesk.Wish asked(Props form) {
    return steps.asked(form);
  }

  /** As {@link StepDesk#forget}. */
  void forget() {
    steps.forget();
  }

  /** The settings as what is remembered of the pile lets them be. */
  EvseSettings apply(
      EvseSettings s, StationHost host, int number, Optional<AssetConfiguration> asset) {
    known = Supervision.of(host.memory(), number);
    asset.ifPresent(a -> look(new Place(host, number, asset)));
    return known.covers(s.template(), outlet(s, asset)) ? s.afterStep() : s;
  }

  private static Optional<String> outlet(EvseSettings s, Optional<AssetConfiguration> asset) {
    return asset.map(a -> AssetCheck.outlet(s.pileTarget(), a));
  }

  /** Begins a step, or says why there is none. */
  void begin(
      StepDesk.Wish wish,
      Optional<EvseSettings> served,
      Optional<EvseSession> session,
      Optional<Place> place) {
    if (wish == StepDesk.Wish.OFF || steps.busy()) {
      return;
    }
    Optional<PileReport> newest = session.flatMap(EvseSession::newest);
    if (newest.isEmpty() || served.isEmpty() || place.isEmpty()) {
      steps.cannot("the pile's asset is not there, or the pile has not answered yet");
      return;
    }
    EvseSettings s = served.get();
    if (!s.capabilities().readOnly()) {
      steps.cannot("this pile may be written already");
      return;
    }
    LimitStep step =
        new LimitStep(
            wish == StepDesk.Wish.CHARGING,
            s.capabilities(),
            s.options(),
            EvseSettings.NOMINAL_VOLTAGE,
            steps::say);
    steps.begin(step, session.get().port(), newest.get(), serial -> passed(s, place.get(), serial));
  }

  private void passed(EvseSettings s, Place place, String serial) {
    String outlet = outlet(s, place.asset()).orElse("");
    String driver = place.asset().map(AssetConfiguration::getDriverPid).orElse("");
    steps.endpoint(
        driver,
        endpoint -> {
          new Supervision(s.template().digest(), outlet, serial.replace('\n', ' '), endpoint)
              .keep(place.host().memory(), place.number());
          changed.run();
        });
  }

  /** Looks whether the driver still leads to where the step was made, each five seconds. */
  private void look(Place place) {
    long now = steps.now();
    String driver = place.asset().map(AssetConfiguration::getDriverPid).orElse("");
    if (known.equals(Supervision.NONE) || now - lookedAtMillis < LOOK_MILLIS) {
      return;
    }
    lookedAtMillis = now;
    steps.endpoint(
        driver,
        endpoint -> {
          if (known.otherWay(endpoint)) {
            LOG.warn("EVSE {}: its driver leads to another pile: {}", place.number(), endpoint);
            forget(place);
          }
        });
  }

  private void forget(Place place) {
    known = Supervision.NONE;
    known.keep(place.host().memory(), place.number());
    changed.run();
  }

  /** Looks at what the pile says: one with another serial number has not made its step. */
  void watch(PileReport report, Place place) {
    steps.report(report);
    if (known.otherPile(report.identity().serial())) {
      LOG.warn("EVSE {}: not the pile that has made its limit step", place.number());
      forget(place);
    } else {
      look(place);
    }
  }

  /** The way to the pile goes. */
  void abort() {
    steps.abort("the form or an asset has changed");
  }
}
