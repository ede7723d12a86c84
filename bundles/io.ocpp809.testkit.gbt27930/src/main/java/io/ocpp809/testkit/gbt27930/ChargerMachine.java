package io.ocpp809.testkit.gbt27930;

import io.ocpp809.can.Frame;
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
import java.util.List;

/**
 * The charger of GB/T 27930 (address 0x56) as a pure state machine: frames and time in, frames out.
 * It has every timer of the standard, reconnects three times from CRM(00), and obeys a limit that
 * is given from outside, as a pile does that is limited over its own interface.
 */
public final class ChargerMachine implements Party {
  private enum Timer {
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
  private final Radio radio = new Radio(Node.CHARGER);
  private final Agenda<Timer> agenda = new Agenda<>();
  private Phase phase = Phase.IDLE;
  private Edition edition;
  private ChargerStop stop = ChargerStop.NONE;
  private int attempts;
  private long now;
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
    this.settings = settings;
    this.circuit = circuit;
    this.output = new Output(settings);
    this.words = new ChargerWords(settings, output, circuit);
    this.edition = settings.edition();
  }

  /** The plug is in and somebody has started: the handshake begins. Also after a restart. */
  public void start(long nanos) {
    clear(nanos);
    attempts = 1;
    speak(settings.edition());
    stop = ChargerStop.NONE;
    output.begin();
    if (edition == Edition.Y2011) {
      recognise();
      return;
    }
    phase = Phase.HANDSHAKE;
    every(Timer.CHM, Times.CYCLE, () -> radio.send(words.chm()));
    // A vehicle of 2011 does not know the handshake, and waits for CRM.
    once(Timer.NO_BHM, Times.MISSING, this::recognise);
  }

  /** The plug is out: everything is off. */
  public void unplug(long nanos) {
    clear(nanos);
    phase = Phase.IDLE;
  }

