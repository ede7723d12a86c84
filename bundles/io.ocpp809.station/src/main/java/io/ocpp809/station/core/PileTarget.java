package io.ocpp809.station.core;

import io.ocpp809.station.limit.Limit;
import io.ocpp809.station.limit.LimitLedger;
import io.ocpp809.station.limit.LimitLedger.InForce;
import io.ocpp809.station.pile.Capabilities;
import io.ocpp809.station.pile.Capabilities.LimitKind;
import io.ocpp809.station.pile.PileCommand;
import io.ocpp809.station.reading.Measurand;
import io.ocpp809.station.reading.Phase;
import io.ocpp809.station.reading.Reading;
import java.util.List;
import java.util.Optional;

/**
 * What the limit in force comes to at the pile of one EVSE: with the phases that its vehicle uses,
 * in the pile's steps, and 0 below its technical minimum.
 */
final class PileTarget {
  private final StationContext context;
  private final LimitLedger ledger;
  private Capabilities capabilities;
  private boolean held;
  private int phasesOfPile;
  private int phasesSeen;

  PileTarget(StationContext context, LimitLedger ledger) {
    this.context = context;
    this.ledger = ledger;
  }

  /** A pile is there that can do this. */
  void attach(Capabilities can) {
    capabilities = can;
  }

  /** Phases that the pile is wired to. */
  void wired(int phases) {
    phasesOfPile = phases;
  }

  /** Phases that the pile has connected now, until the vehicle is seen to use others. */
  void connected(int phases) {
    phasesOfPile = phases;
    phasesSeen = 0;
  }

  /**
   * Holds the pile at 0 whatever the limits, until it is released.
   *
   * @return whether that is new
   */
  boolean hold(boolean atZero) {
    boolean changed = held != atZero;
    held = atZero;
    return changed;
  }

  /** A vehicle is taken to use as many phases as it was seen on at most, until it is unplugged. */
  void look(List<Reading> readings, boolean plugged) {
    long used =
        readings.stream()
            .filter(r -> r.measurand() == Measurand.CURRENT_IMPORT && r.usable())
            .filter(r -> r.phase() != Phase.ALL && r.phase() != Phase.N && r.value() >= 1)
            .count();
    phasesSeen = plugged ? Math.max(phasesSeen, (int) used) : 0;
  }

  /** Phases that the vehicle is seen to use, or those of the pile. */
  int phasesInUse() {
    return phasesSeen > 0 ? phasesSeen : phasesOfPile;
  }

  /** The smallest limit, as it counts at this pile; empty if there is none. */
  Optional<InForce> inForce() {
    return ledger.inForce(context.wall(), this::watts);
  }

  /**
   * What a limit comes to, W. A limit in ampere holds on each phase, and a pile that is limited by
   * power may let all of it flow on one: until the phases of the vehicle are seen, it comes to one
   * phase, or to the least power with which a vehicle begins if all phases together allow that.
   */
  private int watts(Limit limit) {
    int voltage = context.options().voltage();
    if (!unevenPower()) {
      return limit.toWatts(voltage, phasesInUse());
    }
    int beginning = capabilities.beginningWatts(voltage, phasesOfPile);
    return Math.max(
        limit.toWatts(voltage, 1), Math.min(beginning, limit.toWatts(voltage, phasesOfPile)));
  }

  /** Whether it is not known over how many phases the power goes; a rectifier loads all alike. */
  private boolean unevenPower() {
    return capabilities != null
        && byPower()
        && capabilities.limitKinds().contains(LimitKind.POWER)
        && !capabilities.dcSide()
        && phasesSeen == 0;
  }

  private boolean byPower() {
    return !capabilities.limitKinds().contains(LimitKind.CURRENT);
  }

  private int milliamps() {
    int voltage = context.options().voltage();
    int milliamps =
        inForce().map(f -> f.limit().toMilliamps(voltage, phasesInUse())).orElse(Integer.MAX_VALUE);
    int step = Math.max(1, capabilities.stepMilliamps());
    int quantised = milliamps / step * step;
    return held || quantised < capabilities.minimumMilliamps() ? 0 : quantised;
  }

  private int watts() {
    int watts = inForce().map(f -> watts(f.limit())).orElse(0);
    return held || watts < capabilities.minimumWatts() ? 0 : watts;
  }

  /** What a limit lets a vehicle draw per phase at most, mA. */
  int perPhaseMilliamps(Limit limit) {
    return limit.toMilliamps(context.options().voltage(), unevenPower() ? 1 : phasesInUse());
  }

  /** Whether the limit in force keeps a vehicle from charging. */
  boolean pausing() {
    if (capabilities == null || capabilities.limitKinds().isEmpty()) {
      return false;
    }
    return byPower() ? watts() == 0 : milliamps() == 0;
  }

  /**
   * The limit that the pile is to be told; one that takes no limits is not asked.
   *
   * @param supply whether energy may flow
   */
  PileCommand command(boolean supply) {
    return byPower()
        ? new PileCommand.LimitPower(supply ? watts() : 0)
        : new PileCommand.LimitCurrent(supply ? milliamps() : 0);
  }
}
