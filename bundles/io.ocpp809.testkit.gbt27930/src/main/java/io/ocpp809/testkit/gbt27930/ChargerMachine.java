package io.ocpp809.testkit.gbt27930;

import io.ocpp809.gbt27930.message.Bcl;
import io.ocpp809.gbt27930.message.Bcp;
import io.ocpp809.gbt27930.message.Bcs;
import io.ocpp809.gbt27930.message.Bem;
import io.ocpp809.gbt27930.message.Bhm;
import io.ocpp809.gbt27930.message.Brm;
import io.ocpp809.gbt27930.message.Bro;
import io.ocpp809.gbt27930.message.Bsd;
import io.ocpp809.gbt27930.message.Bsm;
import io.ocpp809.gbt27930.message.Bst;
import io.ocpp809.gbt27930.message.Edition;
import io.ocpp809.gbt27930.message.Message;
import io.ocpp809.gbt27930.message.Node;
import io.ocpp809.gbt27930.message.Readiness;

/**
 * The charger of GB/T 27930 (address 0x56) as a pure state machine: frames and time in, frames out.
 * It has every timer of the standard, reconnects three times from CRM(00), and obeys a limit that
 * is given from outside, as a pile does that is limited over its own interface.
 */
public final class ChargerMachine extends Machine<ChargerMachine.Timer> {
  /** What is said, and what is waited for. */
  enum Timer {
    CHM,
    CRM,
    CTS,
    CML,
    CRO,
    CCS,
    CST,
    CSD,
    CEM,
    NO_BHM,
    INSULATION,
    NO_BRM,
    NO_BCP,
    NO_BRO,
    NOT_READY,
    PREPARED,
    NO_BCL,
    NO_BCS,
    PAUSED,
    NO_BST,
    NO_BSD,
    OFF,
    RETRY
  }

  /** GB/T 18487.1: contactors open below. */
  private static final double STOPPED_AMPS = 5;

  private final ChargerSettings settings;
  private final Circuit circuit;
  private final Output output;
  private final ChargerWords words;
  private Edition edition;
  private ChargerStop stop = ChargerStop.NONE;
  private int attempts;
  private boolean prepared;
  private boolean pausedByVehicle;
  private boolean bstSeen;
  private double demandAmps;

  /**
   * A charger without a vehicle.
   *
   * @param settings what kind of charger it is
   * @param circuit the wires to the vehicle
   */
  ChargerMachine(ChargerSettings settings, Circuit circuit) {
    super(Node.CHARGER);
    this.settings = settings;
    this.circuit = circuit;
    this.output = new Output(settings);
    this.words = new ChargerWords(settings, output, circuit);
    this.edition = settings.edition();
  }

  /** The plug is in and somebody has started: the handshake begins. Also after a restart. */
  public void start(long nanos) {
    at(nanos);
    clear();
    attempts = 1;
    agree(settings.edition());
    stop = ChargerStop.NONE;
    output.begin();
    if (edition == Edition.Y2011) {
      recognise();
      return;
    }
    enter(Phase.HANDSHAKE);
    say(Timer.CHM, Times.CYCLE, words::chm);
    // A vehicle of 2011 does not know the handshake, and waits for CRM.
    after(Timer.NO_BHM, Times.MISSING, this::recognise);
  }

  /** Ends the charging for a reason of the charger's; nothing happens if it has ended. */
  public void stop(ChargerStop why, long nanos) {
    flow(nanos);
    switch (phase()) {
      case CONFIGURATION, READY, CHARGING -> stopping(why);
      case HANDSHAKE, RECOGNITION -> ended();
      default -> {
        // Nothing runs.
      }
    }
  }

  /** The most that the pile is allowed by its own interface, in A; infinite for no limit. */
  public void limitAmps(double most) {
    output.limitAmps(most);
  }

  /** The same in W. */
  public void limitWatts(double most) {
    output.limitWatts(most);
  }

  /** How often it has begun with CRM(00), and if so again, since the plug was in. */
  public int attempts() {
    return attempts;
  }