  /** Ends the charging for a reason of the charger's; nothing happens if it has ended. */
  public void stop(ChargerStop why, long nanos) {
    flow(nanos);
    switch (phase) {
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

  /** What it does wrong from now on. */
  public void misbehave(Misbehaviour misbehaviour) {
    radio.spoiler().tell(misbehaviour);
  }

  /** Does nothing wrong any more. */
  public void behave() {
    radio.spoiler().behave();
  }

  /** Where it stands. */
  public Phase phase() {
    return phase;
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
  public void hear(Frame frame, long nanos) {
    flow(nanos);
    radio.hear(frame).ifPresent(this::heard);
  }

  @Override
  public List<Frame> run(long nanos) {
    flow(nanos);
    agenda.run(nanos);
    return radio.due();
  }

  @Override
  public long due() {
    return Math.min(agenda.next(), radio.next());
  }

  private void flow(long nanos) {
    double wanted = phase == Phase.CHARGING && !pausedByVehicle ? demandAmps : 0;
    output.flow((nanos - now) / 1e9, wanted, circuit);
    now = nanos;
    radio.at(nanos);
    if (phase == Phase.STOPPING && output.amps() <= STOPPED_AMPS) {
      circuit.charger(false);
    }
  }

  private void clear(long nanos) {
    now = nanos;
    radio.at(nanos);
    agenda.clear();
    radio.reset();
    output.cut(circuit);
    demandAmps = 0;
    prepared = false;
    pausedByVehicle = false;
    bstSeen = false;
  }

  private void speak(Edition spoken) {
    edition = spoken;
    radio.speak(spoken);
  }

  private void every(Timer timer, long period, Runnable action) {
    agenda.every(timer, now, period, action);
  }

  private void once(Timer timer, long after, Runnable action) {
    agenda.once(timer, now + after, action);
  }

  private void heard(Message message) {
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
    if (phase == Phase.HANDSHAKE && agenda.has(Timer.NO_BHM)) {
      agenda.cancel(Timer.NO_BHM);
      once(Timer.INSULATION, settings.insulationTest().toNanos(), this::recognise);
    }
  }

  private void recognise() {
    if (radio.spoiler().stuck(phase)) {
      return;
    }
    clear(now);
    phase = Phase.RECOGNITION;
    every(Timer.CRM, Times.CYCLE, () -> radio.send(words.crm(false, edition)));
    once(Timer.NO_BRM, Times.MISSING, () -> error(Missed.BRM, true));
  }

  private void recognised(Brm brm) {
    if (phase != Phase.RECOGNITION) {
      return;
    }
    agenda.cancel(Timer.NO_BRM);
    if (radio.spoiler().stuck(phase)) {
      return;
    }
    if (words.edition(brm) == Edition.Y2011) {
      speak(Edition.Y2011);
    }
    phase = Phase.CONFIGURATION;
    every(Timer.CRM, Times.CYCLE, () -> radio.send(words.crm(true, edition)));
    once(Timer.NO_BCP, Times.MISSING, () -> error(Missed.BCP, true));
  }

  private void configured(Bcp bcp) {
    if (phase != Phase.CONFIGURATION || !agenda.has(Timer.NO_BCP)) {
      return;
    }
    agenda.cancel(Timer.NO_BCP);
    agenda.cancel(Timer.CRM);
    if (!words.fits(bcp)) {
      stopping(ChargerStop.VOLTAGE);
      return;
    }
    every(Timer.CTS, Times.SLOW_CYCLE, () -> radio.send(words.cts()));
    every(Timer.CML, Times.CYCLE, () -> radio.send(words.cml()));
    once(Timer.NO_BRO, Times.MISSING, () -> error(Missed.BRO, true));
    once(Timer.NOT_READY, Times.NOT_READY, () -> error(Missed.BRO, true));
  }

  private void ready(boolean vehicleReady) {
    if (phase != Phase.CONFIGURATION || agenda.has(Timer.NO_BCP)) {
      return;
    }
    agenda.cancel(Timer.NO_BRO);
    if (!vehicleReady || radio.spoiler().stuck(phase)) {
      return;
    }
    agenda.cancel(Timer.NOT_READY);
    agenda.cancel(Timer.CTS);
    agenda.cancel(Timer.CML);
    phase = Phase.READY;
    every(Timer.CRO, Times.CYCLE, () -> radio.send(words.cro(prepared)));
    once(Timer.PREPARED, settings.preparation().toNanos(), this::prepared);
  }

  private void prepared() {
    if (radio.spoiler().stuck(phase)) {
      return;
    }
    prepared = true;
    circuit.charger(true);
    every(Timer.CRO, Times.CYCLE, () -> radio.send(words.cro(true)));
    // The first BCL may wait for the next cycle; from then on the edition's time counts.
    once(Timer.NO_BCL, Times.SECOND, () -> error(Missed.BCL, true));
    once(Timer.NO_BCS, Times.MISSING, () -> error(Missed.BCS, true));
  }

  private void demanded(Bcl bcl) {
    if (phase == Phase.READY && prepared) {
      phase = Phase.CHARGING;
      agenda.cancel(Timer.CRO);
      every(Timer.CCS, Times.FAST_CYCLE, () -> radio.send(words.ccs()));
    }
    if (phase == Phase.CHARGING) {
      demandAmps = words.demand(bcl);
      once(Timer.NO_BCL, Times.missingFast(edition), () -> error(Missed.BCL, true));
    }
  }

  private void measured() {
    if (agenda.has(Timer.NO_BCS)) {
      once(Timer.NO_BCS, Times.MISSING, () -> error(Missed.BCS, true));
    }
  }

  /** A warning ends the charging; without one the vehicle may pause it for ten minutes. */
  private void warned(Bsm bsm) {
    if (phase != Phase.CHARGING) {
      return;
    }
    if (words.abnormal(bsm)) {
      stopping(ChargerStop.FAULT);
      return;
    }
    boolean paused = words.paused(bsm, pausedByVehicle);
    if (paused && !pausedByVehicle) {
      once(Timer.PAUSED, Times.LONGEST_PAUSE, () -> stopping(ChargerStop.SET_CONDITION));
    } else if (!paused) {
      agenda.cancel(Timer.PAUSED);
    }
    pausedByVehicle = paused;
  }

  private void vehicleStops() {
    bstSeen = true;
    agenda.cancel(Timer.NO_BST);
    if (phase == Phase.CONFIGURATION || phase == Phase.READY || phase == Phase.CHARGING) {
      stopping(ChargerStop.VEHICLE);
    }
  }

  private void stopping(ChargerStop why) {
    boolean seen = bstSeen;
    stop = why;
    agenda.clear();
    phase = Phase.STOPPING;
    if (why.atOnce()) {
      output.cut(circuit);
    }
    every(Timer.CST, Times.STOP_CYCLE, () -> radio.send(words.cst(why)));
    if (!seen) {
      once(Timer.NO_BST, Times.MISSING, () -> error(Missed.BST, false));
    }
    once(Timer.NO_BSD, Times.MISSING_END, () -> error(Missed.BSD, false));
  }

  private void vehicleEnds() {
    if (phase != Phase.STOPPING || !bstSeen || radio.spoiler().stuck(phase)) {
      return;
    }
    agenda.clear();
    phase = Phase.ENDING;
    every(Timer.CSD, Times.CYCLE, () -> radio.send(words.csd(edition)));
    once(Timer.OFF, Times.BEFORE_OFF, this::ended);
  }

  private void ended() {
    if (radio.spoiler().stuck(phase)) {
      return;
    }
    clear(now);
    phase = Phase.ENDED;
  }

  /** CEM; in charging CST too, so that a vehicle that still hears stops. */
  private void error(Missed missed, boolean again) {
    boolean charging = phase == Phase.CHARGING;
    boolean stopping = phase == Phase.STOPPING;
    failed(again);
    every(Timer.CEM, Times.CYCLE, () -> radio.send(words.cem(missed)));
    if (charging || stopping) {
      ChargerStop why = charging ? ChargerStop.FAULT : stop;
      stop = why;
      every(Timer.CST, Times.STOP_CYCLE, () -> radio.send(words.cst(why)));
    }
  }

  private void vehicleMissed(Bem bem) {
    boolean runs =
        switch (phase) {
          case RECOGNITION, CONFIGURATION, READY, CHARGING, STOPPING -> true;
          default -> false;
        };
    if (runs) {
      failed(!words.endedBy(bem));
    }
  }

  private void failed(boolean again) {
    clear(now);
    phase = Phase.ERROR;
    once(
        Timer.RETRY,
        again ? Times.BEFORE_RETRY : Times.MISSING,
        () -> {
          if (again && attempts <= Times.RECONNECTS) {
            attempts++;
            recognise();
          } else {
            clear(now);
            phase = Phase.LOCKED;
          }
        });
  }
}