  /** Why it ended the charging; NONE if it did not. */
  public ChargerStop stopped() {
    return stop;
  }

  /** The current that it gives, in A. */
  public double amps() {
    return output.amps();
  }

  /** The voltage at its plug, in V. */
  public double volts() {
    return circuit.volts();
  }

  /** Energy of the session, in kWh. */
  public double kilowattHours() {
    return output.kilowattHours();
  }

  @Override
  void flowed(double seconds) {
    double wanted = phase() == Phase.CHARGING && !pausedByVehicle ? demandAmps : 0;
    output.flow(seconds, wanted, circuit);
    if (phase() == Phase.STOPPING && output.amps() <= STOPPED_AMPS) {
      circuit.charger(false);
    }
  }

  @Override
  void forget() {
    output.cut(circuit);
    demandAmps = 0;
    prepared = false;
    pausedByVehicle = false;
    bstSeen = false;
  }

  private void agree(Edition spoken) {
    edition = spoken;
    speak(spoken);
  }

  @Override
  void heard(Message message) {
    if (message instanceof Bhm) {
      handshaken();
    } else if (message instanceof Brm brm) {
      recognised(brm);
    } else if (message instanceof Bcp bcp) {
      configured(bcp);
    } else if (message instanceof Bro bro) {
      ready(bro.ready() == Readiness.READY);
    } else if (message instanceof Bcl bcl) {
      demanded(bcl);
    } else if (message instanceof Bcs) {
      measured();
    } else if (message instanceof Bsm bsm) {
      warned(bsm);
    } else if (message instanceof Bst) {
      vehicleStops();
    } else if (message instanceof Bsd) {
      vehicleEnds();
    } else if (message instanceof Bem bem) {
      vehicleMissed(bem);
    }
  }

  private void handshaken() {
    if (phase() == Phase.HANDSHAKE && has(Timer.NO_BHM)) {
      cancel(Timer.NO_BHM);
      after(Timer.INSULATION, settings.insulationTest().toNanos(), this::recognise);
    }
  }

  private void recognise() {
    if (stuck()) {
      return;
    }
    over(Phase.RECOGNITION);
    say(Timer.CRM, Times.CYCLE, () -> words.crm(false, edition));
    after(Timer.NO_BRM, Times.MISSING, () -> error(Missed.BRM, true));
  }

  private void recognised(Brm brm) {
    if (phase() != Phase.RECOGNITION) {
      return;
    }
    cancel(Timer.NO_BRM);
    if (stuck()) {
      return;
    }
    if (words.edition(brm) == Edition.Y2011) {
      agree(Edition.Y2011);
    }
    enter(Phase.CONFIGURATION);
    say(Timer.CRM, Times.CYCLE, () -> words.crm(true, edition));
    after(Timer.NO_BCP, Times.MISSING, () -> error(Missed.BCP, true));
  }

  private void configured(Bcp bcp) {
    if (phase() != Phase.CONFIGURATION || !has(Timer.NO_BCP)) {
      return;
    }
    cancel(Timer.NO_BCP);
    cancel(Timer.CRM);
    if (!words.fits(bcp)) {
      stopping(ChargerStop.VOLTAGE);
      return;
    }
    say(Timer.CTS, Times.SLOW_CYCLE, words::cts);
    say(Timer.CML, Times.CYCLE, words::cml);
    after(Timer.NO_BRO, Times.MISSING, () -> error(Missed.BRO, true));
    after(Timer.NOT_READY, Times.NOT_READY, () -> error(Missed.BRO, true));
  }

  private void ready(boolean vehicleReady) {
    if (phase() != Phase.CONFIGURATION || has(Timer.NO_BCP)) {
      return;
    }
    cancel(Timer.NO_BRO);
    if (!vehicleReady || stuck()) {
      return;
    }
    cancel(Timer.NOT_READY);
    cancel(Timer.CTS);
    cancel(Timer.CML);
    enter(Phase.READY);
    say(Timer.CRO, Times.CYCLE, () -> words.cro(prepared));
    after(Timer.PREPARED, settings.preparation().toNanos(), this::prepared);
  }

  private void prepared() {
    if (stuck()) {
      return;
    }
    prepared = true;
    circuit.charger(true);
    say(Timer.CRO, Times.CYCLE, () -> words.cro(true));
    // The first BCL may wait for the next cycle; from then on the edition's time counts.
    after(Timer.NO_BCL, Times.SECOND, () -> error(Missed.BCL, true));
    after(Timer.NO_BCS, Times.MISSING, () -> error(Missed.BCS, true));
  }

  private void demanded(Bcl bcl) {
    if (phase() == Phase.READY && prepared) {
      enter(Phase.CHARGING);
      cancel(Timer.CRO);
      say(Timer.CCS, Times.FAST_CYCLE, words::ccs);
    }
    if (phase() == Phase.CHARGING) {
      demandAmps = words.demand(bcl);
      after(Timer.NO_BCL, Times.missingFast(edition), () -> error(Missed.BCL, true));
    }
  }

  private void measured() {
    if (has(Timer.NO_BCS)) {
      after(Timer.NO_BCS, Times.MISSING, () -> error(Missed.BCS, true));
    }
  }

  /** A warning ends the charging; without one the vehicle may pause it for ten minutes. */
  private void warned(Bsm bsm) {
    if (phase() != Phase.CHARGING) {
      return;
    }
    if (words.abnormal(bsm)) {
      stopping(ChargerStop.FAULT);
      return;
    }
    boolean paused = words.paused(bsm, pausedByVehicle);
    if (paused && !pausedByVehicle) {
      after(Timer.PAUSED, Times.LONGEST_PAUSE, () -> stopping(ChargerStop.SET_CONDITION));
    } else if (!paused) {
      cancel(Timer.PAUSED);
    }
    pausedByVehicle = paused;
  }

  private void vehicleStops() {
    bstSeen = true;
    cancel(Timer.NO_BST);
    if (underWay()) {
      stopping(ChargerStop.VEHICLE);
    }
  }

  private void stopping(ChargerStop why) {
    boolean seen = bstSeen;
    stop = why;
    cancelAll();
    enter(Phase.STOPPING);
    if (why.atOnce()) {
      output.cut(circuit);
    }
    say(Timer.CST, Times.STOP_CYCLE, () -> words.cst(why));
    if (!seen) {
      after(Timer.NO_BST, Times.MISSING, () -> error(Missed.BST, false));
    }
    after(Timer.NO_BSD, Times.MISSING_END, () -> error(Missed.BSD, false));
  }

  private void vehicleEnds() {
    if (phase() != Phase.STOPPING || !bstSeen || stuck()) {
      return;
    }
    cancelAll();
    enter(Phase.ENDING);
    say(Timer.CSD, Times.CYCLE, () -> words.csd(edition));
    after(Timer.OFF, Times.BEFORE_OFF, this::ended);
  }

  /** CEM; in charging CST too, so that a vehicle that still hears stops. */
  private void error(Missed missed, boolean again) {
    boolean charging = phase() == Phase.CHARGING;
    boolean stopping = phase() == Phase.STOPPING;
    failed(again);
    say(Timer.CEM, Times.CYCLE, () -> words.cem(missed));
    if (charging || stopping) {
      ChargerStop why = charging ? ChargerStop.FAULT : stop;
      stop = why;
      say(Timer.CST, Times.STOP_CYCLE, () -> words.cst(why));
    }
  }

  private void vehicleMissed(Bem bem) {
    boolean runs =
        switch (phase()) {
          case RECOGNITION, CONFIGURATION, READY, CHARGING, STOPPING -> true;
          default -> false;
        };
    if (runs) {
      failed(!words.endedBy(bem));
    }
  }

  private void failed(boolean again) {
    over(Phase.ERROR);
    after(
        Timer.RETRY,
        again ? Times.BEFORE_RETRY : Times.MISSING,
        () -> {
          if (again && attempts <= Times.RECONNECTS) {
            attempts++;
            recognise();
          } else {
            over(Phase.LOCKED);
          }
        });
  }
}
